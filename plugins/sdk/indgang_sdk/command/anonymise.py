"""Making up people in the place of those in an answer: what is not known to be harmless goes."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from indgang_sdk.command.plain_words import are_plain, is_plain_day

DAY = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?")
TIME = re.compile(r"\d{1,2}[:.]\d{2}(:\d{2})?")
SHORT_NUMBER = re.compile(r"-?\d{1,5}([.,]\d{1,2})?")
KEY = re.compile(r"[A-Za-z_@$æøåÆØÅ][A-Za-z_.\-æøåÆØÅ]{0,39}\d?")

# By what a value is called. The first kind whose word a name has decides.
KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("secret", re.compile(r"secret|token|password|session|adgangskode|apikey|cookie", re.I)),
    ("cpr", re.compile(r"cpr|personnummer|ssn|civil", re.I)),
    ("birth", re.compile(r"birth|born|fødsel|foedsel|f.dt|foedt|dob", re.I)),
    ("email", re.compile(r"e?mail", re.I)),
    ("phone", re.compile(r"phone|telefon|mobil|tlf", re.I)),
    (
        "place",
        re.compile(
            r"address|adresse|street|vej|gade|city|postal|postnr|zip|(^|_)(lat|lon|lng|hus)$"
            r"|latitude|longitude|husnr",
            re.I,
        ),
    ),
    ("name", re.compile(r"name|navn|author|forfatter|teacher|lærer|laerer|owner|ejer", re.I)),
    ("id", re.compile(r"(^|_)id$|Id$|ID$|uni|login|user|bruger|child|barn|pupil|elev", re.I)),
)
HARMLESS = re.compile(
    r"(^|_)(type|kind|status|state|role|language|currency|unit|week|year|format|version)$", re.I
)
NAMES = ("Bo Kjeldby Ravn", "Emil Kjeldby Ravn", "Dorte Kjeldby", "Anna Lysholt")
IDS = ("bo000001", "emil0001", "dorte001", "anna0001")
EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.\w+")
LONG_NUMBER = re.compile(r"\d[\d \-]{6,}\d")
LOGIN = re.compile(r"[a-zæøå]{2,4}[a-zæøå0-9]{0,4}\d{1,6}")
TELLING = frozenset({"secret", "cpr", "email", "phone", "place", "name", "id", "login"})
SHORTEST_TOLD = 2
LARGEST_PLAIN = 99_999
LENGTH_OF_DAY = len("2018-01-01")
MADE_UP_DAY = date(2018, 1, 1)


class NotSure(Exception):
    """Why an answer cannot be kept: it may still say something about somebody."""


def anonymise(
    value: Any, *, keep: frozenset[str] = frozenset(), fields: frozenset[str] = frozenset()
) -> Any:
    """The same answer about people who do not exist; the same person stays the same throughout.

    Times, short numbers, yes and no stay as they are, days whose key says that they are nobody's
    birthday, states that are known words, and what stands under the keys to `keep`. Every other
    text is made up. Raises `NotSure` rather than let something through: a key that is not made of
    known words may be a name, unless it is among the `fields` that the author knows.
    """
    maker = _Maker(keep=keep, fields=keep | fields)
    made = maker.replace(value, key="", is_kept=False)
    _require_gone(maker.told, maker.kept)
    return made


class _Maker:
    """Makes each value up once, and says it again wherever the value comes again."""

    def __init__(self, *, keep: frozenset[str], fields: frozenset[str]) -> None:
        self.keep, self.fields = keep, fields
        self.replaced: dict[str, str] = {}
        self.kept: list[str] = []
        self.told: set[str] = set()
        self._counts: dict[str, int] = {}

    def replace(self, value: Any, *, key: str, is_kept: bool) -> Any:
        if isinstance(value, dict):
            self.kept += value
            return {
                self._require_plain(name): self.replace(one, key=name, is_kept=name in self.keep)
                for name, one in value.items()
            }
        if isinstance(value, list):
            return [self.replace(one, key=key, is_kept=is_kept) for one in value]
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, str):
            return self._replace_text(value, key, is_kept)
        return self._replace_number(value, key)

    def _require_plain(self, key: str) -> str:
        if not KEY.fullmatch(key):
            raise NotSure("one of its keys may be about somebody: answers by people are not kept")
        if key not in self.fields and not are_plain(key):
            raise NotSure(
                f"one of its keys may be about somebody: if {key!r} is the name of a field in"
                f" every answer, say so with --field {key}"
            )
        return key

    def _replace_number(self, value: float, key: str) -> float:
        kind = find_kind(key)
        if kind in {"", "name"} and abs(value) <= LARGEST_PLAIN:
            return value
        if kind == "place" or isinstance(value, float):
            return 0
        said = self._say(f"{value}", "number")
        return int(said if said.isdecimal() else self._say(f"#{value}", "number"))

    def _replace_text(self, text: str, key: str, is_kept: bool) -> str:
        kind = find_kind(key)
        is_day = bool(DAY.fullmatch(text))
        is_plain = any(one.fullmatch(text) for one in (TIME, SHORT_NUMBER))
        is_harmless = is_plain or _is_harmless(key, text) or (is_day and is_plain_day(key))
        is_sure = is_kept and (is_day or not _looks_personal(text))
        if is_sure or (kind in {"", "name"} and is_harmless):
            self.kept.append(text)
            return text
        if is_day and not kind:
            return self._say(text[:LENGTH_OF_DAY], "day") + text[LENGTH_OF_DAY:]
        return self._say(text, kind if kind not in {"", "id"} else _find_kind_of(text, kind))

    def _say(self, text: str, kind: str) -> str:
        if text not in self.replaced:
            count = self._counts[kind] = self._counts.get(kind, 0) + 1
            self.replaced[text] = MADE_UP[kind](count)
            if kind in TELLING:
                self.told |= {text, *text.split()}
        return self.replaced[text]


def find_kind(key: str) -> str:
    """What a value is, by its key; "" for what is not known to be about a person."""
    return next((kind for kind, pattern in KINDS if pattern.search(key)), "")


def _is_harmless(key: str, text: str) -> bool:
    """A word from a list of the system's own, such as a state, and a known one."""
    return bool(HARMLESS.search(key)) and are_plain(text)


def _looks_personal(text: str) -> bool:
    return bool(EMAIL.search(text) or LONG_NUMBER.search(text))


def _find_kind_of(text: str, otherwise: str) -> str:
    if EMAIL.search(text):
        return "email"
    if text.startswith(("http://", "https://")):
        return "address"
    if LOGIN.fullmatch(text):
        return "login"
    return "number" if text.isdecimal() else otherwise or "text"


def _require_gone(told: set[str], kept: list[str]) -> None:
    """What names somebody in one place may not stand in a text that is kept in another."""
    text = "\n".join(kept).casefold()
    for one in told:
        is_long = len(one) >= SHORTEST_TOLD
        if is_long and re.search(rf"(?<!\w){re.escape(one.casefold())}(?!\w)", text):
            raise NotSure("a text that is kept names somebody who was replaced elsewhere")


def _pick(pool: tuple[str, ...], otherwise: str) -> Callable[[int], str]:
    return lambda count: pool[count - 1] if count <= len(pool) else otherwise.format(count)


MADE_UP: dict[str, Callable[[int], str]] = {
    "secret": "made-up-{}".format,
    "cpr": "010100-{:04}".format,
    "birth": lambda _: "2018-01-01",
    "day": lambda count: (MADE_UP_DAY + timedelta(days=count)).isoformat(),
    "email": "person{}@mail.example".format,
    "phone": "00 00 00 {:02}".format,
    "place": "Opdigtet sted {}".format,
    "name": _pick(NAMES, "Person {}"),
    "id": "made-up-{}".format,
    "login": _pick(IDS, "made{:04}"),
    "number": "9000{:03}".format,
    "address": "https://system.example/{}".format,
    "text": "Opdigtet tekst {}".format,
}
