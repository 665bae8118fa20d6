"""The editor's form of events: days and times that follow each other."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.audience.forms import AudiencePageForm
from cms.calendar.repeating import LONGEST


class EventPageForm(AudiencePageForm):
    """An event's form; a draft may be wrong, what is published may not."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", ValidationError(_("The last day lies before the first.")))
        self._check_times(cleaned, same_day=not last or last == first)
        if first:
            self._check_repetition(cleaned, first)
        return cleaned

    def _check_times(self, cleaned: dict[str, Any], *, same_day: bool) -> None:
        begins, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if ends and not begins:
            self.add_error("starts_at", ValidationError(_("Write when it begins, too.")))
        elif begins and ends and same_day and ends <= begins:
            self.add_error("ends_at", ValidationError(_("It ends before it begins.")))

    def _check_repetition(self, cleaned: dict[str, Any], first: date) -> None:
        until = cleaned.get("repeats_until")
        if cleaned.get("repeats") and not until:
            message = _("Write through which day it repeats.")
            self.add_error("repeats_until", ValidationError(message))
        elif until and until < first:
            message = _("The last day lies before the first.")
            self.add_error("repeats_until", ValidationError(message))
        elif until and until > first + LONGEST:
            message = _("An event repeats for three years at most.")
            self.add_error("repeats_until", ValidationError(message))
