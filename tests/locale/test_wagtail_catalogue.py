"""The Danish words for Wagtail's own screens: complete for the installed Wagtail, and plain."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = ROOT / "locale" / "wagtail" / "da" / "LC_MESSAGES"
DOMAINS = ("django", "djangojs")

# Folders inside the wagtail package; "" is the core. The style guide is left out:
# only developers see it.
SCOPE = (
    ("", "django"),
    ("admin", "django"),
    ("admin", "djangojs"),
    ("contrib/forms", "django"),
    ("contrib/redirects", "django"),
    ("contrib/search_promotions", "django"),
    ("contrib/settings", "django"),
    ("contrib/simple_translation", "django"),
    ("contrib/table_block", "django"),
    ("contrib/typed_table_block", "django"),
    ("documents", "django"),
    ("embeds", "django"),
    ("images", "django"),
    ("locales", "django"),
    ("search", "django"),
    ("sites", "django"),
    ("snippets", "django"),
    ("users", "django"),
)

PLACEHOLDER = re.compile(r"%\([^)]+\)[a-z]|\{[^{}]*\}")
MARKUP = re.compile(r"<[^>]+>|&[a-z]+;")

# English words and loan words that have a Danish word in the list of terms, and Danish
# words the list tells us to avoid. "Tag ... ned" is the verb of unpublishing.
FORBIDDEN = re.compile(
    r"""\b(
        alias(?:er|et)? | avatar\w* | bulk | dashboard\w* | default\w* | download\w* | draft\w*
        | email\w* | embed | embeds | feeds? | go[ ]live | layout\w* | live | locales?
        | log-?in(?:-\w+)? | moder(?:er|ation|ator)\w* | multi-?select | preview\w* | redirect\w*
        | sites? | slugs? | snippets? | tags | tagg\w+ | tag\b(?!.*\bned\b) | tasks? | templates?
        | timeline | toggle\w* | tokens? | (?:re)?upload\w* | urls? | widgets? | workflows?
        | afpublicer\w* | afvis\w* | enhed\w* | publicer\w* | påkrævet | revision\w* | udkast\w*
        | værge\w* | (?:kopi|mark|redig|sort)ér
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)


def find_package(name: str) -> Path:
    """Folder of an installed package, without importing it (Django need not be set up)."""
    spec = find_spec(name)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


def read_source(app: str, domain: str) -> list[polib.POEntry]:
    """English entries of one app of the installed Wagtail."""
    path = find_package("wagtail") / app / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po"
    return [entry for entry in polib.pofile(str(path)) if not entry.obsolete]


@cache
def read_catalogue(domain: str) -> polib.POFile:
    """Our Danish catalogue for one gettext domain."""
    return polib.pofile(str(CATALOGUES / f"{domain}.po"))


def key_of(entry: polib.POEntry) -> tuple[str | None, str]:
    """What gettext looks an entry up by."""
    return entry.msgctxt, entry.msgid


def pair_texts(entry: polib.POEntry) -> Iterator[tuple[str, str]]:
    """English and Danish text, once for each plural form."""
    if entry.msgid_plural:
        yield entry.msgid, entry.msgstr_plural[0]
        yield entry.msgid_plural, entry.msgstr_plural[1]
    else:
        yield entry.msgid, entry.msgstr


def find_differences(english: str, danish: str) -> list[str]:
    """What is not the same in both: placeholders, markup, space at the ends."""
    found = []
    for name, pattern in (("placeholder", PLACEHOLDER), ("markup", MARKUP)):
        if Counter(pattern.findall(english)) != Counter(pattern.findall(danish)):
            found.append(name)
    if re.findall(r"^\s*|\s*$", english) != re.findall(r"^\s*|\s*$", danish):
        found.append("space")
    return found


def find_forbidden(danish: str) -> list[str]:
    """Words that may not stand in a text on the screen."""
    shown = MARKUP.sub(" ", PLACEHOLDER.sub(" ", danish))
    return [match.group() for match in FORBIDDEN.finditer(shown)]


@pytest.mark.parametrize(("app", "domain"), SCOPE)
def test_every_text_of_installed_wagtail_is_translated(app: str, domain: str) -> None:
    source = read_source(app, domain)
    assert source, "no English texts found: has Wagtail moved its catalogues?"
    danish = {key_of(entry): entry for entry in read_catalogue(domain)}

    def is_missing(entry: polib.POEntry) -> bool:
        ours = danish.get(key_of(entry))
        if ours is None or not ours.translated() or ours.fuzzy:
            return True
        # A plural that Wagtail has made a single text, or the other way, would not be found.
        return ours.msgid_plural != entry.msgid_plural

    assert [entry.msgid for entry in source if is_missing(entry)] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_header_says_danish_with_two_forms(domain: str) -> None:
    metadata = read_catalogue(domain).metadata
    assert metadata["Language"] == "da"
    assert metadata["Plural-Forms"] == "nplurals=2; plural=(n != 1);"
    assert metadata["Content-Type"] == "text/plain; charset=UTF-8"


@pytest.mark.parametrize("domain", DOMAINS)
def test_nothing_is_fuzzy_empty_or_given_twice(domain: str) -> None:
    entries = list(read_catalogue(domain))
    assert [entry.msgid for entry in entries if entry.fuzzy or entry.obsolete] == []
    assert [entry.msgid for entry in entries if not entry.translated()] == []
    counts = Counter(key_of(entry) for entry in entries)
    assert [key for key, count in counts.items() if count > 1] == []


@pytest.mark.parametrize(
    ("english", "danish", "differences"),
    [
        ("Copy %(title)s", "Kopier %(title)s", []),
        ("Copy %(title)s", "Kopier %(titel)s", ["placeholder"]),
        ("by <b>{user}</b>", "af <b>{user}</b>", []),
        ("by <b>{user}</b>", "af {user}", ["markup"]),
        ("Locked: ", "Låst:", ["space"]),
    ],
)
def test_difference_finder_sees_what_it_should(
    english: str, danish: str, differences: list[str]
) -> None:
    assert find_differences(english, danish) == differences


@pytest.mark.parametrize("domain", DOMAINS)
def test_placeholders_and_markup_are_kept(domain: str) -> None:
    wrong = [
        (english, danish, differences)
        for entry in read_catalogue(domain)
        for english, danish in pair_texts(entry)
        if (differences := find_differences(english, danish))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("danish", "words"),
    [
        ("Upload et billede", ["Upload"]),
        ("Download som CSV", ["Download"]),
        ("Gå til dashboard", ["dashboard"]),
        ("Tilføj et tag", ["tag"]),
        ("Populære tags", ["tags"]),
        ("Gå til login-siden", ["login-siden"]),
        ("Sidens slug og URL", ["slug", "URL"]),
        ("Sortér faldende", ["Sortér"]),
        ("Ja, tag ned", []),
        ("Tag 1 side ned", []),
        ("Læg %(slug)s op", []),
        ('<a href="#tab-upload">Læg op</a>', []),
    ],
)
def test_word_finder_sees_what_it_should(danish: str, words: list[str]) -> None:
    assert find_forbidden(danish) == words


@pytest.mark.parametrize("domain", DOMAINS)
def test_no_forbidden_word_on_the_screen(domain: str) -> None:
    wrong = [
        (danish, words)
        for entry in read_catalogue(domain)
        for _, danish in pair_texts(entry)
        if (words := find_forbidden(danish))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("english", "danish"),
    [
        ("Publish", "Udgiv"),
        ("Unpublish", "Tag ned"),
        ("Live", "Udgivet"),
        ("Draft", "Kladde"),
        ("Submit for moderation", "Send til godkendelse"),
        ("Approve", "Godkend"),
        ("Reject", "Send tilbage"),
        ("History", "Tidligere versioner"),
        ("Save", "Gem"),
        ("Cancel", "Annuller"),
        ("Undo", "Fortryd"),
        ("Edit", "Rediger"),
        ("Delete", "Slet"),
        ("Upload", "Læg op"),
        ("Dashboard", "Forside"),
        ("Filter", "Afgræns"),
        ("Clear", "Ryd"),
        ("Sign in", "Log ind"),
        ("Log out", "Log ud"),
        ("Tags", "Emneord"),
        ("Alt text", "Beskriv billedet for dem, der ikke kan se det"),
    ],
)
def test_words_follow_the_list_of_terms(english: str, danish: str) -> None:
    entry = read_catalogue("django").find(english)
    assert entry is not None
    assert entry.msgstr == danish


def test_zero_minutes_is_what_django_writes() -> None:
    """Wagtail compares this text with Django's own to say "lige nu"."""
    entry = read_catalogue("django").find("0 minutes")
    assert entry is not None
    folder = find_package("django") / "conf" / "locale" / "da" / "LC_MESSAGES"
    minutes = polib.pofile(str(folder / "django.po")).find("%(num)d minute")
    assert minutes is not None
    assert entry.msgstr == (minutes.msgstr_plural[1] % {"num": 0}).replace("\xa0", " ")
