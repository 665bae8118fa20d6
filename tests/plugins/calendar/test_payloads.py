"""What stands in a feed: repetitions, exceptions, time zones, whole days, and broken files."""

from datetime import date, datetime, timedelta

import pytest

from indgang_sdk.calendar import Period
from indgang_sdk.errors import NotAllowed, UnexpectedAnswer
from plugins.calendar.payloads import Entry, list_entries
from tests.plugins.calendar.feeds import DENMARK, WEEK, at, read, write_event, write_feed

CLOCK = "TZID=Europe/Copenhagen"
DANISH = write_event(
    f"DTSTART;{CLOCK}:20260811T101500",
    f"DTEND;{CLOCK}:20260811T113000",
    "SUMMARY:Dansk",
    "LOCATION:14",
    "CONTACT:ALY",
    "RRULE:FREQ=WEEKLY;UNTIL=20270622T080000Z",
)
AUTUMN = Period(first=date(2026, 10, 19), last=date(2026, 11, 1))
SPRING = Period(first=date(2027, 3, 22), last=date(2027, 4, 4))


def list_starts(entries: list[Entry]) -> list[object]:
    return [entry.starts_at for entry in entries]


# --- repetitions and exceptions --------------------------------------------------------------


def test_a_weekly_lesson_stands_in_the_week_that_is_asked_for() -> None:
    assert read(DANISH) == [
        Entry(
            key="1 2026-11-24T10:15:00+01:00",
            title="Dansk",
            starts_at=at(24, 10, 15),
            ends_at=at(24, 11, 30),
            place="14",
            contact="ALY",
        )
    ]


def test_a_day_that_is_taken_out_is_out() -> None:
    without = [*DANISH[:-1], f"EXDATE;{CLOCK}:20261124T101500", "END:VEVENT"]
    two_weeks = Period(first=WEEK.first, last=date(2026, 12, 6))
    assert list_starts(read(DANISH, period=two_weeks)) == [
        at(24, 10, 15),
        datetime(2026, 12, 1, 10, 15, tzinfo=DENMARK),
    ]
    assert list_starts(read(without, period=two_weeks)) == [
        datetime(2026, 12, 1, 10, 15, tzinfo=DENMARK)
    ]


def test_a_changed_day_takes_the_place_of_the_usual_one() -> None:
    moved = write_event(
        f"RECURRENCE-ID;{CLOCK}:20261124T101500",
        f"DTSTART;{CLOCK}:20261125T120000",
        f"DTEND;{CLOCK}:20261125T130000",
        "SUMMARY:Dansk",
        "CONTACT:VIK",
        "CATEGORIES:Skema,Vikar",
        "SEQUENCE:1",
    )
    (entry,) = read(DANISH, moved)
    assert (entry.starts_at, entry.contact) == (at(25, 12), "VIK")
    assert entry.categories == ("Skema", "Vikar")


def test_a_cancelled_day_stays_and_says_so() -> None:
    cancelled = write_event(
        f"RECURRENCE-ID;{CLOCK}:20261124T101500",
        f"DTSTART;{CLOCK}:20261124T101500",
        f"DTEND;{CLOCK}:20261124T113000",
        "SUMMARY:Dansk",
        "STATUS:CANCELLED",
        "SEQUENCE:1",
    )
    assert [entry.is_cancelled for entry in read(DANISH)] == [False]
    assert [entry.is_cancelled for entry in read(DANISH, cancelled)] == [True]


def test_what_repeats_stops_at_its_count() -> None:
    lines = f"DTSTART;{CLOCK}:20261109T080000", "DURATION:PT45M"
    assert len(read(write_event(*lines, "RRULE:FREQ=WEEKLY;COUNT=3"))) == 1
    assert read(write_event(*lines, "RRULE:FREQ=WEEKLY;COUNT=2")) == []


# --- time zones --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "offsets"), [(AUTUMN, [2, 1]), (SPRING, [1, 2])], ids=["autumn", "spring"]
)
def test_a_lesson_keeps_its_hour_when_the_clocks_change(period: Period, offsets: list[int]) -> None:
    moments = list_starts(read(DANISH, period=period))
    assert [moment.hour for moment in moments if isinstance(moment, datetime)] == [10, 10]
    assert [moment.utcoffset() for moment in moments if isinstance(moment, datetime)] == [
        timedelta(hours=hours) for hours in offsets
    ]


@pytest.mark.parametrize(
    ("start", "hour"),
    [
        ("DTSTART:20261124T101500", 10),
        ("DTSTART;TZID=Europe/Copenhagen:20261124T101500", 10),
        ("DTSTART;TZID=Romance Standard Time:20261124T101500", 10),
        ("DTSTART:20261124T101500Z", 11),
        ("DTSTART;TZID=Europe/London:20261124T101500", 11),
    ],
    ids=["floating", "Danish", "as Windows calls it", "UTC", "British"],
)
def test_every_moment_is_told_in_danish_time(start: str, hour: int) -> None:
    assert list_starts(read(write_event(start, "DURATION:PT1H"))) == [at(24, hour, 15)]


def test_a_floating_lesson_keeps_its_hour_too() -> None:
    lines = "DTSTART:20260812T080000", "DTEND:20260812T094500", "RRULE:FREQ=WEEKLY"
    moments = list_starts(read(write_event(*lines), period=AUTUMN))
    assert [str(moment) for moment in moments] == [
        "2026-10-21 08:00:00+02:00",
        "2026-10-28 08:00:00+01:00",
    ]


# --- whole days --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("end", "last"),
    [(["DTEND;VALUE=DATE:20261126"], 25), (["DURATION:P2D"], 25), ([], 24)],
    ids=["end", "duration", "neither"],
)
def test_whole_days_have_dates_the_last_one_included(end: list[str], last: int) -> None:
    (entry,) = read(write_event("DTSTART;VALUE=DATE:20261124", *end, "SUMMARY:Lejrskole"))
    assert (entry.starts_at, entry.ends_at) == (date(2026, 11, 24), date(2026, 11, last))
    assert entry.is_whole_days


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        (["DTSTART;VALUE=DATE:20261122"], 0),
        (["DTSTART;VALUE=DATE:20261120", "DTEND;VALUE=DATE:20261124"], 1),
        (["DTSTART;VALUE=DATE:20261129"], 1),
        (["DTSTART;VALUE=DATE:20261130"], 0),
        ([f"DTSTART;{CLOCK}:20261122T230000", "DURATION:PT1H"], 0),
        ([f"DTSTART;{CLOCK}:20261122T233000", "DURATION:PT1H"], 1),
        ([f"DTSTART;{CLOCK}:20261129T233000", "DURATION:PT1H"], 1),
        ([f"DTSTART;{CLOCK}:20261130T000000", "DURATION:PT1H"], 0),
    ],
)
def test_the_period_begins_and_ends_at_midnight(lines: list[str], count: int) -> None:
    assert len(read(write_event(*lines))) == count


# --- texts --------------------------------------------------------------------------------------


def test_texts_stand_on_one_line_and_have_an_end() -> None:
    (entry,) = read(
        write_event(
            "DTSTART:20261124T080000",
            r"SUMMARY:Dansk\, læsning\n og  skrivning",
            "DESCRIPTION:" + "x" * 500,
            "CONTACT:ALY",
            "CONTACT:MEK",
        )
    )
    assert entry.title == "Dansk, læsning og skrivning"
    assert entry.description == "x" * 400 + "…"
    assert entry.contact == "ALY"


# --- what is no feed ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!doctype html><title>Log ind</title>",
        b'{"error": "broken"}',
        write_feed(DANISH)[:200],
        write_feed(DANISH)[:-20],
        write_feed(DANISH).replace(b"END:VEVENT\r\n", b""),
        b"\r\n".join(line.encode() for line in DANISH),
    ],
    ids=["nothing", "a page", "JSON", "half", "almost all", "an open event", "no calendar"],
)
def test_what_is_no_whole_calendar_is_not_an_empty_one(body: bytes) -> None:
    assert list_entries(write_feed(), WEEK) == []
    with pytest.raises(UnexpectedAnswer):
        list_entries(body, WEEK)


@pytest.mark.parametrize(
    "lines",
    [
        ["SUMMARY:never"],
        ["DTSTART:soon"],
        ["DTSTART:20261124T080000", "DURATION:P999999999W"],
        ["DTSTART:20261124T080000", "RRULE:FREQ=WEEKLY;COUNT=many"],
        ["DTSTART:20261124T080000", "RRULE:FREQ=WEEKLY;UNTIL=soon"],
        ["DTSTART:20261124T080000", "EXDATE:soon"],
        ["DTSTART:20261124T080000", "EXDATE;TZID:20261124T080000"],
        ["DTSTART:20261124T080000", "STATUS;:CANCELLED"],
    ],
)
def test_an_event_that_cannot_be_read_is_named_and_not_left_out(lines: list[str]) -> None:
    with pytest.raises(UnexpectedAnswer, match="cannot be read"):
        read(DANISH, write_event(*lines, uid="2"))


@pytest.mark.parametrize("line", ["GEO:1;x", "CREATED:yesterday", "this is no line"])
def test_a_line_that_says_nothing_of_times_may_be_broken(line: str) -> None:
    assert len(read(write_event("DTSTART:20261124T080000", line))) == 1


def test_a_period_longer_than_a_school_year_is_not_read() -> None:
    feed, first = write_feed(DANISH), date(2026, 8, 1)
    longest = Period(first=first, last=first + timedelta(days=399))
    assert len(list_entries(feed, longest)) == 45
    with pytest.raises(NotAllowed, match="400 days"):
        list_entries(feed, Period(first=first, last=longest.last + timedelta(days=1)))
