"""What an office writes of a connection beside the connector's own settings."""

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.access.levels import LEVEL_CHOICES
from core.connectors.configuration.public_words import (
    LONGEST_ADVICE,
    LONGEST_TITLE,
    Fault,
    InvalidWords,
)
from indgang_sdk.levels import Level

_FAULTS: dict[Fault, str | Promise] = {
    Fault.MISSING: _("Fill this in."),
    Fault.TOO_LONG: _("This is too long."),
    Fault.UNPRINTABLE: _("This does not fit."),
    Fault.PERSONAL: _("Everybody reads this. Remove the CPR number or the e-mail address."),
}


class TitleForm(forms.Form):
    """The system's name, what people are told while it is down, and what it asks of them."""

    title = forms.CharField(
        label=_("Name of the system"),
        max_length=LONGEST_TITLE,
        help_text=_("As people know it, such as the product's own name."),
    )
    when_down = forms.CharField(
        label=_("What people can do while it does not answer"),
        max_length=LONGEST_ADVICE,
        required=False,
        help_text=_("One sentence, such as whom to call."),
    )
    english = forms.CharField(
        label=_("The message in English"), max_length=LONGEST_ADVICE, required=False
    )

    required_level = forms.TypedChoiceField(
        label=_("How sure must it be who is looking?"),
        choices=LEVEL_CHOICES,
        coerce=int,
        required=False,
        initial=Level.ONE_FACTOR.value,
        help_text=_(
            "Others are asked to confirm that it is them before anything is fetched. What the "
            "system asks for itself counts in any case."
        ),
    )

    def clean_required_level(self) -> int:
        """What is not sent stays as it is."""
        before = self.initial.get("required_level", Level.ONE_FACTOR.value)
        return int(self.cleaned_data["required_level"] or before)

    def add_fault(self, error: InvalidWords) -> None:
        """Says beside its field what the words must not be."""
        field = "english" if error.name == "when_down_english" else error.name
        self.add_error(field, str(_FAULTS[error.fault]))
