"""The running school week, and how a week is written."""

from datetime import date

import pytest

from sandbox.servers.school_week import SchoolWeek, parse_week

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("today", "monday"),
    [
        (date(2026, 11, 23), MONDAY),
        (date(2026, 11, 27), MONDAY),
        (date(2026, 11, 28), date(2026, 11, 30)),
        (date(2026, 11, 29), date(2026, 11, 30)),
        (date(2027, 1, 2), date(2027, 1, 4)),
    ],
)
def test_on_a_weekend_the_week_is_the_one_that_comes(today: date, monday: date) -> None:
    assert SchoolWeek(today=today).monday == monday


def test_weeks_are_counted_from_the_running_one() -> None:
    week = SchoolWeek(today=date(2026, 11, 26))
    days = [date(2026, 11, 16), MONDAY, date(2026, 11, 30), date(2027, 1, 4)]
    assert [week.count_weeks_to(day) for day in days] == [-1, 0, 1, 6]


@pytest.mark.parametrize(
    ("text", "monday"),
    [
        ("2026-W48", MONDAY),
        ("2026-W53", date(2026, 12, 28)),
        ("2026-W54", None),
        ("2026-48", None),
        ("W48", None),
        ("-W48", None),
        ("2026-W-1", None),
        ("99999-W01", None),
        ("", None),
    ],
)
def test_a_week_is_read_or_not(text: str, monday: date | None) -> None:
    assert parse_week(text) == monday
