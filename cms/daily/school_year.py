"""How long a story of the day is shown: to the end of the school year that its day lies in."""

from datetime import date, datetime, time

from django.utils import timezone

_AUGUST = 8


def find_end_of_school_year(day: date) -> datetime:
    """The midnight between July and August after a day."""
    year = day.year + 1 if day.month >= _AUGUST else day.year
    return timezone.make_aware(datetime.combine(date(year, _AUGUST, 1), time.min))
