"""What an editor fills in about a page that is to be kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.audience.text import hold_cpr_number
from cms.models import BasePage, FormPage
from cms.models.kept import LONGEST_REASON


class KeepForm(forms.Form):
    """Why a page is kept, and whether the answers to it are."""

    reason = forms.CharField(
        label=_("Why is it kept?"),
        max_length=LONGEST_REASON,
        help_text=_("For example the number of the case. Name nobody."),
    )
    answers = forms.BooleanField(
        label=_("Keep the answers to the form too"),
        required=False,
        help_text=_("They are not erased on their day, and cannot be changed any more."),
    )

    def __init__(self, *args: Any, page: BasePage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not isinstance(page, FormPage):
            del self.fields["answers"]

    def clean_reason(self) -> str:
        reason = str(self.cleaned_data["reason"])
        if hold_cpr_number([reason]):
            raise forms.ValidationError(
                _("Do not write CPR numbers here: who needs one knows it already.")
            )
        return reason
