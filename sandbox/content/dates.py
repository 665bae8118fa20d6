"""The dates in the demo's texts, so that they are fresh whenever the demo is loaded.

What happens soon moves with the day of loading; what belongs to a season stays in its month.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

_DAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
_MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september",
    "oktober", "november", "december",
)  # fmt: skip
_MONDAY, _TUESDAY, _WEDNESDAY, _THURSDAY, _FRIDAY = range(5)
_AUGUST = 8


def find_school_year(day: date) -> int:
    """The calendar year in which the school year of a day began; it begins on 1 August."""
    return day.year if day.month >= _AUGUST else day.year - 1


def find_coming(weekday: int, *, after: date) -> date:
    """The first such weekday after a day."""
    return after + timedelta(days=(weekday - after.weekday() - 1) % 7 + 1)


def find_easter(year: int) -> date:
    """Easter Sunday, by the computation of Meeus, Jones and Butcher."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def format_short(day: date) -> str:
    """A day as in »den 4. januar«."""
    return f"{day.day}. {_MONTHS[day.month - 1]}"


def format_long(day: date) -> str:
    """A day as in »mandag den 4. januar«."""
    return f"{_DAYS[day.weekday()]} den {format_short(day)}"


def format_with_year(day: date) -> str:
    """A day as in »den 4. januar 2027«."""
    return f"{format_short(day)} {day.year}"


def join_days(days: list[date]) -> str:
    """Days of one month as in »21., 22. og 23. december«; the month is named where it changes."""
    names = [
        f"{day.day}." if later is not None and later.month == day.month else format_short(day)
        for day, later in zip(days, [*days[1:], None], strict=True)
    ]
    return " og ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def format_school_year(year: int) -> str:
    """A school year as in »2026/27«."""
    return f"{year}/{(year + 1) % 100:02d}"


@dataclass(frozen=True, kw_only=True)
class SchoolDates:
    """The names that texts have in braces, for a day of loading and the text's school year."""

    today: date
    year: int

    @cached_property
    def names(self) -> dict[str, str]:
        return {**self._soon(), **self._autumn(), **self._winter(), **self._spring()}

    def fill(self, text: str) -> str:
        """The text with its dates; raises `KeyError` for a name that does not exist."""
        return text.format_map(self.names)

    def _soon(self) -> dict[str, str]:
        monday = self.today - timedelta(days=self.today.weekday())

        def later(days: int) -> date:
            return monday + timedelta(days=days)

        return {
            "next_week": str(later(7).isocalendar().week),
            "swim_starts": format_long(later(8)),
            "play": format_long(later(10)),
            "harbour_trip": format_long(later(11)),
            "talks_from": format_long(later(15)),
            "talks_to": format_long(later(16)),
            "talks": _join_two(later(15), later(16)),
            "phones_from": format_long(later(42)),
            "thursday": format_short(find_coming(_THURSDAY, after=self.today)),
            "friday": format_long(find_coming(_FRIDAY, after=self.today)),
            "wednesday": format_short(find_coming(_WEDNESDAY, after=self.today)),
        }

    def _autumn(self) -> dict[str, str]:
        year = self.year
        october = date(year, 10, 31)
        return {
            "year": str(year),
            "year_after": str(year + 1),
            "year_after_two": str(year + 2),
            "school_year": format_school_year(year),
            "school_year_before": format_school_year(year - 1),
            "school_year_after": format_school_year(year + 1),
            "born": str(year - 5),
            "accessibility_day": f"1. september {year}",
            "inspected": format_with_year(_find_day(year, 9, 8, _THURSDAY)),
            "board_met": format_with_year(
                october - timedelta(days=(october.weekday() - _TUESDAY) % 7)
            ),
            "enrol_from": format_short(date.fromisocalendar(year, 47, 1)),
            "enrol_to": format_with_year(date.fromisocalendar(year, 49, 5)),
            "lucia": format_short(_find_day(year, 12, 7, _FRIDAY)),
        }

    def _winter(self) -> dict[str, str]:
        year = self.year
        closes = date.fromisocalendar(*date(year, 12, 23).isocalendar()[:2], 1)
        before_christmas = [closes + timedelta(days=number) for number in range(5)]
        open_days = [day for day in before_christmas if day <= date(year, 12, 23)]
        course = [date.fromisocalendar(year + 1, 3, number) for number in (3, 4)]
        return {
            "care_deadline": format_long(closes - timedelta(days=17)),
            "camp_papers": format_long(closes - timedelta(days=3)),
            "open_days": join_days(open_days),
            "christmas_from": format_long(closes),
            "christmas_to": format_long(closes + timedelta(days=11)),
            "board_meets": format_long(date.fromisocalendar(year + 1, 2, 2)),
            "course_days": f"{join_days(course)} {year + 1}",
        }

    def _spring(self) -> dict[str, str]:
        year = self.year + 1
        easter = find_easter(year)
        camp = easter + timedelta(days=43)
        vacation = date.fromisocalendar(year, 11, 1)
        return {
            "summer_deadline": f"{format_long(vacation)} {year}",
            "easter": _join_long(easter - timedelta(days=6), easter + timedelta(days=1)),
            "cycling_exam": format_short(easter + timedelta(days=38)),
            "camp_from": format_long(camp),
            "camp_to": format_long(camp + timedelta(days=4)),
            "last_day": format_long(_find_day(year, 6, 21, _FRIDAY)),
            "next_start": f"{format_long(_find_day(year, 8, 8, _MONDAY))} {year}",
        }


def _find_day(year: int, month: int, first: int, weekday: int) -> date:
    """The first such weekday on or after a day."""
    return find_coming(weekday, after=date(year, month, first) - timedelta(days=1))


def _join_two(first: date, last: date) -> str:
    """Two days as in »tirsdag den 8. og onsdag den 9. december«."""
    if first.month != last.month:
        return f"{format_long(first)} og {format_long(last)}"
    return f"{_DAYS[first.weekday()]} den {first.day}. og {format_long(last)}"


def _join_long(first: date, last: date) -> str:
    """A stretch of days as in »mandag den 22. til og med mandag den 29. marts«."""
    start = format_long(first)
    if first.month == last.month:
        start = f"{_DAYS[first.weekday()]} den {first.day}."
    return f"{start} til og med {format_long(last)}"
