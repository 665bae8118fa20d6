"""The news a viewer sees, as far back as they go."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from cms.children import NO_FAMILY, Family
from cms.news.queries import NEWS_SQL, add_shared, read_news
from cms.queries import OPEN_SQL, PUBLISHED_AT_SQL, name_moment, name_places
from cms.rows import NewsRow
from cms.school_years import SchoolYear
from core.access.queries import SEEN_SCOPES_SQL, read_moment
from core.access.viewer import Viewer

_OLDEST = (
    f"SELECT MIN(a.published_at) FROM (SELECT p.id, {PUBLISHED_AT_SQL} AS published_at "  # noqa: S608
    f"FROM cms_basepage p WHERE p.scope_id IN ({SEEN_SCOPES_SQL}) "
    f"AND p.content_type_id = %(news_type)s {{place}} AND {OPEN_SQL}{{shared}}) a"
)
_OF_YEAR = f" AND {PUBLISHED_AT_SQL} >= %(year_starts)s AND {PUBLISHED_AT_SQL} < %(year_ends)s"


@dataclass(frozen=True, kw_only=True)
class Archive:
    """Which news are asked for: below a tree path or of municipalities, of a school year or all.

    They say for which children of a family they are. `shared_with` are the units by which
    a municipality shares with the institution at the path.
    """

    below: str = ""
    shared_with: tuple[str, ...] = ()
    municipalities: Iterable[str] | None = None
    year: SchoolYear | None = None
    family: Family = NO_FAMILY


def list_archive(viewer: Viewer, archive: Archive, *, skip: int, most: int) -> list[NewsRow]:
    """Some of the news, the newest first, after `skip` of them."""
    more, params = _name_year(archive.year)
    sql, named = _write(NEWS_SQL, archive, more=more)
    params |= {**name_moment(viewer), **named, **archive.family.params}
    return read_news(sql, params | {"skip": skip, "most": most}, family=archive.family)


def find_oldest(viewer: Viewer, archive: Archive) -> datetime | None:
    """When the oldest of the news came out, whatever the school year; None where there is none."""
    sql, named = _write(_OLDEST, archive)
    with connection.cursor() as cursor:
        cursor.execute(sql, {**name_moment(viewer), **named})
        (oldest,) = cursor.fetchone()
    return oldest and read_moment(oldest)


def _write(sql: str, archive: Archive, *, more: str = "") -> tuple[str, dict[str, Any]]:
    place_sql, params = name_places(archive.below, archive.municipalities)
    shared_sql, shared_params = add_shared(archive.below, archive.shared_with, more=more)
    written = sql.format(
        place=place_sql + more, shared=shared_sql, children=archive.family.columns_sql
    )
    return written, params | shared_params


def _name_year(year: SchoolYear | None) -> tuple[str, dict[str, Any]]:
    if year is None:
        return "", {}
    adapt = connection.ops.adapt_datetimefield_value
    return _OF_YEAR, {"year_starts": adapt(year.starts_at), "year_ends": adapt(year.ends_at)}
