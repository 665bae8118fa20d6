"""The timetable of the next school day, as a tile."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from indgang_sdk.calendar import LessonState
from indgang_sdk.texts import Text
from indgang_sdk.tiles import MOST_PARTS, Item, Mark, Tile
from plugins.calendar.mapping import NAMELESS, Read, Timetable, find_state
from plugins.calendar.payloads import ONE_DAY, Entry

SATURDAY = 5
DAYS_OF_A_WEEK = 7
NO_TIMETABLE = Text(
    da="Der er ikke lagt et skema ind til dig endnu.",
    en="No timetable has been added for you yet.",
)
NO_LESSONS = Text(
    da="Der er ingen timer de næste syv dage.", en="There are no lessons in the next seven days."
)
NOT_READ = Text(
    da="Skemaet kan ikke hentes lige nu", en="The timetable cannot be fetched right now"
)
SUBSTITUTE = Text(da="Vikar", en="Substitute")
MARKS = {
    LessonState.NORMAL: Mark.NONE,
    LessonState.SUBSTITUTE: Mark.CHANGED,
    LessonState.CANCELLED: Mark.CANCELLED,
}


def make_tile(read: Sequence[Read], *, now: datetime) -> Tile:
    """What stands on the next school day; `now` in Danish time."""
    day = choose_day([entry for each in read for entry in each.entries], now=now)
    parts = [item for each in read for item in _list_items(each, day)]
    return Tile(
        parts=tuple(parts[:MOST_PARTS]),
        empty=NO_LESSONS if read else NO_TIMETABLE,
        troubles=tuple(each.trouble for each in read if each.trouble),
    )


def choose_day(entries: Iterable[Entry], *, now: datetime) -> date | None:
    """Today until the last lesson is over, then the next day with something on it."""
    known, today = list(entries), now.date()
    lessons = [entry for entry in known if not _lasts_days(entry)]
    ahead = {_day_of(lesson) for lesson in lessons if _ends_after(lesson, now)}
    is_over = today not in ahead and any(_day_of(lesson) == today for lesson in lessons)
    # What goes on for weeks opens neither a weekend nor a day whose lessons are over.
    first = today + ONE_DAY if is_over else today
    long = [_find_school_day(entry, first=first) for entry in known if _lasts_days(entry)]
    return min(ahead.union(day for day in long if day), default=None)


def _list_items(read: Read, day: date | None) -> Iterable[Item]:
    if read.trouble:
        yield Item(
            title=read.timetable.group.name,
            detail=NOT_READ,
            mark=Mark.WARNING,
            child=read.timetable.child,
        )
        return
    for entry in read.entries:
        if day is not None and _is_on(entry, day):
            yield _make_item(entry, read.timetable, day)


def _make_item(entry: Entry, timetable: Timetable, day: date) -> Item:
    state = find_state(entry)
    return Item(
        title=entry.title or NAMELESS,
        detail=_describe(entry, state, "" if timetable.child else timetable.group.name),
        when=day if _lasts_days(entry) else entry.starts_at,
        until=_find_end(entry),
        mark=MARKS[state],
        child=timetable.child,
    )


def _describe(entry: Entry, state: LessonState, group: str) -> Text | str:
    """Class, substitute and room, as far as there is something to say."""
    # A number alone says nothing; "Hallen" does.
    is_number = entry.place[:1].isdecimal()
    room = Text(da=f"lokale {entry.place}", en=f"room {entry.place}") if is_number else entry.place
    told: list[Text | str] = [group, SUBSTITUTE if state is LessonState.SUBSTITUTE else "", room]
    danish, english = (
        ", ".join(
            each.in_language(language) if isinstance(each, Text) else each for each in told if each
        )
        for language in ("da", "en")
    )
    return Text(da=danish, en=english) if danish else ""


def _day_of(entry: Entry) -> date:
    start = entry.starts_at
    return start.date() if isinstance(start, datetime) else start


def _ends_after(entry: Entry, now: datetime) -> bool:
    return isinstance(entry.ends_at, datetime) and entry.ends_at > now


def _is_on(entry: Entry, day: date) -> bool:
    return _day_of(entry) <= day <= _last_day_of(entry)


def _lasts_days(entry: Entry) -> bool:
    return _find_end(entry) is None


def _find_end(entry: Entry) -> datetime | None:
    """When a lesson ends. What lasts for days is none, with hours neither, as a trip has them."""
    if not (isinstance(entry.starts_at, datetime) and isinstance(entry.ends_at, datetime)):
        return None
    return entry.ends_at if entry.ends_at - entry.starts_at < ONE_DAY else None


def _last_day_of(entry: Entry) -> date:
    if not isinstance(entry.ends_at, datetime):
        return entry.ends_at
    return entry.ends_at.date() if _lasts_days(entry) else _day_of(entry)


def _find_school_day(entry: Entry, *, first: date) -> date | None:
    """The first day of an entry on which there is school, from a day on."""
    day = max(_day_of(entry), first)
    if day.weekday() >= SATURDAY:
        day += ONE_DAY * (DAYS_OF_A_WEEK - day.weekday())
    return day if day <= _last_day_of(entry) else None
