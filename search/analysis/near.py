"""Words that somebody may have meant who wrote one that nobody knows."""

from functools import lru_cache

from search.analysis.lexicon import Lexicon

SHORTEST_MENDED = 4
# From this length on, two mistakes are forgiven.
LONG_WORD = 8
MOST_NEAR = 4


@lru_cache(maxsize=5_000)
def find_near(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The known words with the fewest mistakes between them and a folded one, at most four.

    One mistake is a letter too many, too few, another one, or two that changed places; a long
    word may have two. Nothing for short words and for numbers.
    """
    if len(word) < SHORTEST_MENDED or not word.isalpha():
        return ()
    most = 2 if len(word) >= LONG_WORD else 1
    found: dict[str, int] = {}
    for name in (word[0], f"-{word[-3:]}"):
        for other in lexicon.by_beginning.get(name, ()):
            if other not in found and abs(len(other) - len(word)) <= most:
                mistakes = count_mistakes(word, other, most=most)
                if mistakes <= most:
                    found[other] = mistakes
    fewest = min(found.values(), default=0)
    best = [other for other, mistakes in found.items() if mistakes == fewest]
    ordered = sorted(best, key=lambda other: (-lexicon.frequencies.get(other, 0), other))
    return tuple(ordered[:MOST_NEAR])


def count_mistakes(one: str, other: str, *, most: int) -> int:
    """The mistakes that lead from one word to another; `most + 1` when they are more.

    >>> count_mistakes("lejerskole", "lejrskole", most=2)
    1
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one):
        earlier, before, row = before, row, [at + 1]
        for to, against in enumerate(other):
            cost = min(before[to + 1] + 1, row[to] + 1, before[to] + (letter != against))
            if at and to and letter == other[to - 1] and one[at - 1] == against:
                cost = min(cost, earlier[to - 1] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
