"""The words of a connection that everybody reads: how long they may be, and about nobody."""

from collections.abc import Mapping
from enum import StrEnum

from core.privacy.blanking import blank_personal_text

LONGEST_TITLE = 60
LONGEST_ADVICE = 200
_LONGEST: Mapping[str, int] = {
    "title": LONGEST_TITLE,
    "when_down": LONGEST_ADVICE,
    "when_down_english": LONGEST_ADVICE,
}


class Fault(StrEnum):
    """Why words cannot stand where everybody reads them."""

    MISSING = "it is missing"
    TOO_LONG = "it is too long"
    UNPRINTABLE = "it holds signs that cannot be shown"
    PERSONAL = "everybody reads it, and it holds a CPR number or an e-mail address"


class InvalidWords(ValueError):
    """Words cannot be used: `name` says which, `fault` why, and nothing was saved."""

    def __init__(self, name: str, fault: Fault) -> None:
        super().__init__(f"{name}: {fault}")
        self.name = name
        self.fault = fault


def check_words(**words: str) -> None:
    """Raises `InvalidWords` for the first of a connection's words that cannot be used."""
    for name, text in words.items():
        if fault := _find_fault(name, text):
            raise InvalidWords(name, fault)


def _find_fault(name: str, text: str) -> Fault | None:
    if name == "title" and not text.strip():
        return Fault.MISSING
    if len(text) > _LONGEST[name]:
        return Fault.TOO_LONG
    if not text.isprintable():
        return Fault.UNPRINTABLE
    return Fault.PERSONAL if blank_personal_text(text) != text else None
