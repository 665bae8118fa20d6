"""A school year as its months, from August to July, each with what happens in it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from cms.calendar.months import Month
from cms.calendar.queries import OccurrenceRow
from cms.school_years import AUGUST, JULY, SchoolYear, read_school_year, school_year_of

_DECEMBER = 12


def read_year(text: str, *, today: date) -> SchoolYear:
    """The school year of an address; that of today for whatever else stands there."""
    return read_school_year(text) or school_year_of(today)


def months_of(year: SchoolYear) -> list[Month]:
    """All twelve months of a school year, in their order."""
    autumn = [Month(year=year.year, number=n) for n in range(AUGUST, _DECEMBER + 1)]
    return autumn + [Month(year=year.year + 1, number=n) for n in range(1, JULY + 1)]


def list_months(year: SchoolYear, rows: Iterable[OccurrenceRow]) -> list[dict[str, Any]]:
    """The months of a year, each with its events in order; a repeated event stands there once.

    `spans` are the first and last days of an event's times in the month, whole where they begin
    or end in another one.
    """
    happening = list(rows)
    return [{"month": month, "events": _list_events(month, happening)} for month in months_of(year)]


def _list_events(month: Month, rows: list[OccurrenceRow]) -> list[dict[str, Any]]:
    events: dict[int, dict[str, Any]] = {}
    for row in rows:
        if row.first_day > month.last or row.last_day < month.first:
            continue
        event = events.setdefault(row.page_id, {"row": row, "spans": []})
        span = (row.first_day, row.last_day)
        if span not in event["spans"]:
            event["spans"].append(span)
    return list(events.values())
