"""The five fields of news: title, text, picture, who, until."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.models import Consent, InstitutionImage
from cms.writing.audiences import Offer
from cms.writing.chosen import HOLDERS, USUAL, Kind, Sharing
from cms.writing.fields import CONSENTS, AudienceFields, PictureFields, refuse_half_characters
from core.access.audiences import Audience, InvalidAudience
from core.people.models import Group

LONGEST_TITLE = 120
LONGEST_TEXT = 8_000
WHICH_CLASS = _(
    "Choose a class or room under “Who can see it?”, or answer that the permission is for more."
)
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


class NewsForm(PictureFields, AudienceFields):
    """News as somebody writes it on a phone, with one picture.

    With `sharing`, some institutions can be ticked instead of choosing one audience. A picture's
    permission can be for one class where the place is one, or an audience that is offered.
    """

    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE)
    text = forms.CharField(
        label=_("Text"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Leave a line empty for a new paragraph. Lines that begin with - are a list."),
    )
    holders = forms.MultipleChoiceField(
        label=_("Who at the institutions?"),
        choices=HOLDERS.items(),
        initial=USUAL,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    institutions = forms.MultipleChoiceField(label=_("Which institutions?"), required=False)
    until = forms.DateField(
        label=_("Shown through"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("Leave it empty, and the news is shown through the next school year."),
    )

    def __init__(
        self,
        *args: Any,
        offers: Sequence[Offer],
        today: date,
        image: InstitutionImage | None,
        place_class: Group | None = None,
        sharing: Sharing | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, offers=offers, image=image, **kwargs)
        self.today = today
        self.place_class = place_class
        self.sharing = sharing
        if sharing is not None:
            words = gettext("Institutions that you choose")
            chosen = (CHOSEN, Offer(value=CHOSEN, audience=(), words=words, count=""))
            self.fields["audience"].choices += [chosen]  # type: ignore[attr-defined]
            units = [(unit, unit) for unit in sharing.units]
            self.fields["institutions"].choices = units  # type: ignore[attr-defined]
        self.fields["consent"].choices = self._list_consents()  # type: ignore[attr-defined]

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
    def class_id(self) -> int | None:
        """The class that a permission for one is for: that of the place, or of the audience."""
        if self.place_class is not None:
            return self.place_class.pk
        offer = self.offers.get(self.cleaned_data.get("audience", ""))
        return offer.class_id if offer else None

    def _list_consents(self) -> list[tuple[str, Any]]:
        choices: dict[str, Any] = {
            choice.value: choice.label for choice in (*CONSENTS, Consent.PUBLIC)
        }
        if self.place_class is not None:
            words = gettext("Yes, and the permission is for %(group)s alone")
            choices[Consent.GROUP] = words % {"group": self.place_class.name}
        elif any(offer.class_id for offer in self.offers.values()):
            choices[Consent.GROUP] = gettext(
                "Yes, and the permission is for the class or room that the news is for"
            )
        else:
            del choices[Consent.GROUP]
        return list(choices.items())

    @property
    def ticked(self) -> list[str]:
        """The institutions that are ticked as the form is shown."""
        return list(self["institutions"].value() or [])

    def list_groups(self) -> list[tuple[Kind, bool]]:
        """The institutions to tick, by kind, and whether they are unfolded at first."""
        ticked, groups = set(self.ticked), self.sharing.groups if self.sharing else ()
        return [(group, not group.is_long or group.has_any(ticked)) for group in groups]

    def clean_title(self) -> str:
        return refuse_half_characters(" ".join(self.cleaned_data["title"].split()))

    def clean_text(self) -> str:
        return refuse_half_characters(self.cleaned_data["text"])

    def clean_institutions(self) -> list[str]:
        units: list[str] = self.cleaned_data["institutions"]
        if self.cleaned_data.get("audience") == CHOSEN and not units:
            raise ValidationError(_("Tick at least one institution."))
        return units

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until is not None and until < self.today:
            raise ValidationError(_("The last day has passed."))
        return until

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_kept = self.image is not None and self.image.consent == Consent.GROUP
        if cleaned.get("consent") == Consent.GROUP and not is_kept and not self.class_id:
            self.add_error("consent", ValidationError(WHICH_CLASS))
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
