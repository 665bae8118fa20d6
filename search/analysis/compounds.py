"""Danish compounds, taken apart at words that people know."""

from functools import lru_cache

from search.analysis.lexicon import SHORTEST_PART, Lexicon
from search.analysis.stems import find_stem

# What stands between two words of a compound: skole-bestyrelse, ferie-plan, arbejd-s-plan.
_LINKS = ("", "s", "e")
SHORTEST_COMPOUND = 2 * SHORTEST_PART


@lru_cache(maxsize=100_000)
def split_compound(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The words that a folded word is made of, or nothing where it is none of several.

    The fewest words are taken, and of equally many those with the longest last one, which says
    what the whole is. The last may be in any form of its own.
    """
    if len(word) < SHORTEST_COMPOUND or not word.isalpha():
        return ()
    return _split(word, lexicon)


def split_whole(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The same down to words that are no compounds themselves."""
    parts = split_compound(word, lexicon)
    if not parts:
        return ()
    return tuple(leaf for part in parts for leaf in split_whole(part, lexicon) or (part,))


def _split(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    # best[at]: the words that reach a place, fewest first.
    best: dict[int, tuple[str, ...]] = {0: ()}
    for at in range(len(word) - SHORTEST_PART + 1):
        if at not in best:
            continue
        before = best[at]
        for end in range(at + SHORTEST_PART, len(word)):
            if word[at:end] not in lexicon.parts:
                continue
            for link in _LINKS:
                after = end + len(link)
                if word[end:after] == link and len(word) - after >= SHORTEST_PART:
                    known = best.get(after)
                    if known is None or len(known) > len(before) + 1:
                        best[after] = (*before, word[at:end])
    found: tuple[str, ...] = ()
    for at, before in sorted(best.items()):
        if before and _is_last(word[at:], lexicon) and (not found or len(before) + 1 < len(found)):
            found = (*before, word[at:])
    return found


def _is_last(word: str, lexicon: Lexicon) -> bool:
    return word in lexicon.parts or (len(word) > SHORTEST_PART and find_stem(word) in lexicon.stems)
