"""What happens for all of a school in a year, as its timetable system knows it.

None of it stands in the portal itself, where editors write what wants a page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sandbox.content.dates import find_coming
from sandbox.servers.lessons import list_days_off
from sandbox.servers.school_week import SchoolWeek, at

_WEDNESDAY, _THURSDAY, _FRIDAY = 2, 3, 4
_SCHOOL_MONTHS = (9, 10, 11, 12, 1, 2, 3, 4, 5, 6)
_AUGUST = 8
# Where all of a school has room, and the day on which it was opened.
_HALLS = {"998101": "Hallen", "998102": "Festsalen", "999101": "Aulaen", "999102": "Fællesrummet"}
_OPENED = {"998101": (3, 11), "998102": (4, 16), "999101": (1, 22), "999102": (5, 21)}
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class SchoolEvent:
    """Something for all of a school; with days in place of moments the last is not included."""

    key: str
    title: str
    starts_at: datetime | date
    ends_at: datetime | date
    place: str = ""
    description: str = ""


def list_school_events(school: str, week: SchoolWeek) -> list[SchoolEvent]:
    """The events of a school in the running school year, in no order."""
    year, hall = week.school_year, _HALLS[school]
    free = set(list_days_off(school, year))
    drill = week.find_day(_WEDNESDAY)
    found = [
        *_list_songs(year, hall),
        _find_cutting_day(year),
        _find_open_house(year, hall),
        _find_birthday(year, school, hall),
        SchoolEvent(
            key=f"drill-{drill:%Y%m%d}",
            title="Brandøvelse",
            starts_at=at(drill, 10),
            ends_at=at(drill, 10, 15),
            place="Boldbanen",
            description="Alle går ud med deres klasse. Der er ingen fare.",
        ),
    ]
    return [event for event in found if _day_of(event) not in free]


def _list_songs(year: int, hall: str) -> Iterator[SchoolEvent]:
    for month in _SCHOOL_MONTHS:
        day = find_coming(_FRIDAY, after=_find_day(year, month, 1) - _ONE_DAY)
        yield SchoolEvent(
            key=f"song-{day:%Y%m}",
            title="Fælles morgensang",
            starts_at=at(day, 8),
            ends_at=at(day, 8, 30),
            place=hall,
            description="Forældre er velkomne til at synge med.",
        )


def _find_cutting_day(year: int) -> SchoolEvent:
    """The Friday before the first Sunday of Advent, which is the fourth before Christmas."""
    advent = find_coming(6, after=date(year, 12, 17)) - timedelta(weeks=3)
    day = advent - timedelta(days=2)
    return SchoolEvent(
        key=f"cutting-{year}",
        title="Klippe-klistre-dag",
        starts_at=day,
        ends_at=day + _ONE_DAY,
        description="Vi pynter skolen op til jul på tværs af klasserne. Tag en god saks med.",
    )


def _find_open_house(year: int, hall: str) -> SchoolEvent:
    day = find_coming(_THURSDAY, after=date(year + 1, 1, 12))
    return SchoolEvent(
        key=f"open-house-{year}",
        title="Åbent hus for kommende børnehaveklasser",
        starts_at=at(day, 16, 30),
        ends_at=at(day, 18),
        place=hall,
    )


def _find_birthday(year: int, school: str, hall: str) -> SchoolEvent:
    day = find_coming(_FRIDAY, after=_find_day(year, *_OPENED[school]) - _ONE_DAY)
    return SchoolEvent(
        key=f"birthday-{year}",
        title="Skolens fødselsdag",
        starts_at=at(day, 9, 45),
        ends_at=at(day, 11, 30),
        place=hall,
        description="Elevrådet står for lagkage og fællessang.",
    )


def _find_day(year: int, month: int, day: int) -> date:
    """A day of the school year that began in a calendar year."""
    return date(year if month >= _AUGUST else year + 1, month, day)


def _day_of(event: SchoolEvent) -> date:
    start = event.starts_at
    return start.date() if isinstance(start, datetime) else start
