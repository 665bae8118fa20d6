"""The newest news that a viewer sees, of places, of municipalities, and shared by these."""

from collections.abc import Iterable
from typing import Any

from django.db import connection

from cms.children import NO_FAMILY, Family
from cms.queries import (
    LEVEL_SQL,
    OPEN_SQL,
    PLACES_SQL,
    PUBLISHED_AT_SQL,
    SUMMARY_SQL,
    name_moment,
    name_places,
)
from cms.rows import NewsRow, make_news_row
from cms.sharing import NEWS_AT_PLACE_SQL, name_shared
from core.access.queries import SEEN_SCOPES_SQL, may_see_sql
from core.access.viewer import Viewer

NEWS_WIDTH = 10
_NEWS_COLUMNS = (
    f"p.id, p.title, p.url_path, {SUMMARY_SQL}, newest.published_at, n.important_until, "  # noqa: S608
    f"(SELECT g.id FROM cms_institutionimage g WHERE g.id = n.picture_id AND {LEVEL_SQL} "
    f"AND {may_see_sql('g.consent_scope_id')}), "
    "COALESCE(i.name, ''), COALESCE(m.code, ''), COALESCE(m.name, '')"
)
_NEWS_JOINED = (
    "FROM newest "
    "JOIN cms_basepage p ON p.id = newest.id JOIN cms_newspage n ON n.basepage_ptr_id = p.id "
    f"{PLACES_SQL}"
)
_NEWEST_FIRST = "ORDER BY newest.published_at DESC, p.id DESC"
# The plus sign keeps the planner from reading a whole municipality's pages by that index: the
# viewer's scopes are the few.
NEWS_SQL = (
    f"WITH newest AS (SELECT p.id AS id, {PUBLISHED_AT_SQL} AS published_at "  # noqa: S608
    "FROM cms_basepage p "
    f"WHERE p.scope_id IN ({SEEN_SCOPES_SQL}) AND p.content_type_id = %(news_type)s "
    f"{{place}} AND {OPEN_SQL}{{shared}} ORDER BY published_at DESC, id DESC "
    "LIMIT %(most)s OFFSET %(skip)s) "
    f"SELECT {_NEWS_COLUMNS}{{children}} {_NEWS_JOINED} {_NEWEST_FIRST}"
)
_SHARED = (
    f" UNION ALL SELECT p.id, {PUBLISHED_AT_SQL} FROM cms_basepage p "  # noqa: S608
    f"WHERE {{shared}} AND p.content_type_id = %(news_type)s "
    # Asked of each of the many keys of such a page, the question would cost more than these.
    f"AND p.scope_id IN ({SEEN_SCOPES_SQL}) {{more}} AND {OPEN_SQL}"
)
_NEWS_OF_PLACES = (
    "WITH seen AS (SELECT p.id, p.path, p.depth, p.scope_id, "  # noqa: S608
    f"{PUBLISHED_AT_SQL} AS published_at FROM cms_basepage p "
    f"WHERE p.scope_id IN ({SEEN_SCOPES_SQL}) AND p.content_type_id = %(news_type)s "
    f"AND {OPEN_SQL}), "
    "newest AS (SELECT place.id AS place_id, p.id, p.published_at, ROW_NUMBER() OVER ("
    "PARTITION BY place.id ORDER BY p.published_at DESC, p.id DESC) AS nth "
    "FROM cms_basepage place JOIN seen p ON SUBSTR(p.path, 1, LENGTH(place.path)) = place.path "
    f"OR {NEWS_AT_PLACE_SQL} WHERE place.id IN ({{places}})) "
    f"SELECT newest.place_id, {_NEWS_COLUMNS} {_NEWS_JOINED} WHERE newest.nth <= %(most)s "
    f"{_NEWEST_FIRST}"
)


def news_visible_to(
    viewer: Viewer,
    *,
    below: str = "",
    shared_with: Iterable[str] = (),
    municipalities: Iterable[str] | None = None,
    family: Family = NO_FAMILY,
    most: int = 30,
) -> list[NewsRow]:
    """The newest news a viewer sees: below a tree path, or of municipalities by their codes.

    With those that the municipality has `shared_with` the units of the institution whose home
    is at the path. Of a family they say for which children they are, or are those of the chosen
    child alone. Written by hand, as `find_page` is; a test holds it to `visible_to`.
    """
    place_sql, place_params = name_places(below, municipalities)
    shared_sql, shared_params = add_shared(below, shared_with)
    place_sql = f"{place_sql} {family.chosen_sql}"
    params = {**name_moment(viewer), **place_params, **shared_params, **family.params}
    sql = NEWS_SQL.format(place=place_sql, shared=shared_sql, children=family.columns_sql)
    return read_news(sql, params | {"most": most, "skip": 0}, family=family)


def add_shared(below: str, units: Iterable[str], *, more: str = "") -> tuple[str, dict[str, Any]]:
    """What adds to news below an institution's home those that its municipality shares with it.

    `more` is a condition that both have.
    """
    shared, params = name_shared(below, units)
    return (_SHARED.format(shared=shared, more=more), params) if shared else ("", {})


def read_news(sql: str, params: dict[str, Any], *, family: Family) -> list[NewsRow]:
    """The rows of a query that was made of `NEWS_SQL`, with the children that they are for."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [
            make_news_row(row[:NEWS_WIDTH], family.read_columns(row[NEWS_WIDTH:]))
            for row in cursor.fetchall()
        ]


def news_of_places(
    viewer: Viewer, place_ids: Iterable[int], *, most: int
) -> dict[int, list[NewsRow]]:
    """The newest news a viewer sees at each of some places, by the page's id, in one query.

    They are those below the page, and those that are shared with its institution.
    """
    ids = sorted(set(place_ids))
    found: dict[int, list[NewsRow]] = {pk: [] for pk in ids}
    if not ids:
        return found
    named = {f"place{number}": pk for number, pk in enumerate(ids)}
    marks = ", ".join(f"%({name})s" for name in named)
    with connection.cursor() as cursor:
        cursor.execute(
            _NEWS_OF_PLACES.format(places=marks), {**name_moment(viewer), **named, "most": most}
        )
        for place_id, *row in cursor.fetchall():
            found[place_id].append(make_news_row(row))
    return found
