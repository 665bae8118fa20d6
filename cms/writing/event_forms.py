"""The fields of an event: what, when, where, who."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.calendar.forms import EACH_DAY, find_mistakes
from cms.calendar.repeating import Repeats
from cms.calendar.skips import LONGEST_TEXT as LONGEST_SKIPS
from cms.calendar.skips import SKIPS_HELP
from cms.models import EventPage
from cms.writing.chosen_fields import ChosenFields
from cms.writing.fields import refuse_half_characters
from cms.writing.forms import LONGEST_TEXT, LONGEST_TITLE

LONGEST_LOCATION = EventPage._meta.get_field("location").max_length
REPETITION = ("repeats", "repeats_until", "skips")


def _make_day(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, **more)


def _make_time(label: Any, **more: Any) -> forms.TimeField:
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    return forms.TimeField(label=label, widget=widget, required=False, **more)


class EventFields(forms.Form):
    """What an event is, when and where; days and times follow each other."""

    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE)
    starts_on = _make_day(_("First day"))
    ends_on = _make_day(
        _("Last day"), required=False, help_text=_("Leave it empty if it is one day.")
    )
    starts_at = _make_time(_("From"), help_text=_("Empty: it lasts all day."))
    ends_at = _make_time(_("To"))
    hours_each_day = forms.BooleanField(label=EACH_DAY, required=False)
    location = forms.CharField(label=_("Where?"), max_length=LONGEST_LOCATION, required=False)
    text = forms.CharField(
        label=_("Text"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Leave a line empty for a new paragraph. Lines that begin with - are a list."),
    )

    def clean_title(self) -> str:
        return refuse_half_characters(" ".join(self.cleaned_data["title"].split()))

    def clean_location(self) -> str:
        return refuse_half_characters(self.cleaned_data["location"])

    def clean_text(self) -> str:
        return refuse_half_characters(self.cleaned_data["text"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for field, message in find_mistakes(cleaned):
            if field not in self.errors:
                self.add_error(field, ValidationError(message))
        return cleaned


class EventForm(EventFields, ChosenFields):
    """An event as somebody writes it on a phone."""

    is_closing_day = forms.BooleanField(label=_("Closing day"), required=False)
    repeats = forms.ChoiceField(label=_("Repeats"), choices=Repeats.choices, required=False)
    repeats_until = _make_day(_("Repeats through"), required=False)
    skips = forms.CharField(
        label=_("Except on"), max_length=LONGEST_SKIPS, required=False, help_text=SKIPS_HELP
    )

    @property
    def asks_to_repeat(self) -> bool:
        """Whether something is filled in, or wrong, of how it repeats."""
        return any(self[name].value() or self[name].errors for name in REPETITION)

    def clean_skips(self) -> str:
        return refuse_half_characters(self.cleaned_data["skips"])
