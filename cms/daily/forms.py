"""The short form of a story of the day: the day, the text, and up to a few pictures."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.writing.fields import refuse_half_characters
from cms.writing.forms import LONGEST_TEXT

MOST_PICTURES = 4
# A day may be told of later, when there was no time for it.
OLDEST = timedelta(days=14)


class NoteForm(forms.Form):
    """The day and the text of a story; `kept_day` is the day that it had before."""

    day = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    text = forms.CharField(
        label=_("What was the day like?"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Leave a line empty for a new paragraph. Lines that begin with - are a list."),
    )

    def __init__(
        self, *args: Any, today: date, kept_day: date | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.kept_day = kept_day

    def clean_text(self) -> str:
        return refuse_half_characters(self.cleaned_data["text"])

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day == self.kept_day:
            return day
        if day > self.today:
            raise ValidationError(_("The day has not been yet. Choose today or a day before."))
        if day < self.today - OLDEST:
            raise ValidationError(_("Choose a day of the last two weeks."))
        return day
