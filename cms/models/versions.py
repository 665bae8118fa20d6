"""The files that documents had before, kept when a new one is put in their place."""

from django.conf import settings
from django.db import models

from cms.models.file_fields import StrippedFileField, make_place
from cms.models.media import InstitutionDocument


class DocumentVersion(models.Model):
    """A file that a document had, until somebody put a new one up; editors alone fetch it."""

    document = models.ForeignKey(
        InstitutionDocument, on_delete=models.CASCADE, related_name="versions"
    )
    file = StrippedFileField(upload_to=make_place)
    file_size = models.PositiveBigIntegerField(null=True)
    replaced_at = models.DateTimeField()
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ("-replaced_at", "-pk")

    def __str__(self) -> str:
        return f"version {self.pk} of document {self.document_id}"

    @property
    def filename(self) -> str:
        """The name of the file, without the folder it is stored in."""
        return str(self.file.name).rsplit("/", 1)[-1]
