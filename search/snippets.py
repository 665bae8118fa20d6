"""Where the words of a query stand in a hit: its title and a piece of its text, marked."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from search.analysis.folding import Word, iterate_words
from search.analysis.lexicon import Lexicon
from search.analysis.questions import Question
from search.analysis.texts import read_word

LENGTH = 180
# Of this, a reader sees before the first word that was found.
BEFORE = 60
# No more of a long text is looked through.
MOST_WORDS = 3_000


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A piece of text, which is one of the words sought, or is not."""

    text: str
    marked: bool


@dataclass(frozen=True, kw_only=True)
class Marker:
    """Marks what a question finds, by the same analysis that has found it."""

    question: Question
    lexicon: Lexicon

    def mark(self, text: str, *, language: str) -> list[Piece]:
        """A text in pieces, those marked that the question's words find."""
        pieces, at = [], 0
        for word in self._iterate_sought(text, language):
            pieces += [
                Piece(text=text[at : word.start], marked=False),
                Piece(text=text[word.start : word.end], marked=True),
            ]
            at = word.end
        return [piece for piece in [*pieces, Piece(text=text[at:], marked=False)] if piece.text]

    def cut(self, text: str, *, language: str) -> list[Piece]:
        """About two lines of a text around the first word found, or its beginning."""
        first = next(self._iterate_sought(text, language), None)
        start = _find_start(text, first.start) if first else 0
        end = _find_end(text, start + LENGTH)
        piece = " ".join(text[start:end].split())
        before = "…\N{NO-BREAK SPACE}" if start else ""
        after = "\N{NO-BREAK SPACE}…" if end < len(text) else ""
        return self.mark(f"{before}{piece}{after}", language=language)

    def _iterate_sought(self, text: str, language: str) -> Iterator[Word]:
        words = islice(iterate_words(text), MOST_WORDS)
        return (word for word in words if self._is_sought(word.folded, language))

    def _is_sought(self, folded: str, language: str) -> bool:
        if folded.startswith(self._beginnings):
            return True
        tokens = read_word(folded, language, self.lexicon)
        return not self._tokens.isdisjoint((*tokens.strict, *tokens.loose))

    @cached_property
    def _tokens(self) -> frozenset[str]:
        alternatives = (one for word in self.question.words for one in word.alternatives)
        return frozenset(token for one in alternatives for token in one.tokens)

    @cached_property
    def _beginnings(self) -> tuple[str, ...]:
        alternatives = (one for word in self.question.words for one in word.alternatives)
        return tuple(one.beginning for one in alternatives if one.beginning)


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
