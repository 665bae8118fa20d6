"""Danish words as the index holds them and as people type them: the same tokens from both."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

# What Danes type where a keyboard has no æ, ø and å; both spellings give one token.
_FOLDED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss"})
# "3.b", "3B" and "3 b" are one class; the letter stands alone, so "3 børn" is none.
_WORD = re.compile(r"(?P<grade>\b\d{1,2})[ .]{0,2}(?P<letter>[a-hj-z])\b|[^\W_]+", re.IGNORECASE)
LONGEST_WORD = 40
MOST_QUERY_WORDS = 12
SHORTEST_PREFIX = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """A word where it stands in a text: its token, and itself folded but not stemmed."""

    start: int
    end: int
    token: str
    folded: str


def list_tokens(text: str) -> list[str]:
    """The tokens of a text in its order: folded to ASCII letters and digits, and stemmed."""
    return [_stem(word) for word in _list_words(text)]


def list_query_words(query: str) -> list[tuple[str, str]]:
    """The words of a query, at most twelve, each as its token and as folded but not stemmed.

    The last word may still be in the typing, and is sought by its beginning as it was typed.
    """
    return [(_stem(word), word) for word in _list_words(query)[:MOST_QUERY_WORDS]]


def iterate_words(text: str) -> Iterator[Word]:
    """The words of a text as it is written, in its order."""
    for match in _WORD.finditer(text):
        token, folded = _read_word(match[0])
        yield Word(start=match.start(), end=match.end(), token=token, folded=folded)


def fold(text: str) -> str:
    """A text in lower case without Danish letters and accents."""
    lowered = unicodedata.normalize("NFC", text).lower().translate(_FOLDED)
    # As Danish texts mostly are by now.
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFKD", lowered)
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))


def _list_words(text: str) -> list[str]:
    return [_name_word(match)[:LONGEST_WORD] for match in _WORD.finditer(fold(text))]


def _name_word(match: re.Match[str]) -> str:
    grade = match["grade"]
    return match[0] if grade is None else f"{int(grade)}{match['letter']}"


@lru_cache(maxsize=50_000)
def _read_word(word: str) -> tuple[str, str]:
    folded = "".join(_list_words(word))
    return _stem(folded), folded


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> Any:
    from snowballstemmer import stemmer  # noqa: PLC0415 - only who searches or indexes pays for it

    return stemmer("danish")
