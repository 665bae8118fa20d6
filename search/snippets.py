"""Where the words of a query stand in a hit: its title and a piece of its text, marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from search.analysis import SHORTEST_PREFIX, Word, iterate_words

LENGTH = 180
# Of this, a reader sees before the first word that was found.
BEFORE = 60
# No more of a long text is looked through.
MOST_WORDS = 3_000

QueryWords = Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A piece of text, which is one of the words sought, or is not."""

    text: str
    marked: bool


def mark_words(text: str, words: QueryWords) -> list[Piece]:
    """A text in pieces, those marked that the query's words find."""
    pieces, at = [], 0
    for word in iterate_words(text):
        if _is_sought(word, words):
            pieces += [
                Piece(text=text[at : word.start], marked=False),
                Piece(text=text[word.start : word.end], marked=True),
            ]
            at = word.end
    return [piece for piece in [*pieces, Piece(text=text[at:], marked=False)] if piece.text]


def make_snippet(text: str, words: QueryWords) -> list[Piece]:
    """About two lines of a text around the first word found, or its beginning."""
    found = (word for word in islice(iterate_words(text), MOST_WORDS) if _is_sought(word, words))
    first = next(found, None)
    start = _find_start(text, first.start) if first else 0
    end = _find_end(text, start + LENGTH)
    piece = " ".join(text[start:end].split())
    before = "…\N{NO-BREAK SPACE}" if start else ""
    after = "\N{NO-BREAK SPACE}…" if end < len(text) else ""
    return mark_words(f"{before}{piece}{after}", words)


def _is_sought(word: Word, words: QueryWords) -> bool:
    if any(word.token == token for token, _ in words):
        return True
    _, typed = words[-1]
    return len(typed) >= SHORTEST_PREFIX and word.folded.startswith(typed)


def _find_start(text: str, at: int) -> int:
    """Where a sentence, or else a word, begins shortly before."""
    if at <= BEFORE:
        return 0
    line = text.rfind("\n", at - BEFORE, at)
    sentence = text.rfind(". ", at - BEFORE, at)
    begin = max(line + 1, sentence + 2 if sentence != -1 else 0)
    return begin or text.find(" ", at - BEFORE) + 1


def _find_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", 0, at)
    return space if space > at - BEFORE else at
