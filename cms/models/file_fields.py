"""Fields for files through which nothing passes that a camera has written into a picture."""

from secrets import token_hex
from typing import Any

from django.core.files.base import File
from django.db import models
from django.db.models.fields.files import FieldFile
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from cms.editing.stripping import PICTURES, strip_picture


def make_place(instance: Any, filename: str) -> str:
    """A folder of its own for each file, so that a new one may be called as the old one is."""
    return f"documents/{token_hex(6)}/{filename}"


class _StrippedFile(FieldFile):
    """Every way into the storage ends in `save`: forms, several at once, and programs."""

    def save(self, name: str | None, content: File, save: bool = True) -> None:
        ending = str(name or "").rpartition(".")[2].lower()
        kept = strip_picture(content) if ending in PICTURES else content
        # Django measures a picture by what it is given here, and takes one without a name for none.
        kept.name = kept.name or name
        super().save(name, kept, save=save)  # type: ignore[arg-type]


class StrippedImageFile(_StrippedFile, WagtailImageFieldFile):
    """The file of an image."""


class StrippedImageField(WagtailImageField):
    """Wagtail's field for images; what is stored tells nothing but the picture."""

    attr_class = StrippedImageFile

    def deconstruct(self) -> Any:
        """As Wagtail's own: the column is the same."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "wagtail.images.models.WagtailImageField", args, kwargs


class StrippedFileField(models.FileField):
    """A field for documents, of which some are pictures."""

    attr_class = _StrippedFile

    def deconstruct(self) -> Any:
        """As Django's own: the column is the same."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.FileField", args, kwargs
