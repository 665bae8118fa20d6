"""On which days something happens again."""

from datetime import date

import pytest

from cms.calendar.repeating import MOST, Repeats, list_days


@pytest.mark.parametrize(
    ("repeats", "until", "expected"),
    [
        (Repeats.NEVER, date(2027, 2, 1), ["2027-01-31"]),
        (Repeats.DAILY, date(2027, 2, 2), ["2027-01-31", "2027-02-01", "2027-02-02"]),
        (Repeats.WEEKLY, date(2027, 2, 14), ["2027-01-31", "2027-02-07", "2027-02-14"]),
        (Repeats.BIWEEKLY, date(2027, 2, 27), ["2027-01-31", "2027-02-14"]),
        (Repeats.MONTHLY, date(2027, 6, 30), ["2027-01-31", "2027-03-31", "2027-05-31"]),
        (Repeats.YEARLY, date(2028, 1, 31), ["2027-01-31", "2028-01-31"]),
        (Repeats.WEEKLY, None, ["2027-01-31"]),
    ],
)
def test_days_are_those_of_the_calendar(repeats, until, expected):
    days = list_days(date(2027, 1, 31), repeats=repeats, until=until)
    assert [day.isoformat() for day in days] == expected


def test_leap_day_comes_in_leap_years_alone():
    days = list_days(date(2028, 2, 29), repeats=Repeats.YEARLY, until=date(2040, 1, 1))
    assert days == [date(2028, 2, 29)]
    days = list_days(date(2028, 2, 29), repeats=Repeats.MONTHLY, until=date(2028, 4, 30))
    assert days == [date(2028, 2, 29), date(2028, 3, 29), date(2028, 4, 29)]


def test_repetition_has_an_end_whatever_is_asked_for():
    days = list_days(date(2027, 1, 1), repeats=Repeats.DAILY, until=date(2999, 1, 1))
    assert len(days) == MOST
