"""What nobody should send, by kind."""

EMPTY = "empty"
OVERSIZED = "oversized"
ENCODING = "encoding"
TYPE = "type"
KINDS = (EMPTY, OVERSIZED, ENCODING, TYPE)

LONG = "æ" * 3000
WITH_NUL = "før\x00efter"
# What an editor in a browser sends of an emoji whose other half was deleted.
HALF = "glad \ud83d dag"
NO_UTF_8 = b"%FF%FE%ED%A0%80"
HUGE_NUMBER = "9" * 400
NO_NUMBER = "mange"
BY_KIND = {EMPTY: "", OVERSIZED: LONG, ENCODING: WITH_NUL, TYPE: HUGE_NUMBER}

# What is said in Danish, and in English.
MISSING = ("Feltet skal udfyldes", "This field is required")
TOO_LONG = ("højst", "at most")
NUL = ("Null-tegn er ikke tilladte", "Null characters are not allowed")
NO_CHOICE = ("Marker en gyldig valgmulighed", "Select a valid choice")
NO_DATE = ("gyldig dato", "Enter a valid date")
NO_SLUG = ("Indtast en gyldig", "Enter a valid")
NO_URL = ("Indtast en gyldig URL", "Enter a valid URL")
NO_EMAIL = ("Indtast en gyldig e-mail-adresse", "Enter a valid email address")
HALF_A_CHARACTER = ("Teksten har et halvt tegn", "The text holds half a character")
