"""The tile of the next school day."""

import time
from datetime import date, datetime

import pytest

from indgang_sdk.errors import Unavailable
from indgang_sdk.people import Child
from indgang_sdk.texts import Text
from indgang_sdk.tiles import Item, Mark
from plugins.calendar.mapping import Timetable
from plugins.calendar.payloads import Entry
from plugins.calendar.today import NO_LESSONS, NO_TIMETABLE, NOT_READ, Read, choose_day, make_tile
from tests.plugins.calendar.feeds import GROUP_3B, GROUP_7A, at, make_child


def lesson(day: int, hour: int, title: str = "Dansk", **values: object) -> Entry:
    start, end = at(day, hour), at(day, hour, 45)
    return Entry(key="k", title=title, starts_at=start, ends_at=end, **values)  # type: ignore[arg-type]


def whole(first: int, last: int, title: str = "Emneuge") -> Entry:
    days = date(2026, 11, first), date(2026, 11, last)
    return Entry(key="k", title=title, starts_at=days[0], ends_at=days[1])


def read(*entries: Entry, child: Child | None = None) -> Read:
    return Read(timetable=Timetable(group=GROUP_3B, address="", child=child), entries=entries)


# --- which day ------------------------------------------------------------------------------------

# Of the demo's week Monday is the 23rd; lessons end at 8.45 and 12.45.
WEEK = [lesson(day, hour) for day in (23, 24, 25, 26, 27, 30) for hour in (8, 12)]


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (at(23, 7), 23),
        (at(23, 12, 44), 23),
        (at(23, 12, 45), 24),
        (at(23, 22), 24),
        (at(27, 12), 27),
        (at(27, 13), 30),
        (at(28, 10), 30),
        (at(29, 10), 30),
    ],
    ids=["early", "in the last", "after it", "evening", "Friday", "after it", "Sat", "Sun"],
)
def test_it_is_today_until_the_last_lesson_then_the_next_day(now: datetime, day: int) -> None:
    assert choose_day(WEEK, now=now) == date(2026, 11, day)


@pytest.mark.parametrize(
    ("entries", "now", "day"),
    [
        ([whole(24, 25), lesson(26, 8)], at(23, 20), 24),
        ([whole(23, 23), lesson(24, 8)], at(23, 20), 23),
        ([whole(16, 30), *WEEK], at(23, 13), 24),
        ([whole(16, 30), *WEEK], at(28, 10), 30),
        ([whole(28, 29), *WEEK], at(28, 10), 30),
    ],
    ids=["a trip", "a day without lessons", "weeks, after school", "weeks, weekend", "a weekend"],
)
def test_whole_days_open_days_without_lessons_and_no_others(
    entries: list[Entry], now: datetime, day: int
) -> None:
    assert choose_day(entries, now=now) == date(2026, 11, day)


@pytest.mark.parametrize("last", [date(2026, 11, 30), date(9999, 12, 31)])
def test_CON_03_what_has_no_end_is_not_walked_to_it(last: date) -> None:
    long = [
        Entry(key="k", title="Lejrskole", starts_at=date(2020, 1, 1), ends_at=last)
        for _ in range(1_000)
    ]
    began = time.process_time()
    assert choose_day(long, now=at(23, 7)) == date(2026, 11, 23)
    assert choose_day([*long, lesson(23, 8)], now=at(23, 20)) == date(2026, 11, 24)
    assert time.process_time() - began < 1


def test_nothing_ahead_is_no_day() -> None:
    assert choose_day([lesson(23, 8)], now=at(23, 9)) is None


# --- what stands on it ----------------------------------------------------------------------------


def test_a_line_says_when_what_where_and_what_is_different() -> None:
    bo = make_child(GROUP_3B)
    tile = make_tile(
        [
            read(
                lesson(24, 8, "Svømning", place="Svømmehallen"),
                lesson(24, 10, place="14"),
                lesson(24, 12, "Matematik", place="14", categories=("Vikar",)),
                lesson(24, 13, "Idræt", is_cancelled=True),
                lesson(25, 8, "Engelsk"),
                child=bo,
            )
        ],
        now=at(23, 20),
    )
    assert tile.parts == (
        Item(title="Svømning", detail=Text(da="Svømmehallen", en="Svømmehallen"), child=bo,
             when=at(24, 8), until=at(24, 8, 45)),
        Item(title="Dansk", detail=Text(da="lokale 14", en="room 14"), child=bo,
             when=at(24, 10), until=at(24, 10, 45)),
        Item(title="Matematik", detail=Text(da="Vikar, lokale 14", en="Substitute, room 14"),
             mark=Mark.CHANGED, child=bo, when=at(24, 12), until=at(24, 12, 45)),
        Item(title="Idræt", mark=Mark.CANCELLED, child=bo,
             when=at(24, 13), until=at(24, 13, 45)),
    )  # fmt: skip


def test_whole_days_stand_on_each_of_their_days() -> None:
    for today in (23, 24, 25):
        (item,) = make_tile([read(whole(23, 25))], now=at(today, 7)).parts
        assert isinstance(item, Item)
        assert (item.when, item.until) == (date(2026, 11, today), None)
    assert make_tile([read(whole(23, 25))], now=at(26, 7)).parts == ()


def test_a_trip_with_hours_stands_on_each_of_its_days() -> None:
    trip = Entry(key="k", title="Lejrskole", starts_at=at(23, 9), ends_at=at(25, 14))
    for today in (23, 24, 25):
        parts = make_tile([read(trip, lesson(26, 8))], now=at(today, 13)).parts
        assert [(part.title, part.when, part.until) for part in parts] == [
            ("Lejrskole", date(2026, 11, today), None)
        ]
    assert choose_day([trip, lesson(24, 8)], now=at(24, 7)) == date(2026, 11, 24)
    assert choose_day([trip, lesson(26, 8)], now=at(26, 7)) == date(2026, 11, 26)
    late = Entry(key="k", title="Fest", starts_at=at(23, 20), ends_at=at(24, 1))
    assert [part.title for part in make_tile([read(late)], now=at(24, 0)).parts] == ["Fest"]


def test_who_works_with_several_classes_sees_which_one() -> None:
    tile = make_tile(
        [
            read(lesson(23, 8, place="14")),
            Read(timetable=Timetable(group=GROUP_7A, address=""), entries=[lesson(23, 8)]),
        ],
        now=at(23, 7),
    )
    assert [part.detail for part in tile.parts if isinstance(part, Item)] == [
        Text(da="3.B, lokale 14", en="3.B, room 14"),
        Text(da="7.A", en="7.A"),
    ]


def test_all_children_are_shown_the_same_day() -> None:
    """The one whose lessons are over still has those of today, as long as the other is there."""
    bo, emil = make_child(GROUP_3B), make_child(GROUP_7A)
    both = [read(lesson(23, 8), child=bo), read(lesson(23, 13), lesson(24, 8), child=emil)]
    shown = make_tile(both, now=at(23, 12)).parts
    assert [(part.child, part.when) for part in shown if isinstance(part, Item)] == [
        (bo, at(23, 8)),
        (emil, at(23, 13)),
    ]


def test_a_timetable_that_was_not_read_says_so_beside_the_others() -> None:
    bo, emil = make_child(GROUP_3B), make_child(GROUP_7A)
    gone = Read(timetable=Timetable(group=GROUP_7A, address="", child=emil), trouble=Unavailable())
    tile = make_tile([read(lesson(23, 8), child=bo), gone], now=at(23, 7))
    parts = tile.parts
    assert tile.troubles == (gone.trouble,)
    assert parts[0].child is bo
    assert parts[1] == Item(title="7.A", detail=NOT_READ, mark=Mark.WARNING, child=emil)


def test_an_empty_tile_says_why() -> None:
    assert make_tile([read()], now=at(23, 7)).empty == NO_LESSONS
    assert make_tile([], now=at(23, 7)).empty == NO_TIMETABLE
