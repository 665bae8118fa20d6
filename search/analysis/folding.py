"""Words as they stand in a text, without capitals, Danish letters and accents."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# What Danes type where a keyboard has no æ, ø and å, or is a German one; all give one spelling.
_FOLDED = str.maketrans({"æ": "ae", "ä": "ae", "ø": "oe", "ö": "oe", "å": "aa", "ß": "ss"})
# "3.b", "3B" and "3 b" are one class; the letter stands alone, so "3 børn" is none.
_WORD = re.compile(r"(?P<grade>\b\d{1,2})[ .]{0,2}(?P<letter>[a-hj-z])\b|[^\W_]+", re.IGNORECASE)
LONGEST_WORD = 40


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """A word where it stands in a text, and as it is when folded."""

    start: int
    end: int
    folded: str


def fold(text: str) -> str:
    """A text in lower case without Danish letters and accents.

    >>> fold("Pædagogerne på Åsen")
    'paedagogerne paa aasen'
    """
    # Letters with loose marks are one letter first, or an å would become an a.
    lowered = unicodedata.normalize("NFC", text).lower().translate(_FOLDED)
    # As Danish texts mostly are by now.
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFKD", lowered)
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))


def list_folded(text: str) -> list[str]:
    """The words of a text in its order, each folded; a class is one word however it is written.

    >>> list_folded("Forældre i 3.B")
    ['foraeldre', 'i', '3b']
    """
    return [_name_word(match) for match in _WORD.finditer(fold(text))]


def iterate_words(text: str) -> Iterator[Word]:
    """The words of a text as it is written, in its order."""
    for match in _WORD.finditer(text):
        yield Word(start=match.start(), end=match.end(), folded=_fold_word(match[0]))


@lru_cache(maxsize=50_000)
def _fold_word(word: str) -> str:
    return "".join(list_folded(word))


def _name_word(match: re.Match[str]) -> str:
    grade = match["grade"]
    word = match[0] if grade is None else f"{int(grade)}{match['letter'].lower()}"
    # Where letters are left that no alphabet of ours has, they are compared as they are.
    return word[:LONGEST_WORD]
