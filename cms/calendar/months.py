"""A month as weeks and days, with what happens on each."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from cms.calendar.repeating import FIRST_YEAR, LAST_YEAR

_LENGTH = len("2026-11")


class Happening(Protocol):
    """Whatever has days: an event of the portal, or one of a connected system."""

    @property
    def first_day(self) -> date: ...

    @property
    def last_day(self) -> date: ...


@dataclass(frozen=True, kw_only=True)
class Month:
    """One month of a year."""

    year: int
    number: int

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    @property
    def before(self) -> "Month":
        return month_of(self.first - timedelta(days=1))

    @property
    def after(self) -> "Month":
        return month_of(self.last + timedelta(days=1))

    @property
    def code(self) -> str:
        """As it stands in an address."""
        return f"{self.year}-{self.number:02}"


def month_of(day: date) -> Month:
    """The month that a day lies in."""
    return Month(year=day.year, number=day.month)


def read_month(text: str, *, today: date) -> Month:
    """The month of an address; that of today for whatever else stands there."""
    try:
        day = date.fromisoformat(f"{text}-01") if len(text) == _LENGTH else today
    except ValueError:
        return month_of(today)
    return month_of(day if FIRST_YEAR <= day.year <= LAST_YEAR else today)


def list_weeks(month: Month, rows: Iterable[Happening], *, today: date) -> list[dict[str, Any]]:
    """The weeks that a month touches, from Monday, each day with what happens on it."""
    happening = list(rows)
    weeks = calendar.Calendar().monthdatescalendar(month.year, month.number)
    return [
        {
            "number": week[0].isocalendar().week,
            "days": [
                {
                    "day": day,
                    "in_month": day.month == month.number,
                    "is_today": day == today,
                    "rows": [row for row in happening if row.first_day <= day <= row.last_day],
                }
                for day in week
            ],
        }
        for week in weeks
    ]


def list_days(month: Month, rows: Iterable[Happening]) -> list[dict[str, Any]]:
    """The days of a month on which something begins, or goes on from the month before."""
    days: dict[date, list[Happening]] = {}
    for row in rows:
        days.setdefault(max(row.first_day, month.first), []).append(row)
    return [{"day": day, "rows": days[day]} for day in sorted(days)]
