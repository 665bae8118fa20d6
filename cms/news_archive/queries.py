"""The news a viewer sees, as far back as they go."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from cms.children import NO_FAMILY, Family
from cms.queries import (
    NEWS_SQL,
    NEWS_WIDTH,
    OPEN_SQL,
    PUBLISHED_AT_SQL,
    name_moment,
    name_places,
)
from cms.rows import NewsRow, make_news_row
from cms.school_years import SchoolYear
from core.access.queries import SEEN_SCOPES_SQL, read_moment
from core.access.viewer import Viewer

_OLDEST = (
    f"SELECT MIN({PUBLISHED_AT_SQL}) FROM cms_basepage p WHERE "  # noqa: S608
    f"p.scope_id IN ({SEEN_SCOPES_SQL}) AND p.content_type_id = %(news_type)s "
    f"{{place}} AND {OPEN_SQL}"
)


@dataclass(frozen=True, kw_only=True)
class Archive:
    """Which news are asked for: below a tree path or of municipalities, of a school year or all.

    They say for which children of a family they are.
    """

    below: str = ""
    municipalities: Iterable[str] | None = None
    year: SchoolYear | None = None
    family: Family = NO_FAMILY


def list_archive(viewer: Viewer, archive: Archive, *, skip: int, most: int) -> list[NewsRow]:
    """Some of the news, the newest first, after `skip` of them."""
    family = archive.family
    place_sql, params = _name(archive)
    if archive.year is not None:
        adapt = connection.ops.adapt_datetimefield_value
        place_sql += (
            f" AND {PUBLISHED_AT_SQL} >= %(year_starts)s AND {PUBLISHED_AT_SQL} < %(year_ends)s"
        )
        params |= {
            "year_starts": adapt(archive.year.starts_at),
            "year_ends": adapt(archive.year.ends_at),
        }
    with connection.cursor() as cursor:
        cursor.execute(
            NEWS_SQL.format(place=place_sql, children=family.columns_sql),
            {**name_moment(viewer), **params, **family.params, "skip": skip, "most": most},
        )
        return [
            make_news_row(row[:NEWS_WIDTH], family.read_columns(row[NEWS_WIDTH:]))
            for row in cursor.fetchall()
        ]


def find_oldest(viewer: Viewer, archive: Archive) -> datetime | None:
    """When the oldest of the news came out, whatever the school year; None where there is none."""
    place_sql, params = _name(archive)
    with connection.cursor() as cursor:
        cursor.execute(_OLDEST.format(place=place_sql), {**name_moment(viewer), **params})
        (oldest,) = cursor.fetchone()
    return oldest and read_moment(oldest)


def _name(archive: Archive) -> tuple[str, dict[str, Any]]:
    return name_places(archive.below, archive.municipalities)
