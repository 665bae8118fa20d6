"""What an office fills in about rights: which somebody has, each through a day, and why."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access.models import FOREVER, Right
from core.people.office.forms import ReasonForm, make_day_field, make_reason_field
from core.people.office.queries import show_day
from core.people.office.right_names import explain_right, list_rights_held, name_right
from core.people.right_changes import LONGEST_REASON_OF_CHANGE


@dataclass(frozen=True, kw_only=True)
class RightRow:
    """One right as a form shows it: the box to tick and the last day."""

    box: Any
    name: str
    about: str
    day: BoundField


class RightReasonForm(ReasonForm):
    """Why rights change; the log needs room to say which."""

    reason = make_reason_field(longest=LONGEST_REASON_OF_CHANGE)

    def say_that_rights_differ(self, held: Mapping[Right, date]) -> None:
        """Shows what the person has now, which is not what the form began with."""
        says = _(
            "Somebody else has changed these rights meanwhile. Now the person has: %(rights)s. "
            "See whether you still want the same, and save again."
        )
        self.add_error(None, says % {"rights": list_rights_held(held)})

    def say_that_nobody_would_administer(self) -> None:
        """Says why the last administrator keeps that right, and what to do first."""
        self.add_error(None, _say_that_nobody_would_administer())


class RightsForm(RightReasonForm):
    """Which of the offered rights somebody has from now on, and the last day of each.

    `held` is what the person has, and goes along with the form: if it has changed meanwhile, the
    form says so instead of undoing it. `wanted` is what a valid form says, by its last days.
    """

    rights = forms.MultipleChoiceField(
        label=gettext_lazy("What may the person do?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ["rights", "reason"]

    def __init__(
        self,
        *args: Any,
        offered: Iterable[Right],
        held: Mapping[Right, date],
        today: date,
        **named: Any,
    ) -> None:
        super().__init__(*args, **named)
        self.offered, self.held, self.today = list(offered), dict(held), today
        self.wanted: dict[Right, date] = {}
        choices = [(right.value, name_right(right)) for right in self.offered]
        self.fields["rights"].choices = choices  # type: ignore[attr-defined]
        self.fields["rights"].initial = [right.value for right in held]
        for right in self.offered:
            self.fields[_day_name(right)] = make_day_field(
                label=gettext_lazy("Last day"),
                required=False,
                initial=show_day(held[right]) if right in held else None,
            )

    @property
    def rows(self) -> Iterator[RightRow]:
        """The rights one by one."""
        for right, box in zip(self.offered, self["rights"], strict=True):
            yield RightRow(
                box=box,
                name=name_right(right),
                about=explain_right(right),
                day=self[_day_name(right)],
            )

    @property
    def seen_now(self) -> str:
        """What the person has, as it goes along with the form."""
        days = {right: self.held[right] for right in Right if right in self.held}
        return ",".join(f"{right.value} {day.isoformat()}" for right, day in days.items())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        ticked = {Right(right) for right in data.get("rights") or ()}
        for right in self.offered:
            self._clean_right(right, data.get(_day_name(right)), is_ticked=right in ticked)
        if not ticked and not self.held and "rights" not in self.errors:
            self.add_error("rights", _("Tick what the person may do."))
        if data.get("seen", "") != self.seen_now:
            self.say_that_rights_differ(self.held)
        return data

    def say_that_rights_differ(self, held: Mapping[Right, date]) -> None:
        self.held = dict(held)
        super().say_that_rights_differ(held)

    def say_that_nobody_would_administer(self) -> None:
        self.add_error(_day_name(Right.ADMINISTER), _say_that_nobody_would_administer())

    def _clean_right(self, right: Right, day: date | None, *, is_ticked: bool) -> None:
        if is_ticked:
            self.wanted[right] = day or FOREVER
            if day is not None and day < self.today:
                self.add_error(_day_name(right), _("The last day has passed."))
        elif day is not None and right not in self.held:
            self.add_error(_day_name(right), _("Tick the right as well, or clear the day."))


class ApprovalForm(forms.Form):
    """Whether writers must ask before what they write is published."""

    needs_approval = forms.BooleanField(
        label=gettext_lazy("News and pages must be approved before they are published"),
        required=False,
    )


def _say_that_nobody_would_administer() -> str:
    return _(
        "There must always be an administrator who may sign in and has no last day. "
        "Make somebody else one first, without a last day."
    )


def _day_name(right: Right) -> str:
    return f"ends_on_{right.value}"
