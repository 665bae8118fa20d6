"""What people choose themselves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.people.kinds import Appearance, SharedWith
from core.people.models import Person


class SharingForm(forms.Form):
    """To whom somebody shows e-mail, and to whom telephone."""

    shares_email_with = forms.ChoiceField(
        label=_("Who may see my e-mail"), choices=SharedWith.choices, widget=forms.RadioSelect
    )
    shares_phone_with = forms.ChoiceField(
        label=_("Who may see my telephone"), choices=SharedWith.choices, widget=forms.RadioSelect
    )


class MailForm(forms.Form):
    """Whether somebody gets mails about important news."""

    wants_mail = forms.BooleanField(
        label=_("Send me a mail when there is something important, or something to confirm"),
        required=False,
    )


class AppearanceForm(forms.Form):
    """Whether pages are light or dark."""

    appearance = forms.ChoiceField(
        label=_("Appearance"),
        choices=Appearance.choices,
        widget=forms.RadioSelect,
        required=False,
    )


def make_sharing_form(person: Person, data: Any = None) -> SharingForm:
    """The form with what a person has chosen, or with what was sent."""
    chosen = {name: getattr(person, name) for name in SharingForm.base_fields}
    return SharingForm(data, initial=chosen)
