"""A school year as its months, from August to July, each with what happens in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from cms.calendar.months import Month
from cms.calendar.queries import OccurrenceRow
from cms.calendar.repeating import FIRST_YEAR, LAST_YEAR

AUGUST, JULY = 8, 7
_DECEMBER = 12
_LENGTH = len("2026")


@dataclass(frozen=True, kw_only=True)
class SchoolYear:
    """The school year that begins in August of a year."""

    year: int

    @property
    def first(self) -> date:
        return date(self.year, AUGUST, 1)

    @property
    def last(self) -> date:
        return date(self.year + 1, JULY, 31)

    @property
    def months(self) -> list[Month]:
        """All twelve, in their order."""
        autumn = [Month(year=self.year, number=n) for n in range(AUGUST, _DECEMBER + 1)]
        return autumn + [Month(year=self.year + 1, number=n) for n in range(1, JULY + 1)]

    @property
    def name(self) -> str:
        """As schools write it: 2026/27."""
        return f"{self.year}/{(self.year + 1) % 100:02}"


def year_of(day: date) -> SchoolYear:
    """The school year that a day lies in."""
    return SchoolYear(year=day.year if day.month >= AUGUST else day.year - 1)


def read_year(text: str, *, today: date) -> SchoolYear:
    """The school year of an address; that of today for whatever else stands there."""
    if len(text) == _LENGTH and text.isascii() and text.isdecimal():
        year = int(text)
        if FIRST_YEAR <= year < LAST_YEAR:
            return SchoolYear(year=year)
    return year_of(today)


def list_months(year: SchoolYear, rows: Iterable[OccurrenceRow]) -> list[dict[str, Any]]:
    """The months of a year, each with its events in order; a repeated event stands there once.

    `spans` are the first and last days of an event's times in the month, whole where they begin
    or end in another one.
    """
    happening = list(rows)
    return [{"month": month, "events": _list_events(month, happening)} for month in year.months]


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
