"""Which lessons a class has: by its level, and for the classes of the cast as the demo tells."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sandbox.content.dates import find_easter
from sandbox.servers.people import People, Place
from sandbox.servers.school_week import SchoolWeek, at

_TUESDAY, _FRIDAY = 1, 4
_AUGUST_8, _JUNE_21 = (8, 8), (6, 21)
_WINTER_WEEK = {"998": 7, "999": 8}

# When the lessons of a day are: the first two blocks for all, the third and fourth by level.
_MORNING = (time(8), time(9, 30)), (time(9, 45), time(11, 30))
_NOON, _LATE, _LATEST = (time(12, 10), time(13, 30)), time(14, 15), time(15)
_SUBJECTS = {
    "young": ("Dansk", "Matematik", "Dansk", "Idræt", "Musik", "Dansk", "Natur/teknologi"),
    "middle": ("Dansk", "Matematik", "Engelsk", "Historie", "Idræt", "Natur/teknologi", "Dansk"),
    "old": ("Dansk", "Matematik", "Engelsk", "Tysk", "Samfundsfag", "Biologi", "Historie"),
}
# So that 3.B has room 14, as the demo tells.
_FIRST_ROOM = 7


@dataclass(frozen=True, kw_only=True)
class Change:
    """What is different on one day: the teacher is another, or the lesson does not take place."""

    day: date
    substitute: str = ""
    is_cancelled: bool = False


@dataclass(frozen=True, kw_only=True)
class WeeklyLesson:
    """A lesson of every week from one day to another, but not on `days_off`."""

    key: str
    starts_at: datetime
    ends_at: datetime
    last: date
    subject: str
    room: str = ""
    teacher: str = ""
    days_off: tuple[date, ...] = ()
    changes: tuple[Change, ...] = ()


def list_lessons(people: People, place: Place, week: SchoolWeek) -> list[WeeklyLesson]:
    """The timetable of a class."""
    free = set(list_days_off(place.institution, week.school_year))
    return [
        _leave_out(lesson, free)
        for weekday in range(5)
        for lesson in _list_day(people, place, week, weekday)
        if lesson.starts_at.date() <= lesson.last
    ]


def _leave_out(lesson: WeeklyLesson, free: set[date]) -> WeeklyLesson:
    """The lesson without the days that are free; what would change on these does not either."""
    first = lesson.starts_at.date()
    taught = {first + timedelta(days=days) for days in range(0, (lesson.last - first).days + 1, 7)}
    return replace(
        lesson,
        days_off=tuple(sorted(taught & free)),
        changes=tuple(change for change in lesson.changes if change.day in taught - free),
    )


def _list_day(
    people: People, place: Place, week: SchoolWeek, weekday: int
) -> Iterator[WeeklyLesson]:
    told = TOLD.get((place.institution, place.group)) if weekday == _TUESDAY else None
    if told is not None:
        yield from told(people, place, week)
        return
    teachers = people.list_initials(place.institution, place.group) or [""]
    subjects = _SUBJECTS[_find_stage(place)]
    for number, (start, end) in enumerate(_list_blocks(place)):
        which = weekday * 2 + number
        subject = subjects[which % len(subjects)]
        yield make_lesson(
            week,
            weekday,
            key=f"{weekday}{number}",
            times=(start, end),
            subject=subject,
            room="Hallen" if subject == "Idræt" else _name_room(place),
            teacher=teachers[subjects.index(subject) % len(teachers)],
        )


def make_lesson(
    week: SchoolWeek,
    weekday: int,
    *,
    key: str,
    times: tuple[time, time],
    subject: str,
    room: str = "",
    teacher: str = "",
    first: date | None = None,
    last: date | None = None,
    changes: tuple[Change, ...] = (),
) -> WeeklyLesson:
    """A lesson on a weekday, of the whole school year unless other days are named."""
    begins = first or _find_on_or_after(date(week.school_year, *_AUGUST_8), 0)
    day = _find_on_or_after(begins, weekday)
    start, end = times
    return WeeklyLesson(
        key=key,
        starts_at=at(day, start.hour, start.minute),
        ends_at=at(day, end.hour, end.minute),
        last=last or _find_on_or_after(date(week.school_year + 1, *_JUNE_21), _FRIDAY),
        subject=subject,
        room=room,
        teacher=teacher,
        changes=changes,
    )


def _list_tuesday_of_3b(people: People, place: Place, week: SchoolWeek) -> Iterator[WeeklyLesson]:
    """Swimming begins in the week that comes, as the news says; until then there is sport."""
    tuesday = week.find_day(_TUESDAY)
    next_one = tuesday + timedelta(days=7)
    teachers = people.list_initials(place.institution, place.group)
    danish, maths = teachers[0], teachers[-1]
    away = tuple(
        Change(day=day, substitute=people.find_substitute(place.institution))
        for day in (tuesday, next_one)
    )
    early = time(8, 15), time(9, 45)
    yield make_lesson(
        week, _TUESDAY, key="sport", times=early, subject="Idræt", room="Hallen", teacher=maths,
        last=tuesday,
    )  # fmt: skip
    yield make_lesson(
        week, _TUESDAY, key="swimming", times=early, subject="Svømning", room="Svømmehallen",
        teacher=maths, first=next_one,
    )  # fmt: skip
    yield make_lesson(
        week, _TUESDAY, key="danish", times=(time(10, 15), time(11, 30)), subject="Dansk",
        room="14", teacher=danish,
    )  # fmt: skip
    yield make_lesson(
        week, _TUESDAY, key="maths", times=_NOON, subject="Matematik", room="14", teacher=maths,
        changes=away,
    )  # fmt: skip


def _list_tuesday_of_7a(people: People, place: Place, week: SchoolWeek) -> Iterator[WeeklyLesson]:
    tuesday = week.find_day(_TUESDAY)
    teachers = people.list_initials(place.institution, place.group)
    off = tuple(
        Change(day=day, is_cancelled=True) for day in (tuesday, tuesday + timedelta(days=7))
    )
    yield make_lesson(
        week, _TUESDAY, key="english", times=_MORNING[0], subject="Engelsk", room="21",
        teacher=teachers[0],
    )  # fmt: skip
    yield make_lesson(
        week, _TUESDAY, key="sport", times=_MORNING[1], subject="Idræt", room="Hallen",
        teacher=teachers[-1], changes=off,
    )  # fmt: skip
    yield make_lesson(
        week, _TUESDAY, key="physics", times=(time(12, 10), time(15)), subject="Fysik/kemi",
        room="31", teacher=teachers[-1],
    )  # fmt: skip


def _list_tuesday_of_5a(people: People, place: Place, week: SchoolWeek) -> Iterator[WeeklyLesson]:
    teachers = people.list_initials(place.institution, place.group)
    change = Change(
        day=week.find_day(_TUESDAY), substitute=people.find_substitute(place.institution)
    )
    yield make_lesson(
        week, _TUESDAY, key="maths", times=_MORNING[0], subject="Matematik", room="5",
        teacher=teachers[0], changes=(change,),
    )  # fmt: skip
    yield make_lesson(
        week, _TUESDAY, key="music", times=_MORNING[1], subject="Musik", room="Musiklokalet",
        teacher=teachers[-1],
    )  # fmt: skip
    yield make_lesson(
        week, _TUESDAY, key="danish", times=_NOON, subject="Dansk", room="5", teacher=teachers[0]
    )


# The classes of the cast, whose Tuesday the demo tells of.
TOLD = {
    ("998101", "3.B"): _list_tuesday_of_3b,
    ("998101", "7.A"): _list_tuesday_of_7a,
    ("999101", "5.A"): _list_tuesday_of_5a,
}


def _list_blocks(place: Place) -> list[tuple[time, time]]:
    blocks = [*_MORNING, _NOON]
    match _find_stage(place):
        case "middle":
            blocks.append((_NOON[1], _LATE))
        case "old":
            blocks.append((_NOON[1], _LATEST))
    return blocks


def _find_stage(place: Place) -> str:
    if not place.level.isdecimal():
        return "middle"
    if int(place.level) <= 3:  # noqa: PLR2004 - classes 0 to 3 are the youngest
        return "young"
    return "middle" if int(place.level) <= 6 else "old"  # noqa: PLR2004


def _name_room(place: Place) -> str:
    letters = {"A": 0, "B": 1}
    if not place.level.isdecimal():
        return "Modtagelsen"
    return str(_FIRST_ROOM + int(place.level) * 2 + letters.get(place.group[-1], 0))


def list_days_off(institution: str, year: int) -> list[date]:
    """The days of the holidays of a school's municipality, from Monday to Friday."""
    christmas = date.fromisocalendar(*date(year, 12, 23).isocalendar()[:2], 1)
    easter = find_easter(year + 1) - timedelta(days=6)
    winter = date.fromisocalendar(year + 1, _WINTER_WEEK[institution[:3]], 1)
    spans = (
        (date.fromisocalendar(year, 42, 1), 5),
        (christmas, 12),
        (winter, 5),
        (easter, 8),
    )
    days = (first + timedelta(days=number) for first, count in spans for number in range(count))
    return [day for day in days if day.weekday() <= _FRIDAY]


def _find_on_or_after(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)
