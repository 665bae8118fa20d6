"""The order of what was found: one function for all engines, and why it is as it is."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from functools import lru_cache

from core.access.keys import UnitKind, find_kind
from search.analysis.lexicon import Lexicon
from search.analysis.questions import Alternative, Level, QueryWord
from search.analysis.texts import FIELDS, NUMBER_OF, PLACES
from search.engines.contract import Match
from search.models import Kind

# What a word counts for in the title, in headings, and in the text.
FIELD_WEIGHTS = (4.0, 2.0, 1.0)
# As a part of another word it counts for less.
PART_WEIGHT = 0.55
LEVEL_WEIGHTS = {
    Level.WORD: 1.0,
    Level.SYNONYM: 0.9,
    Level.PART: 0.75,
    Level.MISTAKE: 0.5,
    Level.SOME: 0.4,
}  # What only begins as somebody has written may be another word.
BEGINNING_WEIGHT = 0.8
# How much the length of a field matters, and how soon a word that comes again counts no more.
LENGTH_MATTERS = (0.3, 0.3, 0.3)
SATURATION = 1.4

# News of today counts for so much more than news of long ago; half of that is gone after a while.
FRESHNESS = 0.2
HALF_OF_FRESH_DAYS = 45.0
# A calendar says less than the news or the page about the same, and least when it is over.
EVENT_AHEAD, EVENT_OVER = 0.9, 0.8

CLOSENESS = {UnitKind.GROUP: 1.2, UnitKind.INSTITUTION: 1.15, UnitKind.MUNICIPALITY: 1.05}
SECONDS_OF_DAY = 86_400


class MatchClass(IntEnum):
    """Where the words of a query were found; the first come first, whatever else counts."""

    TITLE = 0
    HEADINGS = 1
    TEXT = 2
    PART = 3
    MISTAKE = 4
    SOME = 5


_CLASS_OF = {Level.MISTAKE: MatchClass.MISTAKE, Level.SOME: MatchClass.SOME}


@dataclass(frozen=True, kw_only=True, slots=True)
class Ranked:
    """An entry in its place, and what put it there: the score is the product of the rest."""

    entry_id: int
    match_class: MatchClass
    words: float
    freshness: float
    closeness: float
    boost: float
    dated_at: datetime

    @property
    def score(self) -> float:
        return self.words * self.freshness * self.closeness * self.boost


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """What the order depends on besides the entries: what is asked for, and who asks when."""

    words: Sequence[QueryWord]
    lexicon: Lexicon
    units: Collection[str]
    now: datetime


def rank(matches: Sequence[Match], counts: Mapping[int, str], *, ranking: Ranking) -> list[Ranked]:
    """Those of the matches whose counts are known, in their order."""
    words = [_WeighedWord(word, ranking.lexicon) for word in ranking.words]
    lengths = ranking.lexicon.lengths
    close = _Closeness(ranking.units)
    ranked = []
    for match in matches:
        text = counts.get(match.entry_id)
        if text is None:
            continue
        match_class, score = _score(text, words, lengths)
        ranked.append(
            Ranked(
                entry_id=match.entry_id,
                match_class=match_class,
                words=score,
                freshness=_find_freshness(match, ranking.now),
                closeness=close.find(match),
                boost=match.boost,
                dated_at=match.dated_at,
            )
        )
    ranked.sort(key=_order)
    return ranked


def _order(one: Ranked) -> tuple[int, float, float, int]:
    # To so many digits, so that no engine's rounding decides.
    return (
        one.match_class,
        -round(one.score, 6),
        -one.dated_at.timestamp(),
        -one.entry_id,
    )


class _WeighedWord:
    """A word of the query, its alternatives with what each of their tokens weighs."""

    def __init__(self, word: QueryWord, lexicon: Lexicon) -> None:
        self.alternatives = [
            (one, one.level, _weigh_level(one) * _weigh(one, lexicon)) for one in word.alternatives
        ]


def _weigh_level(alternative: Alternative) -> float:
    return BEGINNING_WEIGHT if alternative.beginning else LEVEL_WEIGHTS[alternative.level]


def _weigh(alternative: Alternative, lexicon: Lexicon) -> float:
    tokens = alternative.tokens or (alternative.beginning,)
    return sum(map(lexicon.weigh, tokens)) / len(tokens)


def _score(
    text: str, words: Sequence[_WeighedWord], usual: tuple[float, float, float]
) -> tuple[MatchClass, float]:
    norms = _find_norms(text[: text.index("\n")], usual)
    worst, total = MatchClass.TITLE, 0.0
    for word in words:
        best, score = MatchClass.SOME, 0.0
        for alternative, level, weight in word.alternatives:
            digits = _find_digits(text, alternative)
            if digits is None:
                continue
            frequency = sum(
                number * norm for number, norm in zip(digits, norms, strict=True) if number
            )
            score = max(score, weight * frequency / (frequency + SATURATION))
            best = min(best, _find_class(digits, level))
        worst = max(worst, best)
        total += score
    return worst, total


def _find_class(digits: Sequence[int], level: Level) -> MatchClass:
    if level in _CLASS_OF:
        return _CLASS_OF[level]
    if level is not Level.PART:
        for place in range(FIELDS):
            if digits[place]:
                return MatchClass(place)
    return MatchClass.PART


def _find_digits(text: str, alternative: Alternative) -> Sequence[int] | None:
    """How often an alternative stands in each place; None where it does not stand at all."""
    if alternative.beginning:
        return _find_beginning(text, alternative.beginning)
    found: Sequence[int] | None = None
    for token in alternative.tokens:
        at = text.find(f"\n{token} ")
        if at < 0:
            return None
        start = at + len(token) + 2
        digits = _read_digits(text[start : start + PLACES])
        # Of several tokens, the one that stands there least.
        found = digits if found is None else list(map(_least, found, digits))
    return found


def _least(one: int, other: int) -> int:
    # One may stand in the title, and the other in the text: both stand in the entry.
    return min(one, other) if one and other else max(one, other)


def _find_beginning(text: str, beginning: str) -> Sequence[int] | None:
    at = text.find(f"\n{beginning}")
    if at < 0:
        return None
    total = [0] * PLACES
    while at >= 0:
        end = text.index("\n", at + 1)
        for place, number in enumerate(_read_digits(text[end - PLACES : end])):
            total[place] += number
        at = text.find(f"\n{beginning}", end)
    return total


@lru_cache(maxsize=100_000)
def _read_digits(digits: str) -> tuple[int, ...]:
    return tuple(NUMBER_OF[digit] for digit in digits)


@lru_cache(maxsize=50_000)
def _find_norms(lengths: str, usual: tuple[float, float, float]) -> tuple[float, ...]:
    """What one occurrence counts for in each place of an entry with these lengths of fields."""
    strict = []
    for place, length in enumerate(lengths.split(",")):
        matters = LENGTH_MATTERS[place]
        strict.append(FIELD_WEIGHTS[place] / (1 - matters + matters * int(length) / usual[place]))
    return (*strict, *(weight * PART_WEIGHT for weight in strict))


def _find_freshness(match: Match, now: datetime) -> float:
    days = (now - match.dated_at).total_seconds() / SECONDS_OF_DAY
    if match.kind == Kind.EVENT:
        return EVENT_OVER if days > 1 else EVENT_AHEAD
    if match.kind != Kind.NEWS:
        return 1.0
    return float(1.0 + FRESHNESS * 0.5 ** (max(days, 0.0) / HALF_OF_FRESH_DAYS))


class _Closeness:
    """How much closer an entry is by being of the viewer's own class, institution, or place."""

    def __init__(self, units: Collection[str]) -> None:
        self.units = frozenset(units)

    def find(self, match: Match) -> float:
        if not self.units:
            return 1.0
        if match.unit in self.units:
            kind = find_kind(match.unit)
            return CLOSENESS.get(kind, 1.0) if kind else 1.0
        if match.institution in self.units:
            return CLOSENESS[UnitKind.INSTITUTION]
        if f"{match.municipality:03}" in self.units:
            return CLOSENESS[UnitKind.MUNICIPALITY]
        return 1.0
