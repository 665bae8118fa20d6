"""What happens in a stretch of time, as far as a viewer may see it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import connection
from django.utils import timezone

from cms.children import NO_FAMILY, Family
from cms.queries import LEVEL_SQL, OPEN_SQL, PLACES_SQL, name_moment, name_places
from cms.rows import address_of
from cms.sharing import EVENT_AT_PLACE_SQL, name_shared
from core.access.queries import SEEN_SCOPES_SQL, read_moment
from core.access.viewer import Viewer
from core.days import last_day_of
from core.people.kinds import InstitutionKind

MOST = 500
_WIDTH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class OccurrenceRow:
    """One time that an event happens, as lists show it; moments are Danish time."""

    page_id: int
    title: str
    url: str
    begins_at: datetime
    ends_at: datetime
    all_day: bool
    is_closing_day: bool
    location: str
    institution_name: str
    municipality_code: str
    municipality_name: str
    hours_each_day: bool
    # The places in the family of the children whom it is for.
    for_children: tuple[int, ...] = ()

    @property
    def first_day(self) -> date:
        return self.begins_at.date()

    @property
    def is_each_day(self) -> bool:
        """Whether its hours are those of each of several days."""
        return has_hours_each_day(self.begins_at, self.ends_at, chosen=self.hours_each_day)

    @property
    def last_day(self) -> date:
        """The last day on which it happens."""
        return last_day_of(self.ends_at)


def has_hours_each_day(begins_at: datetime, ends_at: datetime, *, chosen: bool) -> bool:
    """Whether the hours are those of each day, where that was chosen: days are not without them."""
    return chosen and ends_at.date() > begins_at.date() and ends_at.time() != time.min


_COLUMNS = (
    "p.id, p.title, p.url_path, o.begins_at, o.ends_at, o.all_day, e.is_closing_day, e.location, "
    # Families know the municipality, and not what its administration is called.
    f"COALESCE(CASE WHEN i.kind = '{InstitutionKind.ADMINISTRATION.value}' "
    "THEN m.name ELSE i.name END, ''), COALESCE(m.code, ''), COALESCE(m.name, ''), "
    "e.hours_each_day"
)
_JOINED = (
    "JOIN cms_eventpage e ON e.basepage_ptr_id = o.page_id "
    f"JOIN cms_basepage p ON p.id = o.page_id {PLACES_SQL}"
)
_SEEN = (
    # The type is said for the index: most of what somebody sees are no events.
    f"p.scope_id IN ({SEEN_SCOPES_SQL}) AND p.content_type_id = %(event_type)s "
    "AND o.begins_at < %(end)s AND o.ends_at > %(start)s "
    # When something happens is what an event says, so that no list has it before.
    f"AND {LEVEL_SQL} AND {OPEN_SQL}"
)
_IN_ORDER = "o.begins_at, p.title, p.id"
_OCCURRENCES = (
    f"SELECT {_COLUMNS}{{children}} FROM cms_occurrence o {_JOINED} "  # noqa: S608
    f"WHERE {_SEEN} {{place}} ORDER BY {_IN_ORDER} LIMIT %(most)s"
)
_OF_PLACES = (
    "WITH coming AS (SELECT place.id AS place_id, o.id, ROW_NUMBER() OVER ("  # noqa: S608
    f"PARTITION BY place.id ORDER BY {_IN_ORDER}) AS nth FROM cms_occurrence o "
    "JOIN cms_basepage p ON p.id = o.page_id JOIN cms_basepage place "
    f"ON SUBSTR(p.path, 1, LENGTH(place.path)) = place.path OR {EVENT_AT_PLACE_SQL} "
    f"WHERE place.id IN ({{places}}) AND {_SEEN}) "
    f"SELECT coming.place_id, {_COLUMNS} FROM coming JOIN cms_occurrence o ON o.id = coming.id "
    f"{_JOINED} WHERE coming.nth <= %(most)s ORDER BY {_IN_ORDER}"
)


def occurrences_visible_to(
    viewer: Viewer,
    *,
    start: datetime,
    end: datetime,
    below: str = "",
    shared_with: Iterable[str] = (),
    municipalities: Iterable[str] | None = None,
    family: Family = NO_FAMILY,
    most: int = MOST,
) -> list[OccurrenceRow]:
    """What a viewer sees of what happens between two moments, in order, in one query.

    Below a tree path with what is shared with the units of the institution there, or of
    municipalities by their codes; of a family as the news are. Written by hand, as those; a test
    holds it to `visible_to`.
    """
    place_sql, place_params = _name_place(below, shared_with, municipalities)
    adapt = connection.ops.adapt_datetimefield_value
    params = {
        **name_moment(viewer),
        **place_params,
        **family.params,
        "start": adapt(start),
        "end": adapt(end),
        "most": most,
    }
    with connection.cursor() as cursor:
        named = {"place": f"{place_sql} {family.chosen_sql}", "children": family.columns_sql}
        cursor.execute(_OCCURRENCES.format(**named), params)
        return [
            _make_row(row[:_WIDTH], family.read_columns(row[_WIDTH:])) for row in cursor.fetchall()
        ]


def _name_place(
    below: str, shared_with: Iterable[str], municipalities: Iterable[str] | None
) -> tuple[str, dict[str, Any]]:
    place_sql, params = name_places(below, municipalities)
    shared_sql, shared_params = name_shared(below, shared_with, public=True)
    if not shared_sql:
        return place_sql, params
    return f"AND ({place_sql.removeprefix('AND ')} OR ({shared_sql}))", params | shared_params


def occurrences_of_places(
    viewer: Viewer, place_ids: Iterable[int], *, start: datetime, end: datetime, most: int
) -> dict[int, list[OccurrenceRow]]:
    """What a viewer sees of what happens at each of some places, by the page's id, in one query.

    Below the page, or shared with its institution; of each the first `most` between two moments.
    """
    ids = sorted(set(place_ids))
    found: dict[int, list[OccurrenceRow]] = {pk: [] for pk in ids}
    if not ids:
        return found
    named = {f"place{number}": pk for number, pk in enumerate(ids)}
    marks = ", ".join(f"%({name})s" for name in named)
    adapt = connection.ops.adapt_datetimefield_value
    params = {**name_moment(viewer), **named, "start": adapt(start), "end": adapt(end)}
    with connection.cursor() as cursor:
        cursor.execute(_OF_PLACES.format(places=marks), params | {"most": most})
        for place_id, *row in cursor.fetchall():
            found[place_id].append(_make_row(row))
    return found


def _make_row(row: Sequence[Any], for_children: tuple[int, ...] = ()) -> OccurrenceRow:
    return OccurrenceRow(
        page_id=row[0],
        title=row[1],
        url=address_of(row[2]),
        begins_at=timezone.localtime(read_moment(row[3])),
        ends_at=timezone.localtime(read_moment(row[4])),
        all_day=bool(row[5]),
        is_closing_day=bool(row[6]),
        location=row[7],
        institution_name=row[8],
        municipality_code=row[9],
        municipality_name=row[10],
        hours_each_day=bool(row[11]),
        for_children=for_children,
    )
