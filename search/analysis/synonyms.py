"""Words and abbreviations that mean the same to those who search."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from search.analysis.folding import list_folded
from search.analysis.stems import find_stem

Phrase = tuple[str, ...]
LEAST_PHRASES, LONGEST_PHRASE = 2, 4
_BETWEEN = "="


class InvalidSynonyms(ValueError):
    """A line is no group of words that mean the same; the message says which line."""


# One object is one set of synonyms: what was worked out by it is kept by it.
@dataclass(frozen=True, kw_only=True, eq=False)
class Synonyms:
    """Groups of phrases, each of folded words, by the stems of each of their phrases."""

    groups: Mapping[Phrase, tuple[Phrase, ...]]

    def find(self, words: Sequence[str]) -> tuple[int, tuple[Phrase, ...]]:
        """How many of the first words are a known phrase, the longest, and what means the same."""
        for length in range(min(LONGEST_PHRASE, len(words)), 0, -1):
            others = self.groups.get(tuple(map(find_stem, words[:length])))
            if others is not None:
                return length, others
        return 0, ()


def read_synonyms(lines: Iterable[str]) -> Synonyms:
    """Groups as people write them, such as `SFO = fritidshjem`, one on a line.

    Raises `InvalidSynonyms` for a line with fewer than two phrases, or with a phrase that is too
    long.
    """
    groups: dict[Phrase, dict[Phrase, None]] = defaultdict(dict)
    for line in lines:
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        phrases = [tuple(list_folded(text)) for text in line.split(_BETWEEN)]
        if len(phrases) < LEAST_PHRASES or not all(
            0 < len(phrase) <= LONGEST_PHRASE for phrase in phrases
        ):
            raise InvalidSynonyms(line)
        for phrase in phrases:
            # In whichever form somebody writes it.
            stems = tuple(map(find_stem, phrase))
            groups[stems].update(dict.fromkeys(other for other in phrases if other != phrase))
    return Synonyms(groups={phrase: tuple(others) for phrase, others in groups.items()})


@cache
def read_own_synonyms() -> Synonyms:
    """The groups that the project lists itself."""
    text = files("search.analysis").joinpath("danish", "synonyms.txt").read_text(encoding="utf-8")
    return read_synonyms(text.splitlines())
