"""Days as moments: midnight in Denmark, at which one day ends and the next begins."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def start_of(day: date) -> datetime:
    """The first moment of a day."""
    return timezone.make_aware(datetime.combine(day, time.min))


def end_of(day: date) -> datetime:
    """The first moment that is no longer of a day."""
    return start_of(day + timedelta(days=1))


def last_day_of(ends_at: datetime) -> date:
    """The day of an end: midnight itself belongs to the day before."""
    return (ends_at - timedelta(microseconds=1)).date()
