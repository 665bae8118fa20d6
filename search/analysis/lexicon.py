"""The words that compounds are made of, that mistakes are mended to, and how frequent they are.

A lexicon is a numbered version, built of what everybody in a municipality may read, and of the
project's own list; so that nothing that it does tells of a text that somebody may not see.
"""

import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import log

from search.analysis.stems import find_stem, read_base_words

# A word that stands in one text only may be a mistake.
LEAST_TEXTS = 2
SHORTEST_PART = 3
# Shorter ones are taken from our own list alone: in texts, they are mostly endings.
SHORTEST_LEARNT = 5
# What the length of an entry's fields is compared with, until there are texts to measure.
USUAL_LENGTHS = (5.0, 10.0, 100.0)


# One object is one lexicon: what was worked out by it is kept by it.
@dataclass(frozen=True, kw_only=True, eq=False)
class Lexicon:
    """`frequencies` says in how many of `entries` texts each folded word stands.

    `lengths` are the usual numbers of words in a title, in headings, and in a text.
    """

    version: int = 0
    entries: int = 0
    frequencies: Mapping[str, int] = field(default_factory=dict, repr=False)
    lengths: tuple[float, float, float] = USUAL_LENGTHS

    @cached_property
    def parts(self) -> frozenset[str]:
        """The words that a compound may begin with, or go on with."""
        own = {word for word in read_base_words() if len(word) >= SHORTEST_PART}
        learnt = {
            word
            for word, number in self.frequencies.items()
            if number >= LEAST_TEXTS and len(word) >= SHORTEST_LEARNT and word.isalpha()
        }
        return frozenset(own | learnt)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of those words, by which the last word of a compound is known."""
        return frozenset(find_stem(word) for word in self.parts)

    @cached_property
    def texts_with(self) -> Mapping[str, int]:
        """In about how many texts each stem stands; the forms of a word are counted together."""
        counted: Counter[str] = Counter()
        for word, number in self.frequencies.items():
            counted[find_stem(word)] += number
        return counted

    @cached_property
    def by_beginning(self) -> Mapping[str, list[str]]:
        """The words by their first letter, and again by their last three, to find near ones."""
        found: dict[str, list[str]] = defaultdict(list)
        learnt = {
            word for word in self.frequencies if len(word) >= SHORTEST_LEARNT and word.isalpha()
        }
        for word in sorted(self.parts | learnt):
            found[word[0]].append(word)
            found[f"-{word[-3:]}"].append(word)
        return found

    def knows(self, word: str) -> bool:
        """Whether a folded word, in this form or another, is one that people write."""
        stem = find_stem(word)
        return word in self.parts or stem in self.stems or self.texts_with.get(stem, 0) > 0

    def weigh(self, token: str) -> float:
        """How much a stem tells: what stands in few texts more than what stands in many."""
        texts = min(self.texts_with.get(token, 0), self.entries)
        return log(1 + (self.entries - texts + 0.5) / (texts + 0.5)) if self.entries else 1.0

    def write(self) -> bytes:
        """The lexicon as it is kept; `read_lexicon` reads it again."""
        values = {
            "entries": self.entries,
            "lengths": self.lengths,
            "frequencies": dict(sorted(self.frequencies.items())),
        }
        return zlib.compress(json.dumps(values, ensure_ascii=False).encode())


def read_lexicon(version: int, content: bytes) -> Lexicon:
    """The lexicon that was kept under a version."""
    values = json.loads(zlib.decompress(content))
    first, second, third = values["lengths"]
    return Lexicon(
        version=version,
        entries=values["entries"],
        frequencies=values["frequencies"],
        lengths=(first, second, third),
    )


def build_lexicon(version: int, texts: Iterable[tuple[list[str], list[str], list[str]]]) -> Lexicon:
    """A lexicon of texts, each as the folded words of its title, its headings, and the rest."""
    frequencies: Counter[str] = Counter()
    totals, entries = [0, 0, 0], 0
    for fields in texts:
        entries += 1
        frequencies.update({word for words in fields for word in words})
        totals = [total + len(words) for total, words in zip(totals, fields, strict=True)]
    usual = tuple(
        max(total / entries, 1.0) if entries else default
        for total, default in zip(totals, USUAL_LENGTHS, strict=True)
    )
    return Lexicon(
        version=version,
        entries=entries,
        frequencies=frequencies,
        lengths=(usual[0], usual[1], usual[2]),
    )
