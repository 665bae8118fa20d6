"""Where an institution shows what it must show to everybody."""

from django.db import models
from django.db.models import Q

from cms.models.base import BasePage
from cms.models.media import InstitutionDocument
from core.people.models import Institution


class LegalPublication(models.Model):
    """What fulfils one requirement: a page, a document, or an address elsewhere."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="+")
    requirement = models.CharField(max_length=40)
    page = models.ForeignKey(BasePage, on_delete=models.CASCADE, null=True, related_name="+")
    document = models.ForeignKey(
        InstitutionDocument, on_delete=models.CASCADE, null=True, related_name="+"
    )
    address = models.URLField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "requirement"], name="cms_legal_publication_once"
            ),
            models.CheckConstraint(
                condition=Q(page__isnull=False, document=None, address="")
                | Q(page=None, document__isnull=False, address="")
                | (Q(page=None, document=None) & ~Q(address="")),
                name="cms_legal_publication_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution_id}: {self.requirement}"
