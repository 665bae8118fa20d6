"""What a viewer finds: trimmed inside the query, so that hits and totals tell nothing hidden."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import structlog
from django.db import connection

from core.access.queries import SEEN_SCOPES_SQL, read_moment
from core.access.viewer import Viewer
from core.people.models import Institution
from search.analysis.questions import (
    NOTHING,
    QueryWord,
    Question,
    merge_words,
    read_question,
)
from search.analysis.synonyms import read_own_synonyms
from search.engines.chosen import list_engines
from search.engines.contract import MOST_COUNTED, Engine, EngineDown, Match, Matches, Wanted
from search.indexing.lexicons import read_lexicon_of
from search.ranking import Ranked, Ranking, rank

log = structlog.get_logger(__name__)

PAGE_LENGTH = 20
# Of a long text, what is looked through for the words to show.
LONGEST_SHOWN = 64_000
# With more changes waiting than this, everything that was found is looked up.
MOST_WAITING = 1_000
# So often the same is asked for more of, where what was found is not there any more.
MOST_ASKED = 4
# With fewer hits than this, one of the words may be missing.
FEW = 3
LEAST_PLACES, MOST_PLACES = 2, 12


class SearchDown(Exception):
    """No engine answers."""


@dataclass(frozen=True, kw_only=True)
class Hit:
    """An entry as a page of hits shows it, with the names of the place that it is from."""

    kind: str
    title: str
    text: str
    url: str
    language: str
    dated_at: datetime
    institution_name: str
    municipality_name: str
    ranked: Ranked | None = None


@dataclass(frozen=True, kw_only=True)
class FoundPlace:
    """An institution by its key, and how many of what was found are its own."""

    key: str
    name: str
    number: int


@dataclass(frozen=True, kw_only=True)
class Found:
    """One page of hits, and how many there are of each kind in all.

    With `is_more` there are more than 1,000, and the totals are those of the 1,000 that were
    counted. `total` is that of the kind that was asked for.
    """

    hits: list[Hit]
    totals: dict[str, int]
    places: list[FoundPlace] = field(default_factory=list)
    total: int = 0
    is_more: bool = False
    # Hardly anything had all words, so what has most of them is here, too.
    is_relaxed: bool = False
    # The engine that is asked first does not answer.
    is_fallback: bool = False
    question: Question = NOTHING
    lexicon_version: int = 0


@dataclass(frozen=True, kw_only=True)
class _Around:
    """Who asks: the scopes that open, the units belonged to; and what is not indexed yet."""

    scopes: frozenset[int]
    units: frozenset[str]
    waiting: frozenset[int]
    lexicon: int


@dataclass(frozen=True, kw_only=True)
class _Trimmed:
    """What was found and is still there, and whether there is more of it."""

    matches: Sequence[Match] = ()
    counts: Mapping[int, str] = field(default_factory=dict)
    is_more: bool = False


# Everything that a search has to know first, in one query: each row says by its letter what it is.
_AROUND = (
    f"SELECT 's' || seen.scope_id FROM ({SEEN_SCOPES_SQL}) AS seen "  # noqa: S608 - SQL of our own
    "UNION SELECT 'u' || pk.unit FROM access_personkey pk WHERE pk.person_id = %(person)s "
    "AND pk.starts_on <= %(day)s AND pk.ends_on >= %(day)s "
    "UNION ALL SELECT 'c' || waiting.entry_id FROM (SELECT entry_id FROM search_change "
    "WHERE engine = %(engine)s ORDER BY id LIMIT %(most)s) AS waiting "
    "UNION ALL SELECT 'l' || MAX(id) FROM search_lexiconversion"
)
# By the entries' own rows, which are written with what they let somebody find.
_OPEN = (
    f"EXISTS (SELECT 1 FROM search_entryscope es WHERE es.entry_id = e.id AND es.scope_id IN "  # noqa: S608
    f"({SEEN_SCOPES_SQL}) AND (es.begins_at IS NULL OR es.begins_at <= %(now)s) "
    "AND (es.ends_at IS NULL OR es.ends_at > %(now)s))"
)
_HITS = (
    f"SELECT e.id, e.kind, e.title, substr(e.text, 1, {LONGEST_SHOWN}), e.url, e.language, "  # noqa: S608
    "e.dated_at, coalesce(i.name, ''), coalesce(m.name, '') FROM search_entry e "
    "LEFT JOIN people_institution i ON i.id = e.institution_id "
    "LEFT JOIN people_municipality m ON m.id = e.municipality_id "
    f"WHERE e.id IN ({{ids}}) AND {_OPEN}"
)
_STILL_THERE = f"SELECT e.id FROM search_entry e WHERE e.id IN ({{ids}}) AND {_OPEN}"  # noqa: S608


def find_entries(
    query: str, viewer: Viewer, *, kind: str = "", place: str = "", page: int = 1
) -> Found:
    """What a viewer finds with all words of a query; without words, nothing.

    `kind` and `place`, the key of an institution, narrow what is found. Costs two queries of the
    portal's database, however much there is, one more for the names of several places, and one
    while changes are on their way. Raises `SearchDown` when no engine answers.
    """
    for number, engine in enumerate(list_engines()):
        try:
            found = _find_by(engine, query, viewer, kind=kind, place=place, page=page)
            return replace(found, is_fallback=bool(number))
        except EngineDown as error:
            log.warning("engine does not answer", engine=engine.name, error=str(error))
    raise SearchDown


def _find_by(
    engine: Engine, query: str, viewer: Viewer, *, kind: str, place: str, page: int
) -> Found:
    around = _read_around(viewer, engine)
    lexicon = read_lexicon_of(around.lexicon)
    question = read_question(query, lexicon=lexicon, synonyms=read_own_synonyms())
    if not question:
        return Found(hits=[], totals={})
    wanted = Wanted(
        groups=[question.words], scopes=around.scopes, now=viewer.now, most=MOST_COUNTED
    )
    trimmed = _find_trimmed(engine, wanted, viewer, around)
    words: Sequence[QueryWord] = question.words
    is_relaxed = False
    if question.relaxed and len(trimmed.matches) < FEW:
        wanted = replace(wanted, groups=question.relaxed)
        trimmed = _find_trimmed(engine, wanted, viewer, around)
        words, is_relaxed = merge_words(question.relaxed), True
    shown = trimmed
    if trimmed.is_more and (kind or place):
        # There may be more of this than among those that were counted.
        narrow = replace(
            wanted, kinds=[kind] if kind else (), institutions=[place] if place else ()
        )
        shown = _find_trimmed(engine, narrow, viewer, around)
    # Of each filter, what there is with the other one.
    totals = Counter(one.kind for one in trimmed.matches if place in ("", one.institution))
    places = Counter(one.institution for one in trimmed.matches if kind in ("", one.kind))
    matches = [
        one for one in shown.matches if kind in ("", one.kind) and place in ("", one.institution)
    ]
    ranking = Ranking(words=words, lexicon=lexicon, units=around.units, now=viewer.now)
    ranked = rank(matches, shown.counts, ranking=ranking)
    rest = [match.entry_id for match in matches if match.entry_id not in shown.counts]
    order = [*(one.entry_id for one in ranked), *rest]
    first = (page - 1) * PAGE_LENGTH
    reasons = {one.entry_id: one for one in ranked}
    return Found(
        hits=_read_hits(order[first : first + PAGE_LENGTH], viewer, reasons),
        totals=dict(totals),
        places=_name_places(places, chosen=place),
        total=len(matches),
        is_more=shown.is_more,
        is_relaxed=is_relaxed,
        question=question,
        lexicon_version=lexicon.version,
    )


def _name_places(counted: Mapping[str, int], *, chosen: str) -> list[FoundPlace]:
    """The institutions that something was found of, the most first; none where it is one."""
    keys = {key for key in counted if key} | ({chosen} if chosen else set())
    if len(keys) < LEAST_PLACES and not chosen:
        return []
    names = dict(Institution.objects.filter(key__in=keys).values_list("key", "name"))
    found = [
        FoundPlace(key=key, name=name, number=counted.get(key, 0)) for key, name in names.items()
    ]
    found.sort(key=lambda one: (-one.number, one.name))
    return found[:MOST_PLACES]


def _find_trimmed(engine: Engine, wanted: Wanted, viewer: Viewer, around: _Around) -> _Trimmed:
    """What is found and is there: what has changed since it was indexed is looked up.

    Where some of it is gone, the holes are filled with what comes after.
    """
    for _ in range(MOST_ASKED):
        matches = engine.find(wanted)
        is_more = len(matches.found) > wanted.most
        there = _leave_out_changed(matches, engine, viewer, around)
        if not is_more or len(there) > MOST_COUNTED:
            break
        wanted = replace(wanted, most=wanted.most * 2)
    is_more = is_more and len(there) > MOST_COUNTED
    return _Trimmed(matches=there[:MOST_COUNTED], counts=matches.counts, is_more=is_more)


def _leave_out_changed(
    matches: Matches, engine: Engine, viewer: Viewer, around: _Around
) -> Sequence[Match]:
    if engine.reads_openings or not around.waiting:
        return matches.found
    is_much = len(around.waiting) > MOST_WAITING
    asked = [
        match.entry_id for match in matches.found if is_much or match.entry_id in around.waiting
    ]
    if not asked:
        return matches.found
    there = {row[0] for row in _ask_rows(_STILL_THERE, asked, viewer)}
    gone = set(asked) - there
    return [match for match in matches.found if match.entry_id not in gone]


def _read_around(viewer: Viewer, engine: Engine) -> _Around:
    params = {**viewer.asking, "engine": engine.name, "most": MOST_WAITING + 1}
    found: dict[str, list[str]] = {"s": [], "u": [], "c": [], "l": []}
    with connection.cursor() as cursor:
        cursor.execute(_AROUND, params)
        for (row,) in cursor.fetchall():
            if row is not None:
                found[row[0]].append(row[1:])
    return _Around(
        scopes=frozenset(map(int, found["s"])),
        units=frozenset(found["u"]),
        waiting=frozenset(map(int, found["c"])),
        lexicon=int(found["l"][0]) if found["l"] else 0,
    )


def _read_hits(
    entry_ids: Sequence[int], viewer: Viewer, reasons: Mapping[int, Ranked]
) -> list[Hit]:
    rows = {row[0]: row for row in _ask_rows(_HITS, entry_ids, viewer)}
    return [_make_hit(rows[pk], reasons.get(pk)) for pk in entry_ids if pk in rows]


def _ask_rows(sql: str, entry_ids: Collection[int], viewer: Viewer) -> list[Any]:
    if not entry_ids:
        return []
    numbers = ", ".join(str(int(pk)) for pk in entry_ids)
    with connection.cursor() as cursor:
        cursor.execute(sql.format(ids=numbers), viewer.asking)
        rows: list[Any] = cursor.fetchall()
    return rows


def _make_hit(row: Sequence[Any], ranked: Ranked | None) -> Hit:
    names = ("kind", "title", "text", "url", "language", "dated_at")
    values = dict(zip((*names, "institution_name", "municipality_name"), row[1:], strict=True))
    return Hit(**{**values, "dated_at": read_moment(values["dated_at"]), "ranked": ranked})
