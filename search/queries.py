"""What a viewer finds: trimmed inside the query, so that hits and totals tell nothing hidden."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from core.access.queries import SEEN_SCOPES_SQL, name_viewer
from core.access.viewer import Viewer
from search.analysis import list_query_words
from search.engines import Engine, engine_of
from search.models import Entry

PAGE_LENGTH = 20


@dataclass(frozen=True, kw_only=True)
class Found:
    """One page of hits, and how many there are of each kind in all."""

    entries: list[Entry]
    totals: dict[str, int]


# What is begun, not ended, carries all words of the query and a scope that the viewer opens.
_FOUND = """
FROM search_entry e WHERE e.id IN ({of_query})
AND (e.begins_at IS NULL OR e.begins_at <= %(now)s) AND (e.ends_at IS NULL OR e.ends_at > %(now)s)
AND EXISTS (SELECT 1 FROM search_entryscope es
  WHERE es.entry_id = e.id AND es.scope_id IN ({seen}))
"""
_TOTALS = "SELECT e.kind, COUNT(*) {found} GROUP BY e.kind"
_HITS = """
SELECT e.* {found} AND (%(kind)s = '' OR e.kind = %(kind)s)
ORDER BY CASE WHEN e.id IN ({of_title}) THEN 0 ELSE 1 END, e.dated_at DESC, e.id DESC
LIMIT %(most)s OFFSET %(past)s
"""


def find_entries(query: str, viewer: Viewer, *, kind: str = "", page: int = 1) -> Found:
    """What a viewer finds with all words of a query, in two queries; without words, nothing.

    Those with the words in the title come first, then the newest.
    """
    words = list_query_words(query)
    if not words:
        return Found(entries=[], totals={})
    engine = engine_of(connection.vendor)
    params = {**_name_moment(viewer), "words": engine.write_words(words)}
    with connection.cursor() as cursor:
        cursor.execute(_TOTALS.format(found=_write_found(engine)), params)
        totals = dict(cursor.fetchall())
    shown = {"kind": kind, "most": PAGE_LENGTH, "past": (page - 1) * PAGE_LENGTH}
    hits = _HITS.format(found=_write_found(engine), of_title=engine.of_title)
    return Found(entries=list(Entry.objects.raw(hits, {**params, **shown})), totals=totals)


def _write_found(engine: Engine) -> str:
    return _FOUND.format(of_query=engine.of_query, seen=SEEN_SCOPES_SQL)


def _name_moment(viewer: Viewer) -> dict[str, Any]:
    named = name_viewer(person_id=viewer.person_id, on=viewer.today, connection=connection)
    return {**named, "now": _adapt(viewer.now)}


def _adapt(moment: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)
