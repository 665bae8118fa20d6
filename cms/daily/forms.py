"""The short form of a story of the day: the day, the text, and up to a few pictures."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.editing.uploads import NotWhatItSays, WholePictureField, check_upload
from cms.models import Consent, InstitutionImage
from cms.writing.forms import LONGEST_DESCRIPTION, LONGEST_TEXT, refuse_half_characters

MOST_PICTURES = 4
# A day may be told of later, when there was no time for it.
OLDEST = timedelta(days=14)
# A story is never for everybody, so a permission for everybody is not asked for.
CONSENTS = (Consent.UNANSWERED, Consent.NOBODY, Consent.GROUP, Consent.INSTITUTION)


class NoteForm(forms.Form):
    """The day and the text of a story; `kept_day` is the day that it had before."""

    day = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    text = forms.CharField(
        label=_("What was the day like?"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Leave a line empty for a new paragraph. Lines that begin with - are a list."),
    )

    def __init__(
        self, *args: Any, today: date, kept_day: date | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.kept_day = kept_day

    def clean_text(self) -> str:
        return refuse_half_characters(self.cleaned_data["text"])

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day == self.kept_day:
            return day
        if day > self.today:
            raise ValidationError(_("The day has not been yet. Choose today or a day before."))
        if day < self.today - OLDEST:
            raise ValidationError(_("Choose a day of the last two weeks."))
        return day


class PictureForm(forms.Form):
    """One picture of a story; `image` is the one that has been kept, if there is one."""

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
        if shown and not cleaned.get("description") and not cleaned.get("decorative"):
            self.add_error(
                "description",
                ValidationError(_("Describe the picture, or say that it is only decoration.")),
            )
        return cleaned
