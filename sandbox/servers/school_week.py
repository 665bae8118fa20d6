"""The days that the systems' answers are about: those of the running school week."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sandbox.content.dates import find_school_year

DENMARK = ZoneInfo("Europe/Copenhagen")
_SATURDAY = 5


@dataclass(frozen=True, kw_only=True)
class SchoolWeek:
    """The week that goes on; on a weekend the one that comes."""

    today: date

    @property
    def monday(self) -> date:
        ahead = 7 if self.today.weekday() >= _SATURDAY else 0
        return self.today + timedelta(days=ahead - self.today.weekday())

    @property
    def school_year(self) -> int:
        """The calendar year in which the school year began."""
        return find_school_year(self.today)

    def find_day(self, weekday: int, *, weeks: int = 0) -> date:
        """A day of the week, 0 being Monday, or of so many weeks later."""
        return self.monday + timedelta(days=weekday, weeks=weeks)

    def count_weeks_to(self, monday: date) -> int:
        """How many weeks later another week is; below 0 when it is over."""
        return (monday - self.monday).days // 7


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of a day in Danish time."""
    return datetime.combine(day, time(hour, minute), tzinfo=DENMARK)


def read_clock() -> date:
    """The day that it is in Denmark."""
    return datetime.now(DENMARK).date()


def parse_week(text: str) -> date | None:
    """The Monday of a week such as `2026-W49`; None for anything else."""
    year, found, number = text.partition("-W")
    if not (found and year.isdecimal() and number.isdecimal()):
        return None
    try:
        return date.fromisocalendar(int(year), int(number), 1)
    except ValueError:
        return None
