"""The forms of a folder and of one document in it."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.editing.forms import PlacedField
from cms.models import ConfirmationMode, ConfirmationRequest, InstitutionDocument

MOST_FILES = 40


class FilesInput(forms.ClearableFileInput):
    """A field for many files, which browsers let one drop on it as well."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Some files, at least one; each of them is judged by itself later."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = [file for file in data or [] if file]
        if not files:
            raise ValidationError(_("Choose one or more files."), code="required")
        if len(files) > MOST_FILES:
            raise ValidationError(
                _("Choose at most %(most)d files at once.") % {"most": MOST_FILES}, code="many"
            )
        return files


class FilesForm(forms.Form):
    """Files to put into a folder."""

    files = FilesField(  # type: ignore[assignment]
        label=_("Put up documents"),
        help_text=_("Drop up to 40 files here, or choose them. Each may be up to 20 MB."),
    )


class NewFileForm(forms.Form):
    """One file to put in the place of another."""

    file = forms.FileField(label=_("The new file"), allow_empty_file=True)
    is_major = forms.BooleanField(
        label=_("Major change: ask everybody to confirm again"),
        required=False,
        help_text=_("Without it the change is a minor one, and confirmations stay as they are."),
    )

    def __init__(self, *args: Any, asks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["is_major"]


class AskingForm(forms.Form):
    """Whether a document asks for confirmation, of whom and until when."""

    mode = forms.ChoiceField(
        label=_("Who is to confirm?"),
        required=False,
        choices=[("", _("Nobody")), *ConfirmationMode.choices],
    )
    due_on = forms.DateField(
        label=_("By when?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, data: Any, *, asked: ConfirmationRequest | None, today: date) -> None:
        start = {"mode": asked.mode, "due_on": asked.due_on} if asked else {}
        super().__init__(data, initial=start)
        self.before, self.today = start.get("due_on"), today

    def clean_due_on(self) -> date | None:
        due: date | None = self.cleaned_data["due_on"]
        if due is not None and due != self.before and due < self.today:
            raise ValidationError(_("The last day has passed."))
        return due


class DocumentForm(forms.Form):
    """What a document is called, and in which folder it lies."""

    title = forms.CharField(label=_("Title"), max_length=255)

    def __init__(self, data: Any, *, document: InstitutionDocument, folders: Any) -> None:
        start = {"title": document.title, "folder": document.folder_id}
        super().__init__(data, initial=start)
        place = document.folder
        # A file stays in its institution's collection.
        own = folders.filter(institution_id=place.institution_id) if place else folders.none()
        self.fields["folder"] = PlacedField(label=_("Folder"), queryset=own, empty_label=None)
