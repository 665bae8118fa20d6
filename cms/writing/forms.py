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
from cms.writing.chosen import Sharing
from cms.writing.chosen_fields import ChosenFields
from cms.writing.fields import CONSENTS, PictureFields, refuse_half_characters
from core.people.models import Group

LONGEST_TITLE = 120
LONGEST_TEXT = 8_000
WHICH_CLASS = _(
    "Choose a class or room under “Who can see it?”, or answer that the permission is for more."
)


class NewsForm(PictureFields, ChosenFields):
    """News as somebody writes it on a phone, with one picture.

    A picture's permission can be for one class where the place is one, or an audience that is
    offered.
    """

    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE)
    text = forms.CharField(
        label=_("Text"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Leave a line empty for a new paragraph. Lines that begin with - are a list."),
    )
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
        super().__init__(*args, offers=offers, image=image, sharing=sharing, **kwargs)
        self.today = today
        self.place_class = place_class
        self.fields["consent"].choices = self._list_consents()  # type: ignore[attr-defined]

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

    def clean_title(self) -> str:
        return refuse_half_characters(" ".join(self.cleaned_data["title"].split()))

    def clean_text(self) -> str:
        return refuse_half_characters(self.cleaned_data["text"])

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
        return cleaned
