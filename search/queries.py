"""What a viewer finds: trimmed inside the query, so that hits and totals tell nothing hidden."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from core.access.queries import SEEN_SCOPES_SQL, read_moment
from core.access.viewer import Viewer
from search.analysis import list_query_words
from search.engines import engine_of

PAGE_LENGTH = 20
# Of a long text, what is looked through for the words to show.
LONGEST_SHOWN = 20_000


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


@dataclass(frozen=True, kw_only=True)
class Found:
    """One page of hits, and how many there are of each kind in all."""

    hits: list[Hit]
    totals: dict[str, int]


# What carries all words of the query, and a scope that the viewer opens, at this moment. Each step
# is worked out once and in this order: left to choose, PostgreSQL asked for the viewer's scopes
# anew for each entry where it had no statistics yet.
_FOUND = """
WITH seen AS MATERIALIZED ({seen}),
named AS MATERIALIZED ({of_query}),
found AS MATERIALIZED (
  SELECT DISTINCT es.entry_id FROM named JOIN search_entryscope es ON es.entry_id = named.rowid
  WHERE es.scope_id IN (SELECT scope_id FROM seen)
  AND (es.begins_at IS NULL OR es.begins_at <= %(now)s)
  AND (es.ends_at IS NULL OR es.ends_at > %(now)s))
"""
_TOTALS = """
SELECT e.kind, COUNT(*) FROM found JOIN search_entry e ON e.id = found.entry_id GROUP BY e.kind
"""
_HITS = """
SELECT e.kind, e.title, substr(e.text, 1, %(longest)s), e.url, e.language, e.dated_at,
coalesce(i.name, ''), coalesce(m.name, '')
FROM found JOIN search_entry e ON e.id = found.entry_id
LEFT JOIN people_institution i ON i.id = e.institution_id
LEFT JOIN people_municipality m ON m.id = e.municipality_id
WHERE %(kind)s = '' OR e.kind = %(kind)s
ORDER BY CASE WHEN e.id IN ({of_title}) THEN 0 ELSE 1 END, e.dated_at DESC, e.id DESC
LIMIT %(most)s OFFSET %(past)s
"""


def find_entries(query: str, viewer: Viewer, *, kind: str = "", page: int = 1) -> Found:
    """What a viewer finds with all words of a query, in two queries; without words, nothing.

    Those with the words in the title come first, then the newest.
    """
    words = list_query_words(query)
    if not words:
        return Found(hits=[], totals={})
    engine = engine_of(connection.vendor)
    params = {**viewer.asking, "words": engine.write_words(words)}
    past = (page - 1) * PAGE_LENGTH
    shown: dict[str, Any] = {"kind": kind, "most": PAGE_LENGTH, "past": past}
    found = _FOUND.format(of_query=engine.of_query, seen=SEEN_SCOPES_SQL)
    with connection.cursor() as cursor:
        cursor.execute(found + _TOTALS, params)
        totals = dict(cursor.fetchall())
        cursor.execute(
            found + _HITS.format(of_title=engine.of_title),
            {**params, **shown, "longest": LONGEST_SHOWN},
        )
        hits = [_make_hit(row) for row in cursor.fetchall()]
    return Found(hits=hits, totals=totals)


def _make_hit(row: Sequence[Any]) -> Hit:
    names = ("kind", "title", "text", "url", "language", "dated_at")
    values = dict(zip((*names, "institution_name", "municipality_name"), row, strict=True))
    return Hit(**{**values, "dated_at": read_moment(values["dated_at"])})
