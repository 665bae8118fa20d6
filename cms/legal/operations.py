"""Choosing what fulfils a requirement."""

from typing import Any

from django.db import transaction

from cms.models import LegalPublication
from core.people.models import Institution


def choose_publication(
    institution: Institution,
    code: str,
    *,
    page: Any = None,
    document: Any = None,
    address: str = "",
) -> None:
    """Says where a requirement is fulfilled: in one of the three, or nowhere."""
    with transaction.atomic():
        if page is None and document is None and not address:
            LegalPublication.objects.filter(institution=institution, requirement=code).delete()
            return
        LegalPublication.objects.update_or_create(
            institution=institution,
            requirement=code,
            defaults={"page": page, "document": document, "address": address},
        )
