"""The fields that short forms share: who can see it, and a picture."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.blocks.text import HALF_A_CHARACTER
from cms.editing.uploads import NotWhatItSays, WholePictureField, check_upload
from cms.models import Consent, InstitutionImage
from cms.writing.audiences import Offer
from core.access.audiences import Audience

LONGEST_DESCRIPTION = 255
# What is not for everybody asks for no permission for everybody.
CONSENTS = (Consent.UNANSWERED, Consent.NOBODY, Consent.GROUP, Consent.INSTITUTION)


class AudienceFields(forms.Form):
    """Who can see it; `offers` are the audiences to choose from, the likeliest first."""

    audience = forms.ChoiceField(label=_("Who can see it?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, offers: Sequence[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers = {offer.value: offer for offer in offers}
        field = self.fields["audience"]
        field.choices = [(offer.value, offer) for offer in offers]  # type: ignore[attr-defined]
        field.initial = next(iter(self.offers), None)

    @property
    def audience_chosen(self) -> Audience:
        """The audience that was chosen."""
        return self.offers[self.cleaned_data["audience"]].audience


class PictureFields(forms.Form):
    """One picture; `image` is the one that has been kept, if there is one."""

    picture = WholePictureField(
        label=_("Picture"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )
    description = forms.CharField(
        label=_("Describe the picture for those who cannot see it"),
        required=False,
        max_length=LONGEST_DESCRIPTION,
    )
    decorative = forms.BooleanField(label=_("The picture is only decoration"), required=False)
    consent = forms.ChoiceField(
        label=_("Can children be recognised in the picture?"),
        choices=[(choice.value, choice.label) for choice in CONSENTS],
        required=False,
        widget=forms.RadioSelect,
    )
    remove = forms.BooleanField(label=_("Leave the picture out"), required=False)

    def __init__(self, *args: Any, image: InstitutionImage | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.image = image

    @property
    def is_left_out(self) -> bool:
        """Whether somebody has put the picture away and chosen no other."""
        data = self.cleaned_data
        return bool(data.get("remove")) and not data.get("picture")

    def clean_picture(self) -> Any:
        picture = self.cleaned_data["picture"]
        if picture:
            try:
                check_upload(picture)
            except NotWhatItSays as error:
                raise ValidationError(error.messages) from error
        return picture

    def clean_description(self) -> str:
        return refuse_half_characters(self.cleaned_data["description"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        shown = cleaned.get("picture") or (self.image and not cleaned.get("remove"))
        is_said = cleaned.get("description") or cleaned.get("decorative")
        if shown and not is_said and "description" not in self.errors:
            self.add_error(
                "description",
                ValidationError(_("Describe the picture, or say that it is only decoration.")),
            )
        return cleaned


def refuse_half_characters(text: str) -> str:
    """The same text; raises `ValidationError` where it cannot be stored."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValidationError(HALF_A_CHARACTER, code="half_a_character") from error
    return text
