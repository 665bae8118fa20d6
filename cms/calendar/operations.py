"""Writing each time that an event happens, when it is published."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from cms.calendar.repeating import list_days
from cms.calendar.skips import is_skipped, read_skips
from cms.models import EventPage, Occurrence

HOUR = timedelta(hours=1)


@transaction.atomic
def write_occurrences(event: EventPage) -> None:
    """Replaces the times of an event by those that its published version says.

    Local times stay what they are when summer begins or ends.
    """
    Occurrence.objects.filter(page=event).delete()
    days = list_days(event.starts_on, repeats=event.repeats, until=event.repeats_until)
    # What a form has not read is skipped by nothing; of what happens once no day is left out.
    spans = read_skips(event.skips)[0] if event.repeats else []
    Occurrence.objects.bulk_create(_make(event, day) for day in days if not is_skipped(day, spans))


def _make(event: EventPage, day: date) -> Occurrence:
    last = day + ((event.ends_on or event.starts_on) - event.starts_on)
    if event.starts_at is None:
        begins, ends = _at(day, time.min), _at(last + timedelta(days=1), time.min)
    else:
        begins = _at(day, event.starts_at)
        midnight = _at(last + timedelta(days=1), time.min)
        ends = _at(last, event.ends_at) if event.ends_at else midnight
        if last == day and event.ends_at is None:
            ends = min(begins + HOUR, midnight)
    return Occurrence(page=event, begins_at=begins, ends_at=ends, all_day=event.starts_at is None)


def _at(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))
