"""The fields by which some institutions are ticked instead of choosing one audience."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.writing.audiences import Offer
from cms.writing.chosen import HOLDERS, USUAL, Kind, Sharing
from cms.writing.fields import AudienceFields
from core.access.audiences import Audience, InvalidAudience

NOBODY_THERE = _(
    "Choose who at the institutions can see it. In daycare it is the parents and the staff, "
    "since small children do not sign in."
)
TOO_MANY = _(
    "You have ticked too many institutions. Tick at most %(most)s of them, "
    "or choose all institutions of their kind."
)
# The value of the choice that is made of ticks.
CHOSEN = "chosen"


class ChosenFields(AudienceFields):
    """Who can see it: an audience that is offered or, with `sharing`, institutions to tick."""

    holders = forms.MultipleChoiceField(
        label=_("Who at the institutions?"),
        choices=HOLDERS.items(),
        initial=USUAL,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    institutions = forms.MultipleChoiceField(label=_("Which institutions?"), required=False)

    def __init__(
        self, *args: Any, offers: Sequence[Offer], sharing: Sharing | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, offers=offers, **kwargs)
        self.sharing = sharing
        if sharing is not None:
            words = gettext("Institutions that you choose")
            chosen = (CHOSEN, Offer(value=CHOSEN, audience=(), words=words, count=""))
            self.fields["audience"].choices += [chosen]  # type: ignore[attr-defined]
            units = [(unit, unit) for unit in sharing.units]
            self.fields["institutions"].choices = units  # type: ignore[attr-defined]

    @property
    def audience_chosen(self) -> Audience:
        """The audience that was chosen."""
        is_shared = self.cleaned_data["audience"] == CHOSEN
        return self._shared_with if is_shared else super().audience_chosen

    @property
    def _shared_with(self) -> Audience:
        if self.sharing is None:
            return ()
        data = self.cleaned_data
        return self.sharing.make_audience(data["institutions"], data["holders"])

    @property
    def ticked(self) -> list[str]:
        """The institutions that are ticked as the form is shown."""
        return list(self["institutions"].value() or [])

    def list_groups(self) -> list[tuple[Kind, bool]]:
        """The institutions to tick, by kind, and whether they are unfolded at first."""
        ticked, groups = set(self.ticked), self.sharing.groups if self.sharing else ()
        return [(group, not group.is_long or group.has_any(ticked)) for group in groups]

    def clean_institutions(self) -> list[str]:
        units: list[str] = self.cleaned_data["institutions"]
        if self.cleaned_data.get("audience") == CHOSEN and not units:
            raise ValidationError(_("Tick at least one institution."))
        return units

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("audience") == CHOSEN and {"holders", "institutions"} <= cleaned.keys():
            self._check_sharing(cleaned["holders"])
        return cleaned

    def _check_sharing(self, holders: Sequence[str]) -> None:
        try:
            if self.sharing is not None and not self._shared_with:
                self.add_error("holders", ValidationError(NOBODY_THERE))
        except InvalidAudience:
            most = self.sharing.count_most(holders) if self.sharing is not None else 0
            self.add_error("institutions", ValidationError(TOO_MANY, params={"most": most}))
