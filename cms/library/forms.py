"""The forms of a folder and of one document in it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.editing.forms import PlacedField
from cms.models import InstitutionDocument

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
