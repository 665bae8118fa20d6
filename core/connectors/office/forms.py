"""What an office writes of a connection beside the connector's own settings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.connectors.models import Standing
from core.privacy.blanking import blank_personal_text

LONGEST_TITLE = 60
LONGEST_WORDS = 200


class TitleForm(forms.Form):
    """The name that people know the system by, and what they are told while it is down."""

    title = forms.CharField(
        label=_("Name of the system"),
        max_length=LONGEST_TITLE,
        help_text=_("As people know it, such as the product's own name."),
    )
    when_down = forms.CharField(
        label=_("What people can do while it does not answer"),
        max_length=LONGEST_WORDS,
        required=False,
        help_text=_("One sentence, such as whom to call."),
    )
    english = forms.CharField(label=_("In English"), max_length=LONGEST_WORDS, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name, text in list(cleaned.items()):
            if blank_personal_text(text) != text:
                message = _("Everybody reads this. Remove the CPR number or the e-mail address.")
                self.add_error(name, message)
        return cleaned


class StandingForm(forms.Form):
    """How a tile stands on the pages of those who belong to a place."""

    standing = forms.ChoiceField(choices=[("", _("Not shown")), *Standing.choices], required=False)
    position = forms.IntegerField(min_value=0, max_value=99, required=False)
