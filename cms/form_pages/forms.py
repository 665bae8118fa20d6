"""The editor's form of a form page: whom it is answered to is chosen among the staff."""

from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.lifecycle.editor_form import ReviewedPageForm

FIELD = "receivers"


class ReceiversField(forms.MultipleChoiceField):
    """Keys of staff, as the page stores them."""

    widget = forms.CheckboxSelectMultiple

    def has_changed(self, initial: Any, data: Any) -> bool:
        return sorted(initial or ()) != sorted(data or ())


class FormPageForm(ReviewedPageForm):
    """A form page's form; without a choice the office and the leaders see the answers."""

    receivers = ReceiversField(
        required=False,
        label=_("Who can see the answers?"),
        help_text=_("Nobody else sees them, other parents and colleagues neither."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.picker.place
        if FIELD not in self.fields:
            return
        if place is None or place.institution is None:
            del self.fields[FIELD]
            return
        # Somebody who has left is not offered, and is dropped when the form is saved.
        self.fields[FIELD].choices = self.offered  # type: ignore[attr-defined]
        self.initial[FIELD] = self.instance.receivers or self.usual

    @cached_property
    def offered(self) -> list[tuple[str, list[tuple[str, str]]]]:
        from cms.form_pages.receivers import list_receivers  # noqa: PLC0415 - needs the models

        place = self.picker.known_place
        assert place.institution is not None  # noqa: S101 - asked before
        return list_receivers(place.institution, group=place.group, on=timezone.localdate())

    @property
    def usual(self) -> list[str]:
        from cms.form_pages.receivers import choose_usual  # noqa: PLC0415 - as above

        institution = self.picker.known_place.institution
        return choose_usual(institution) if institution is not None else []

    def clean_receivers(self) -> list[str]:
        return sorted(self.cleaned_data[FIELD]) or self.usual

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        closes_on = cleaned.get("closes_on")
        if self.is_publishing and closes_on is not None and closes_on < timezone.localdate():
            self.add_error("closes_on", ValidationError(_("The last day has passed.")))
        return cleaned
