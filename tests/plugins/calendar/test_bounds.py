"""No feed takes long to read: what would is refused before any library sees it."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from indgang_sdk.calendar import Period
from indgang_sdk.errors import UnexpectedAnswer
from plugins.calendar.bounds import check_bounds
from plugins.calendar.payloads import list_entries
from tests.plugins.calendar.feeds import WEEK, at, read, write_event, write_feed

YEAR = Period(first=date(2026, 8, 1), last=date(2027, 7, 31))
TOO_LONG = "takes too long"
NO_RULE = "in a way that calendars do not"
TOO_LARGE = "too large"


def repeat(rule: str, *, start: str = "DTSTART:20260810T080000") -> list[str]:
    return write_event(start, "DURATION:PT45M", f"RRULE:{rule}")


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY",
        "FREQ=HOURLY",
        "FREQ=DAILY;FREQ=SECONDLY",
        "FREQ=SECONDLY;FREQ=DAILY",
        "FREQ=DAILY;BYHOUR=1,2,3",
        "FREQ=DAILY;BYMINUTE=1",
        "FREQ=DAILY;BYSECOND=1",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;INTERVAL=٣",
        "freq=secondly",
        "INTERVAL=1",
        "",
    ],
)
def test_CON_04_a_rule_of_seconds_is_refused(rule: str) -> None:
    with pytest.raises(UnexpectedAnswer, match=NO_RULE):
        read(repeat(rule))


@pytest.mark.parametrize(
    "lines",
    [
        ["RRU", " LE:FREQ=SECONDLY"],
        ["RRU", "", " LE:FREQ=SECONDLY"],
        ["rrule:FREQ=SECONDLY"],
        ['RRULE;X=":FREQ=DAILY":FREQ=SECONDLY'],
        ['RRULE:FREQ=SECONDLY;X=":FREQ=DAILY'],
    ],
)
def test_CON_04_a_rule_is_found_however_it_is_written(lines: Iterable[str]) -> None:
    with pytest.raises(UnexpectedAnswer, match=NO_RULE):
        read(write_event("DTSTART:19700101T080000", "DURATION:PT1S", *lines))
    assert len(read(write_event("DTSTART:20261101T080000", "DURATION:PT1S", "RR",
                                " ULE:FREQ=DAILY"))) == 7  # fmt: skip


def test_CON_04_a_time_zone_has_no_rule_of_seconds_either() -> None:
    def make_zone(rule: str) -> list[str]:
        return [
            *("BEGIN:VTIMEZONE", "TZID:Vores", "BEGIN:STANDARD", "DTSTART:19700101T000000"),
            *(f"RRULE:{rule}", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0100"),
            *("END:STANDARD", "END:VTIMEZONE"),
        ]

    event = write_event("DTSTART;TZID=Vores:20261124T080000", "DURATION:PT1H")
    assert len(read(make_zone("FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"), event)) == 1
    with pytest.raises(UnexpectedAnswer, match=NO_RULE):
        read(make_zone("FREQ=SECONDLY"), event)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=13",
        "FREQ=DAILY;INTERVAL=7;BYDAY=MO",
        "FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=WEEKLY;BYYEARDAY=400",
    ],
)
def test_CON_04_a_rule_that_never_comes_true_is_not_looked_for_until_the_calendar_ends(
    rule: str,
) -> None:
    with pytest.raises(UnexpectedAnswer, match=TOO_LONG):
        read(repeat(rule, start="DTSTART:20260811T080000"))


@pytest.mark.parametrize(
    "event",
    [
        repeat("FREQ=DAILY", start="DTSTART:00010101T080000"),
        repeat("FREQ=WEEKLY", start="DTSTART:no day at all") * 3,
        write_event("DTSTART:20260810T080000", "RDATE:" + ",".join(["20261124T080000"] * 50_001)),
    ],
    ids=["since the year 1", "since nobody knows when", "days one by one"],
)
def test_CON_04_a_long_way_to_the_days_that_are_asked_for_is_not_walked(event: list[str]) -> None:
    with pytest.raises(UnexpectedAnswer, match=TOO_LONG):
        read(event)


def test_CON_04_many_repetitions_are_refused_together() -> None:
    daily = [repeat("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR") for _ in range(30)]
    with pytest.raises(UnexpectedAnswer, match=TOO_LONG):
        read(*daily, period=YEAR)
    assert check_bounds(write_feed(*daily), WEEK) is None


def test_CON_04_what_lasts_for_months_does_not_begin_again_every_day() -> None:
    def last(days: int) -> list[str]:
        return write_event("DTSTART:20260101T080000", f"DURATION:P{days}D", "RRULE:FREQ=DAILY")

    with pytest.raises(UnexpectedAnswer, match="lasts for months"):
        read(last(63))
    assert len(read(last(62))) == 69


LESSON = ("DTSTART:20261124T080000", "DURATION:PT45M")


@pytest.mark.parametrize(
    ("much", "most"),
    [
        (["EXDATE:20261201T080000"] * 40_000, ["EXDATE:20261201T080000"] * 20_000),
        ([f"X-A;{';'.join(['P=v'] * 100_000)}:x"], [f"X-A;{';'.join(['P=v'] * 50_000)}:x"]),
        (["CATEGORIES:" + "a," * 400_000 + "a"], ["CATEGORIES:" + "a," * 200_000 + "a"]),
    ],
    ids=["lines", "parameters", "values"],
)
def test_CON_04_what_is_read_piece_by_piece_has_its_weight(
    much: list[str], most: list[str]
) -> None:
    with pytest.raises(UnexpectedAnswer, match=TOO_LONG):
        read(write_event(*LESSON, *much))
    assert check_bounds(write_feed(write_event(*LESSON, *most)), WEEK) is None


@pytest.mark.parametrize(
    "lines",
    [
        ("DTSTART;VALUE=DATE:20200101", "DTEND;VALUE=DATE:99991231"),
        ("DTSTART;VALUE=DATE:00010101", "DTEND;VALUE=DATE:99991231"),
        ("DTSTART;VALUE=DATE:20200101", "DURATION:P9999999D"),
        ("DTSTART:20200101T080000", "DTEND:99991231T235959"),
        ("DTSTART:00010101T000000Z", "DTEND:99991231T235959Z"),
    ],
)
def test_CON_01_what_is_written_to_have_no_end_is_just_long(lines: tuple[str, ...]) -> None:
    long, lesson = read(write_event(*lines, uid="long"), write_event(*LESSON, uid="lesson"))
    assert (long.starts_at.year <= 2020, long.ends_at.year >= 2120) == (True, True)
    assert lesson.starts_at == at(24, 8)


def test_what_lies_far_away_stays_there() -> None:
    far = [
        ("DTSTART;VALUE=DATE:00010101", "DTEND;VALUE=DATE:15000101"),
        ("DTSTART:30000101T080000", "DTEND:99991231T070000"),
        ("DTSTART;VALUE=DATE:16010101", "DTEND;VALUE=DATE:16010102"),
    ]
    events = [write_event(*lines, uid=str(number)) for number, lines in enumerate(far)]
    assert [entry.key for entry in read(*events, write_event(*LESSON, uid="lesson"))] == [
        "lesson 2026-11-24T08:00:00+01:00"
    ]


def test_CON_01_more_than_two_thousand_events_are_too_many() -> None:
    def write(count: int) -> bytes:
        days = (date(2026, 8, 1) + timedelta(days=number % 300) for number in range(count))
        return write_feed(
            *(
                write_event(f"DTSTART:{day:%Y%m%d}T080000", "DURATION:PT1H", uid=str(number))
                for number, day in enumerate(days)
            )
        )

    assert len(list_entries(write(2_000), YEAR)) == 2_000
    with pytest.raises(UnexpectedAnswer, match="more than 2000 events"):
        list_entries(write(2_001), YEAR)


@pytest.mark.parametrize(
    ("feed", "reason"),
    [
        (write_feed(write_event("DESCRIPTION:" + "x" * 1_000_000)), TOO_LARGE),
        (write_feed(write_event(*["COMMENT:1"] * 50_000)), TOO_LARGE),
        (write_feed(*[["BEGIN:VEVENT", "END:VEVENT"]] * 3_001), TOO_LONG),
    ],
    ids=["bytes", "lines", "events"],
)
def test_CON_13_a_feed_has_a_size(feed: bytes, reason: str) -> None:
    with pytest.raises(UnexpectedAnswer, match=reason):
        list_entries(feed, WEEK)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;INTERVAL=2",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;WKST=MO",
        "FREQ=MONTHLY;BYDAY=1MO",
        "FREQ=MONTHLY;BYDAY=-1FR",
        "FREQ=MONTHLY;BYMONTHDAY=15",
        "FREQ=MONTHLY;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=5",
        "FREQ=YEARLY;BYWEEKNO=42;BYDAY=MO",
        "FREQ=YEARLY",
    ],
)
def test_what_schools_write_is_read(rule: str) -> None:
    assert read(repeat(rule), period=YEAR) != []


def test_the_feed_of_a_school_with_ten_years_behind_it_is_read_for_a_year() -> None:
    old = [
        repeat(f"FREQ=WEEKLY;UNTIL={year + 1}0625T000000Z", start=f"DTSTART:{year}0810T080000")
        for year in range(2016, 2027)
        for _ in range(30)
    ]
    assert check_bounds(write_feed(*old), YEAR) is None
