"""The tokens of an entry, and how often each stands where: what engines hold, and ranking reads."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from search.analysis.compounds import split_compound, split_whole
from search.analysis.folding import list_folded
from search.analysis.lexicon import Lexicon
from search.analysis.stems import DANISH, ENGLISH, find_derived, find_stem

# Of a longer text, what stands further down is not found.
MOST_WORDS = 12_000
FIELDS = 3
# A token stands in a field as a word, or as a part of one.
PLACES = 2 * FIELDS
MOST_COUNTED = 35
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
NUMBER_OF = {digit: number for number, digit in enumerate(_DIGITS)}


@dataclass(frozen=True, kw_only=True, slots=True)
class WordTokens:
    """What one word is found by: as the word that it is, and as what it is made of."""

    strict: tuple[str, ...]
    loose: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Analysis:
    """An entry's tokens: those of its title, all of them, and how often each stands where.

    `counts` begins with the lengths of title, headings and text, and goes on with a line for each
    token with one digit of base 36 for each place: as a word in the title, headings and text, and
    as a part.
    """

    title: tuple[str, ...]
    words: tuple[str, ...]
    counts: str


def analyse(title: str, headings: str, text: str, *, language: str, lexicon: Lexicon) -> Analysis:
    """The tokens of a title, of headings and of a text in a language ("da", "en", or another)."""
    counted: dict[str, list[int]] = defaultdict(lambda: [0] * PLACES)
    lengths = []
    of_title: dict[str, None] = {}
    for place, content in enumerate((title, headings, text)):
        words = list(islice(list_folded(content), MOST_WORDS))
        lengths.append(len(words))
        for word in words:
            tokens = read_word(word, language, lexicon)
            for token in tokens.strict:
                counted[token][place] += 1
            for token in tokens.loose:
                counted[token][FIELDS + place] += 1
            if place == 0:
                of_title.update(dict.fromkeys((*tokens.strict, *tokens.loose)))
    return Analysis(
        title=tuple(of_title),
        words=tuple(counted),
        counts=_write_counts(lengths, counted),
    )


@lru_cache(maxsize=200_000)
def read_word(word: str, language: str, lexicon: Lexicon) -> WordTokens:
    """The tokens of a folded word: its stem, itself where that begins otherwise, and its parts."""
    if language == ENGLISH:
        stem = find_stem(word, ENGLISH)
        return WordTokens(strict=_with_surface(stem, word), loose=())
    stem = find_stem(word, DANISH)
    strict = _with_surface(stem, word)
    parts = {*split_compound(word, lexicon), *split_whole(word, lexicon)}
    loose = {find_stem(part) for part in parts}
    loose |= {derived for whole in (word, *parts) if (derived := find_derived(whole))}
    return WordTokens(strict=strict, loose=tuple(sorted(loose - set(strict))))


def _with_surface(stem: str, word: str) -> tuple[str, ...]:
    # Who is still typing has written the beginning of the word, and not of its stem.
    return (stem,) if word.startswith(stem) else (stem, word)


def _write_counts(lengths: Iterable[int], counted: dict[str, list[int]]) -> str:
    lines = [",".join(map(str, lengths))]
    for token, numbers in counted.items():
        digits = "".join(_DIGITS[min(number, MOST_COUNTED)] for number in numbers)
        lines.append(f"{token} {digits}")
    # Each line is looked for by the line's end before it.
    return "\n".join(lines) + "\n"
