"""The words that a document's file holds, by which it is found."""

from django.db import models

from cms.models.media import InstitutionDocument


class DocumentText(models.Model):
    """What was read of a document's file; `file_hash` says of which file."""

    document = models.OneToOneField(
        InstitutionDocument, on_delete=models.CASCADE, related_name="words"
    )
    file_hash = models.CharField(max_length=40)
    text = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"words of {self.document_id}"
