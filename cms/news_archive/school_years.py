"""School years, from the first of August to the last of July."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

_FIRST_MONTH = 8
_EARLIEST, _LATEST = 2000, 2998
_LENGTH = len("2026")


@dataclass(frozen=True, order=True)
class SchoolYear:
    """The school year that begins in August of a year."""

    begins_in: int

    @property
    def starts_at(self) -> datetime:
        return timezone.make_aware(
            datetime.combine(date(self.begins_in, _FIRST_MONTH, 1), time.min)
        )

    @property
    def ends_at(self) -> datetime:
        """The moment at which the next one begins."""
        return SchoolYear(self.begins_in + 1).starts_at

    @property
    def name(self) -> str:
        """As people write it, such as 2026/27."""
        return f"{self.begins_in}/{(self.begins_in + 1) % 100:02}"


def school_year_of(day: date) -> SchoolYear:
    """The school year that a day lies in."""
    return SchoolYear(day.year if day.month >= _FIRST_MONTH else day.year - 1)


def read_school_year(text: str) -> SchoolYear | None:
    """The school year of an address; None, which is all, for whatever else stands there."""
    if not text.isascii() or not text.isdecimal() or len(text) != _LENGTH:
        return None
    return SchoolYear(int(text)) if _EARLIEST <= int(text) <= _LATEST else None


def list_school_years(oldest: date, *, today: date) -> list[SchoolYear]:
    """The school years from that of today back to that of a day."""
    last, first = school_year_of(today), school_year_of(oldest)
    return [SchoolYear(year) for year in range(last.begins_in, first.begins_in - 1, -1)]
