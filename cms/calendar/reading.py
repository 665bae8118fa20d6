"""What lists of events show: plain values for templates that are kept."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from cms.calendar.queries import (
    OccurrenceRow,
    has_hours_each_day,
    occurrences_of_places,
    occurrences_visible_to,
)
from cms.children import name_child_values
from cms.models import EventPage
from core.access.viewer import Viewer
from core.days import last_day_of

COMING = timedelta(days=30)
# Whoever writes a list names how many, and a small place has few.
A_YEAR = timedelta(days=366)
MOST_COMING = 5
MOST_TIMES = 8


def list_coming(viewer: Viewer, **place: Any) -> list[dict[str, Any]]:
    """The next events of a place or of municipalities, for »Det sker«."""
    start = viewer.now
    rows = occurrences_visible_to(
        viewer, start=start, end=start + COMING, most=MOST_COMING, **place
    )
    return [describe(row) for row in rows]


def list_coming_of_places(
    viewer: Viewer, place_ids: Iterable[int], *, most: int
) -> dict[int, list[dict[str, Any]]]:
    """The next events of each of some places by its page's id, for lists in texts."""
    start = viewer.now
    found = occurrences_of_places(viewer, place_ids, start=start, end=start + A_YEAR, most=most)
    return {place_id: [describe(row) for row in rows] for place_id, rows in found.items()}


def list_times(event: EventPage, viewer: Viewer) -> list[dict[str, Any]]:
    """The next times of one event, for a page that its viewer has been let into."""
    coming = event.occurrences.filter(ends_at__gt=viewer.now).order_by("begins_at")
    return [
        describe_times(
            timezone.localtime(item.begins_at),
            timezone.localtime(item.ends_at),
            all_day=item.all_day,
            hours_each_day=event.hours_each_day,
        )
        for item in coming[:MOST_TIMES]
    ]


def describe(row: OccurrenceRow) -> dict[str, Any]:
    """An occurrence as templates show it."""
    return {
        "title": row.title,
        "url": row.url,
        **describe_times(
            row.begins_at, row.ends_at, all_day=row.all_day, hours_each_day=row.hours_each_day
        ),
        "is_closing_day": row.is_closing_day,
        "location": row.location,
        "place": row.institution_name,
        "municipality": row.municipality_name,
        "children": name_child_values(row.for_children),
    }


def describe_times(
    begins: datetime, ends: datetime, *, all_day: bool, hours_each_day: bool = False
) -> dict[str, Any]:
    """One time in Danish time as templates show it: its days, and its hours where it has some.

    Midnight after several days is the end of what nobody gave one, and no hour.
    """
    first, last = begins.date(), last_day_of(ends)
    has_end = not all_day and (last == first or ends.date() == last)
    return {
        "first_day": first,
        "last_day": last if last != first else None,
        "begins": None if all_day else begins,
        "ends": ends if has_end else None,
        "each_day": has_hours_each_day(begins, ends, chosen=hours_each_day),
    }
