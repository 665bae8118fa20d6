"""Keeps secrets and people out of what is written down about a call."""

import json
import re
import unicodedata
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterable, Iterator
from functools import cached_property
from html import escape
from urllib.parse import quote, quote_plus

from core.privacy.blanking import blank_personal_text

BLANK = "[…]"
LONGEST = 300
# Shorter ones are blanked as words of their own only, not as syllables of others.
SHORTEST = 3
# Shorter ones have no part in base64 that is theirs alone.
SHORTEST_ENCODED = 6


class Blanker:
    """Replaces known values in texts, however they are written, and whatever looks personal."""

    def __init__(self, *, personal: Iterable[str] = (), secrets: Iterable[str] = ()) -> None:
        self._personal = tuple(personal)
        self._secrets = tuple(secrets)

    def blank(self, text: object) -> str:
        """The text without them, and not longer than a line in a log should be."""
        written = unicodedata.normalize("NFC", str(text))
        return blank_personal_text(self._pattern.sub(BLANK, written))[:LONGEST]

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """Made when something is written: most calls have nothing to say."""
        forms = {form for value in self._list_values() for form in _list_spellings(value)}
        for secret in self._secrets:
            forms.update(_list_base64(secret))
        # The longest first, so that none is left half.
        known = sorted((form for form in forms if form), key=len, reverse=True)
        # Without any, what matches nowhere.
        return re.compile("|".join(map(_match, known)) or r"(?!)", re.IGNORECASE)

    def _list_values(self) -> Iterator[str]:
        for value in (*self._personal, *self._secrets):
            yield unicodedata.normalize("NFC", value.strip())
        for name in self._personal:
            yield from (unicodedata.normalize("NFC", word) for word in name.split())


def _match(form: str) -> str:
    if len(form) >= SHORTEST:
        return re.escape(form)
    return rf"(?<![^\W_]){re.escape(form)}(?![^\W_])"


def _list_spellings(value: str) -> Iterator[str]:
    """As it is, and as it stands in addresses, in JSON and in HTML."""
    yield from (value, quote(value), quote(value, safe=""), quote_plus(value))
    yield from (json.dumps(value)[1:-1], escape(value))


def _list_base64(secret: str) -> Iterator[str]:
    """What is the secret's alone in base64, wherever in a longer text it was encoded."""
    encoded = secret.encode()
    if len(encoded) < SHORTEST_ENCODED:
        return
    for before in range(3):
        # Bytes share letters with their neighbours unless three of them are full.
        first = -before % 3
        whole = encoded[first : first + (len(encoded) - first) // 3 * 3]
        yield from (b64encode(whole).decode(), urlsafe_b64encode(whole).decode())
