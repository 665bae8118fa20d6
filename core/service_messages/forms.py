"""What an office writes to put a message on top of pages."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.people.office.forms import make_day_field
from core.privacy.blanking import blank_personal_text
from core.service_messages.models import LONGEST

MOST_DAYS = 60


class ServiceMessageForm(forms.Form):
    """The words, in Danish and perhaps in English, and the days on which they stand there."""

    text = forms.CharField(
        label=_("Message"),
        max_length=LONGEST,
        help_text=_("Say in one or two sentences what is the matter, and what people can do."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    english = forms.CharField(
        label=_("In English"),
        max_length=LONGEST,
        required=False,
        help_text=_("For those who use the portal in English. Without it they read the Danish."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    starts_on = make_day_field(label=_("From"))
    ends_on = make_day_field(label=_("Through"))

    def __init__(self, *args: Any, today: date, **named: Any) -> None:
        super().__init__(*args, **named)
        self.initial = {"starts_on": today, "ends_on": today}
        self._today = today

    def clean_text(self) -> str:
        return self._clean_words("text")

    def clean_english(self) -> str:
        return self._clean_words("english")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last:
            if last < self._today or last < first:
                self.add_error("ends_on", _("The last day lies before the first, or is over."))
            elif last - max(first, self._today) > timedelta(days=MOST_DAYS):
                message = _("A message stands for %(most)d days at most. Write a page instead.")
                self.add_error("ends_on", message % {"most": MOST_DAYS})
        return cleaned

    def _clean_words(self, name: str) -> str:
        text = " ".join(str(self.cleaned_data[name]).split())
        if blank_personal_text(text) != text:
            raise forms.ValidationError(
                _("Everybody reads this. Remove the CPR number or the e-mail address.")
            )
        return text
