"""The editor's form of events: days and times that follow each other."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.audience.forms import AudiencePageForm
from cms.calendar.repeating import FIRST_YEAR, LAST_YEAR, LONGEST
from cms.calendar.skips import read_skips

EACH_DAY = _("The hours are those of each day")
EACH_DAY_HELP = _("For several days, as 14 to 18 on both of them.")


class EventPageForm(AudiencePageForm):
    """An event's form; a draft may be wrong, what is published may not."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for field, message in find_mistakes(cleaned):
            self.add_error(field, ValidationError(message))
        return cleaned


def find_mistakes(cleaned: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What does not fit together in an event's days and times: the field, and what to do."""
    first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
    for name in ("starts_on", "ends_on"):
        day = cleaned.get(name)
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            yield name, _("Look at the year: the calendar goes from 2000 to 2999.")
    if first and last and last < first:
        yield "ends_on", _("The last day lies before the first.")
    yield from _find_wrong_times(cleaned, same_day=not last or last == first)
    if first:
        yield from _find_wrong_repetition(cleaned, first)


def _find_wrong_times(cleaned: Mapping[str, Any], *, same_day: bool) -> Iterator[tuple[str, Any]]:
    begins, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
    if ends and not begins:
        yield "starts_at", _("Write when it begins, too.")
    elif begins and ends and ends <= begins and (same_day or cleaned.get("hours_each_day")):
        yield "ends_at", _("It ends before it begins.")
    elif cleaned.get("hours_each_day") and not same_day and not ends:
        field = "ends_at" if begins else "starts_at"
        yield field, _("Write from when to when it lasts each day.")


def _find_wrong_repetition(cleaned: Mapping[str, Any], first: date) -> Iterator[tuple[str, Any]]:
    until = cleaned.get("repeats_until")
    if cleaned.get("repeats") and not until:
        yield "repeats_until", _("Write through which day it repeats.")
    elif until and until < first:
        yield "repeats_until", _("The last day lies before the first.")
    elif until and until > first + LONGEST:
        yield "repeats_until", _("An event repeats for three years at most.")
    _spans, wrong = read_skips(cleaned.get("skips") or "")
    if wrong:
        message = _("“%(part)s” is no day. Write it like this: 24.12.2026 or 12.-16.10.2026.")
        yield "skips", message % {"part": wrong[0][:30]}
