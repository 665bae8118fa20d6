"""School years, from the first of August to the last of July."""

from dataclasses import dataclass
from datetime import date, datetime

from core.days import end_of, start_of

AUGUST, JULY = 8, 7
# Of the years that addresses name.
_EARLIEST, _LATEST = 2000, 2998
_LENGTH = len("2026")


@dataclass(frozen=True, order=True)
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
    def starts_at(self) -> datetime:
        return start_of(self.first)

    @property
    def ends_at(self) -> datetime:
        """The moment at which the next one begins."""
        return end_of(self.last)

    @property
    def name(self) -> str:
        """As schools write it: 2026/27."""
        return f"{self.year}/{(self.year + 1) % 100:02}"

    @property
    def before(self) -> "SchoolYear":
        """The one before, of those that an address may name."""
        return SchoolYear(max(self.year - 1, _EARLIEST))

    @property
    def after(self) -> "SchoolYear":
        """The one after, of those that an address may name."""
        return SchoolYear(min(self.year + 1, _LATEST))


def school_year_of(day: date) -> SchoolYear:
    """The school year that a day lies in."""
    return SchoolYear(day.year if day.month >= AUGUST else day.year - 1)


def read_school_year(text: str) -> SchoolYear | None:
    """The school year of an address; None for whatever else stands there."""
    if not text.isascii() or not text.isdecimal() or len(text) != _LENGTH:
        return None
    return SchoolYear(int(text)) if _EARLIEST <= int(text) <= _LATEST else None


def list_school_years(oldest: date, *, today: date) -> list[SchoolYear]:
    """The school years from that of today back to that of a day."""
    last, first = school_year_of(today), school_year_of(oldest)
    return [SchoolYear(year) for year in range(last.year, first.year - 1, -1)]
