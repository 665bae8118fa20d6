"""Weeks by their Mondays, and which one is of interest at a moment."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

WEEK = timedelta(days=7)
WORKDAYS = 5
_FRIDAY = 4
# From here on, people think of the next week.
_WEEK_ENDS = time(16)


def find_monday(day: date) -> date:
    """The Monday of the week that a day lies in."""
    return day - timedelta(days=day.weekday())


def find_week_to_show(now: datetime) -> date:
    """The Monday of this week; from Friday at 16 on, that of the next."""
    local = timezone.localtime(now)
    monday = find_monday(local.date())
    is_over = local.weekday() > _FRIDAY or (
        local.weekday() == _FRIDAY and local.time() >= _WEEK_ENDS
    )
    return monday + WEEK if is_over else monday


def list_days(monday: date) -> list[date]:
    """Monday to Friday."""
    return [monday + timedelta(days=number) for number in range(WORKDAYS)]
