"""The days on which something happens again; pure functions, no database."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, takewhile

from django.db import models
from django.utils.translation import gettext_lazy as _

# What the calendar leads to.
FIRST_YEAR, LAST_YEAR = 2000, 2999
MOST = 400
LONGEST = timedelta(days=3 * 366)
_MONTHS_IN_YEAR = 12


class Repeats(models.TextChoices):
    """How often an event happens."""

    NEVER = "", _("Does not repeat")
    DAILY = "daily", _("Every day")
    WEEKLY = "weekly", _("Every week")
    BIWEEKLY = "biweekly", _("Every other week")
    MONTHLY = "monthly", _("Every month, on the same date")
    YEARLY = "yearly", _("Every year")


_STEPS = {Repeats.DAILY: 1, Repeats.WEEKLY: 7, Repeats.BIWEEKLY: 14}
_MONTHS = {Repeats.MONTHLY: 1, Repeats.YEARLY: _MONTHS_IN_YEAR}


def list_days(first: date, *, repeats: str, until: date | None) -> list[date]:
    """The first days of an event and its repetitions through a day, at most three years of them.

    A date that a month does not have is left out: the 31st comes seven times a year.
    """
    if not repeats or until is None:
        return [first]
    last = min(until, first + LONGEST)
    days = takewhile(lambda day: day <= last, _repeat(first, repeats))
    return [day for _number, day in zip(range(MOST), days, strict=False)]


def _repeat(first: date, repeats: str) -> Iterator[date]:
    if repeats in _STEPS:
        return (first + timedelta(days=number * _STEPS[Repeats(repeats)]) for number in count())
    return _repeat_months(first, _MONTHS[Repeats(repeats)])


def _repeat_months(first: date, months: int) -> Iterator[date]:
    for number in count():
        years, month = divmod(first.month - 1 + number * months, _MONTHS_IN_YEAR)
        try:
            yield first.replace(year=first.year + years, month=month + 1)
        except ValueError:
            continue
