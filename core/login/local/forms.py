"""What people type on the pages of the local accounts."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import (
    NumericPasswordValidator,
    UserAttributeSimilarityValidator,
    validate_password,
)
from django.utils.translation import gettext_lazy as _

from core.people.models import Person

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
LONGEST_NAME = 60
# Beside those of the settings, which do not know what our people are called.
VALIDATORS: list[Any] = [
    NumericPasswordValidator(),
    UserAttributeSimilarityValidator(user_attributes=("unilogin", "first_name", "family_name")),
]


class NewPasswordForm(forms.Form):
    """A password, typed twice."""

    password = forms.CharField(
        label=_("Choose a password"),
        min_length=SHORTEST_PASSWORD,
        max_length=LONGEST_PASSWORD,
        strip=False,
        help_text=_("At least 12 characters: a few words that only you would put together."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The password once more"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: Person, **named: Any) -> None:
        self.person = person
        super().__init__(*args, **named)

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password, self.person)
        validate_password(password, self.person, VALIDATORS)
        return password

    def clean_again(self) -> str:
        again = str(self.cleaned_data["again"])
        if again != self.cleaned_data.get("password", again):
            raise forms.ValidationError(_("The two passwords differ."))
        return again


class CodeForm(forms.Form):
    """A code of six digits, or one on paper."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "size": 20}
        ),
    )


class AppCodeForm(forms.Form):
    """The first code of an app."""

    code = forms.CharField(
        label=_("The six digits that the app shows"),
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class KeyNameForm(forms.Form):
    """What a passkey is called in the list."""

    name = forms.CharField(label=_("Name of the passkey"), max_length=LONGEST_NAME)
