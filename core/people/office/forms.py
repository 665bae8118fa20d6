"""What an office fills in; every text has an end, and no reason holds a CPR number."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.people.kinds import Relation, Role
from core.people.models import Group
from core.people.office.names import fold_name
from core.privacy.blanking import blank_personal_text

LONGEST_REASON = 200
LONGEST_NAME = 100
# As people write them, beside what a browser's own field for dates sends.
DATE_FORMATS = ["%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y"]


Form = TypeVar("Form", bound=forms.Form)


def bind_form(request: HttpRequest, form_class: type[Form], **named: Any) -> Form:
    """The form with what was sent, however little, or empty for who only looks."""
    return form_class(request.POST if request.method == "POST" else None, **named)


def make_day_field(**named: Any) -> forms.DateField:
    """A field for a day, which browsers show a calendar for."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(widget=widget, input_formats=DATE_FORMATS, **named)


def make_reason_field(*, longest: int) -> forms.CharField:
    """A field for why something is done."""
    return forms.CharField(
        label=_("Reason"),
        max_length=longest,
        help_text=_("Is kept in the log. Write no CPR number and no e-mail address."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReasonForm(forms.Form):
    """Why something is done, for the log."""

    reason = make_reason_field(longest=LONGEST_REASON)

    def clean_reason(self) -> str:
        text = str(self.cleaned_data["reason"])
        if blank_personal_text(text) != text:
            raise forms.ValidationError(
                _("The text seems to hold a CPR number or an e-mail address. Remove it.")
            )
        return text


class DaysForm(forms.Form):
    """From one day to another, both included; `required` says that there must be an end."""

    starts_on = make_day_field(label=_("From"))
    ends_on = make_day_field(label=_("Until"))

    def __init__(self, *args: Any, today: date, **named: Any) -> None:
        self.today = today
        super().__init__(*args, **named)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("starts_on"), data.get("ends_on")
        if last is not None and last < self.today:
            self.add_error("ends_on", _("The last day has passed."))
        elif first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first."))
        return data


class GroupForm(forms.Form):
    """A group's name and, for one that shall end by itself, its last day."""

    name = forms.CharField(label=_("The group's name"), max_length=LONGEST_NAME)
    ends_on = make_day_field(
        label=_("Ends on"),
        required=False,
        help_text=_("Leave the field empty if the group has no end."),
    )

    def __init__(self, *args: Any, taken: Iterable[str], today: date, **named: Any) -> None:
        self.taken = {tuple(fold_name(name)) for name in taken}
        self.today = today
        super().__init__(*args, **named)

    def clean_name(self) -> str:
        name = " ".join(str(self.cleaned_data["name"]).split())
        if not fold_name(name):
            raise forms.ValidationError(_("Write a name with letters or digits."))
        if tuple(fold_name(name)) in self.taken:
            raise forms.ValidationError(_("There is already a group of that name."))
        return name

    def clean_ends_on(self) -> date | None:
        day: date | None = self.cleaned_data["ends_on"]
        if day is not None and day < self.today:
            raise forms.ValidationError(_("The last day has passed."))
        return day


class RenameForm(GroupForm):
    """The name alone."""

    ends_on = None  # type: ignore[assignment]

    def clean_ends_on(self) -> None:
        return None


class FindForm(forms.Form):
    """The beginning of somebody's name."""

    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST_NAME,
        help_text=_("The beginning is enough, such as “Bo Kj”."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        if not fold_name(name):
            raise forms.ValidationError(_("Write a name with letters or digits."))
        return name


class MemberForm(DaysForm):
    """Who shall belong to a group, and when."""

    person = forms.IntegerField(
        min_value=1, error_messages={"required": _("Choose who shall be a member.")}
    )
    ends_on = make_day_field(
        label=_("Until"),
        required=False,
        help_text=_("Leave the field empty if there is no end."),
    )


class SubstituteForm(DaysForm):
    """Who works here for some days, as what and where."""

    unilogin = forms.CharField(
        label=_("UNI-Login"),
        max_length=50,
        help_text=_("In full. Somebody who works or has worked in the municipality is found."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    role = forms.ChoiceField(
        label=_("As"),
        choices=[(role.value, role.label) for role in (Role.PEDAGOGICAL, Role.ADMINISTRATIVE)],
    )
    group = forms.ModelChoiceField(
        label=_("In which class or room"),
        queryset=Group.objects.none(),
        required=False,
        empty_label=_("None in particular"),
    )
    field_order = ["unilogin", "role", "group", "starts_on", "ends_on"]

    def __init__(self, *args: Any, classes: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["group"].queryset = classes  # type: ignore[attr-defined]


class GrantForm(ReasonForm):
    """What an adult without custody is to a child, and for how long."""

    relation = forms.ChoiceField(
        label=_("What the adult is to the child"),
        choices=[(item.value, item.label) for item in (Relation.OFFICIAL, Relation.OTHER)],
        widget=forms.RadioSelect,
        initial=Relation.OFFICIAL.value,
    )
    ends_on = make_day_field(
        label=_("Until"), help_text=_("The access ends by itself after this day.")
    )
    field_order = ["relation", "ends_on", "reason"]

    def __init__(self, *args: Any, today: date, **named: Any) -> None:
        self.today = today
        super().__init__(*args, **named)

    def clean_ends_on(self) -> date:
        day: date = self.cleaned_data["ends_on"]
        if day < self.today:
            raise forms.ValidationError(_("The last day has passed."))
        return day
