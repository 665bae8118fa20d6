"""The five fields of news: title, text, picture, who, until."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.blocks.text import HALF_A_CHARACTER
from cms.editing.uploads import NotWhatItSays, WholePictureField, check_upload
from cms.models import Consent
from cms.writing.audiences import Offer
from core.access.audiences import Audience

LONGEST_TITLE = 120
LONGEST_TEXT = 8_000
LONGEST_DESCRIPTION = 255
# A permission for one class is given in the editor, where the class is chosen as well.
CONSENTS = (Consent.UNANSWERED, Consent.NOBODY, Consent.INSTITUTION, Consent.PUBLIC)


class NewsForm(forms.Form):
    """News as somebody writes it on a phone; `offers` are the audiences to choose from."""

    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE)
    text = forms.CharField(
        label=_("Text"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Leave a line empty for a new paragraph. Lines that begin with - are a list."),
    )
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
        choices=[choice for choice in Consent.choices if choice[0] in CONSENTS],
        required=False,
        widget=forms.RadioSelect,
    )
    audience = forms.ChoiceField(label=_("Who can see it?"), widget=forms.RadioSelect)
    until = forms.DateField(
        label=_("Shown through"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("Leave it empty, and the news is shown through the next school year."),
    )

    def __init__(
        self, *args: Any, offers: Sequence[Offer], today: date, has_picture: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offers = {offer.value: offer for offer in offers}
        self.today = today
        self.has_picture = has_picture
        self.fields["audience"].choices = [(offer.value, offer) for offer in offers]  # type: ignore[attr-defined]

    @property
    def audience_chosen(self) -> Audience:
        """The audience that was chosen."""
        return self.offers[self.cleaned_data["audience"]].audience

    def clean_title(self) -> str:
        return refuse_half_characters(" ".join(self.cleaned_data["title"].split()))

    def clean_text(self) -> str:
        return refuse_half_characters(self.cleaned_data["text"])

    def clean_picture(self) -> Any:
        picture = self.cleaned_data["picture"]
        if picture:
            try:
                check_upload(picture)
            except NotWhatItSays as error:
                raise ValidationError(error.messages) from error
        return picture

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until is not None and until < self.today:
            raise ValidationError(_("The last day has passed."))
        return until

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        has_picture = bool(cleaned.get("picture")) or self.has_picture
        if has_picture and not cleaned.get("description") and not cleaned.get("decorative"):
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
