"""The forms of a review: another day, another owner."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.lifecycle.dates import check_review_day
from cms.lifecycle.fields import OwnerField

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class LaterForm(forms.Form):
    """The day by which the page is to be reviewed instead."""

    review_by = forms.DateField(label=_("Review by"), widget=DAY)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_review_by(self) -> date:
        day: date = self.cleaned_data["review_by"]
        check_review_day(day, today=self.today)
        return day


class HandOnForm(forms.Form):
    """Who is to answer for the page instead."""

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"] = OwnerField(
            queryset=people, label=_("Page owner"), empty_label=_("Choose a colleague")
        )
