"""What somebody looks for: for each word of a query, everything that counts as that word."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import islice

from search.analysis.compounds import split_compound, split_whole
from search.analysis.folding import list_folded
from search.analysis.lexicon import Lexicon
from search.analysis.near import find_near
from search.analysis.stems import DANISH, ENGLISH, find_derived, find_stem, is_stop_word
from search.analysis.synonyms import Synonyms

MOST_QUERY_WORDS = 12
SHORTEST_BEGINNING = 3


class Level(IntEnum):
    """How surely an alternative is what was meant; a lower one is shown first."""

    WORD = 0
    SYNONYM = 1
    PART = 2
    MISTAKE = 3
    # Of a compound, not all of its words.
    SOME = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Alternative:
    """Tokens that all have to be there for a word to be found; `beginning` is one to begin with.

    A beginning is what somebody is still typing, and stands alone.
    """

    tokens: tuple[str, ...] = ()
    beginning: str = ""
    level: Level = Level.WORD


@dataclass(frozen=True, kw_only=True, slots=True)
class QueryWord:
    """A word of a query, as it was written and folded, and all that counts as it."""

    folded: str
    alternatives: tuple[Alternative, ...]

    def list_alternatives(self, *, only_titles: bool) -> list[Alternative]:
        """All of them; of a title, those that are the word itself and not only near it."""
        return [one for one in self.alternatives if not only_titles or one.level <= Level.SYNONYM]


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A query as it is asked: every one of its words has to be found.

    Where that finds hardly anything, `relaxed` is asked: all words of one of its groups have to be
    found. It is empty where nothing can be left out.
    """

    words: tuple[QueryWord, ...] = ()
    relaxed: tuple[tuple[QueryWord, ...], ...] = ()
    # Where no text can have a word, what it was taken for.
    mended: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words)


NOTHING = Question()


def read_question(
    query: str, *, lexicon: Lexicon, synonyms: Synonyms, is_typing: bool = True
) -> Question:
    """What a query asks for, of its first twelve words; those that say nothing are left out.

    With `is_typing` the last word may still be a beginning, of three letters at least.
    """
    folded = list(islice(list_folded(query), MOST_QUERY_WORDS))
    telling = [word for word in folded if not is_stop_word(word)]
    wanted = telling or folded
    if not wanted:
        return NOTHING
    is_open = is_typing and wanted[-1] == folded[-1]
    words, mended = [], []
    at = 0
    while at < len(wanted):
        taken, others = synonyms.find(wanted[at:])
        length = max(taken, 1)
        some = wanted[at : at + length]
        at += length
        is_last = is_open and at == len(wanted)
        if len(some) > 1:
            words.append(_read_phrase(some, others))
            continue
        near = (
            ()
            if lexicon.knows(some[0]) or split_compound(some[0], lexicon)
            else (find_near(some[0], lexicon))
        )
        mended += [(some[0], near[0])] if near else []
        words.append(_read_word(some[0], others, near, lexicon, is_last=is_last))
    return Question(words=tuple(words), relaxed=_relax(words, lexicon), mended=tuple(mended))


def _relax(words: Sequence[QueryWord], lexicon: Lexicon) -> tuple[tuple[QueryWord, ...], ...]:
    """The words without one of them, and a compound also as its first or its last words."""
    loosened = [_loosen(word, lexicon) for word in words]
    if len(words) == 1:
        return ((loosened[0],),) if loosened[0] != words[0] else ()
    return tuple((*loosened[:at], *loosened[at + 1 :]) for at in range(len(loosened)))


def _loosen(word: QueryWord, lexicon: Lexicon) -> QueryWord:
    parts = split_compound(word.folded, lexicon)
    some = [
        Alternative(tokens=tuple(find_stem(part) for part in rest), level=Level.SOME)
        for rest in (parts[:-1], parts[1:])
        if rest
    ]
    return QueryWord(folded=word.folded, alternatives=(*word.alternatives, *some))


def _read_word(
    word: str,
    others: Sequence[tuple[str, ...]],
    near: Sequence[str],
    lexicon: Lexicon,
    *,
    is_last: bool,
) -> QueryWord:
    stem = find_stem(word, DANISH)
    found: dict[Alternative, None] = {}

    def add(*tokens: str, level: Level = Level.WORD) -> None:
        found[Alternative(tokens=tokens, level=level)] = None

    add(stem)
    if (english := find_stem(word, ENGLISH)) != stem:
        add(english)
    if is_last and len(word) >= SHORTEST_BEGINNING:
        found[Alternative(beginning=word)] = None
    for parts in (split_compound(word, lexicon), split_whole(word, lexicon)):
        if parts:
            add(*(find_stem(part) for part in parts), level=Level.PART)
            if any(find_derived(part) for part in parts):
                add(*(find_derived(part) or find_stem(part) for part in parts), level=Level.PART)
    if derived := find_derived(word):
        add(derived, level=Level.PART)
    for phrase in others:
        add(*(find_stem(part) for part in phrase), level=Level.SYNONYM)
    for other in near:
        add(find_stem(other), level=Level.MISTAKE)
    return QueryWord(folded=word, alternatives=tuple(found))


def _read_phrase(words: Sequence[str], others: Sequence[tuple[str, ...]]) -> QueryWord:
    """Several words that mean one thing, such as "0. klasse"."""
    own = Alternative(tokens=tuple(find_stem(word) for word in words))
    same = [
        Alternative(tokens=tuple(find_stem(part) for part in phrase), level=Level.SYNONYM)
        for phrase in others
    ]
    return QueryWord(folded=" ".join(words), alternatives=tuple(dict.fromkeys([own, *same])))


def merge_words(groups: Sequence[Sequence[QueryWord]]) -> tuple[QueryWord, ...]:
    """Each word of some groups once, in the order of the query."""
    found: dict[str, QueryWord] = {}
    for words in reversed(groups):
        found |= {word.folded: word for word in words if word.folded not in found}
    order = [word.folded for words in (*groups[-1:], *groups[:1]) for word in words]
    return tuple(found[folded] for folded in dict.fromkeys([*order, *found]))
