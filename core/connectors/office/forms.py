"""What an office writes of a connection beside the connector's own settings."""

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.connectors.configuration.public_words import (
    LONGEST_ADVICE,
    LONGEST_TITLE,
    Fault,
    InvalidWords,
)

_FAULTS: dict[Fault, str | Promise] = {
    Fault.MISSING: _("Fill this in."),
    Fault.TOO_LONG: _("This is too long."),
    Fault.UNPRINTABLE: _("This does not fit."),
    Fault.PERSONAL: _("Everybody reads this. Remove the CPR number or the e-mail address."),
}


class TitleForm(forms.Form):
    """The name that people know the system by, and what they are told while it is down."""

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

    def add_fault(self, error: InvalidWords) -> None:
        """Says beside its field what the words must not be."""
        field = "english" if error.name == "when_down_english" else error.name
        self.add_error(field, str(_FAULTS[error.fault]))
