"""The forms of a review: another day, another owner."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.editing.naming import read_ids
from cms.lifecycle.dates import add_year
from core.people.models import Person

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


class OwnerField(forms.ModelChoiceField):
    """A choice among the people who may answer for the pages of an institution."""

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values or isinstance(value, Person) or read_ids([value]) is not None:
            return super().to_python(value)
        # A number that no row can have would break the question itself.
        raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.get_full_name())


class HandOnForm(forms.Form):
    """Who is to answer for the page instead."""

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"] = OwnerField(
            queryset=people, label=_("Page owner"), empty_label=_("Choose a colleague")
        )


def check_review_day(day: date, *, today: date) -> None:
    """Raises `ValidationError` unless a day lies within the next year."""
    if day <= today:
        raise ValidationError(_("Choose a day that is still to come."), code="past")
    if day > add_year(today):
        raise ValidationError(_("Choose a day within the next year."), code="late")
