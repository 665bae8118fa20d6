"""Pictures of children: no page with one is published to more people than are permitted."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.audience.operations import is_narrower
from cms.models import BasePage, Consent, InstitutionImage
from core.access.audiences import Audience
from core.access.keys import PUBLIC

_REASONS = {
    Consent.UNANSWERED: _(
        "Say first whether children can be recognised in the picture “%(picture)s”. "
        "You do so under Images. Until then only those of the institution can see it."
    ),
    Consent.GROUP: _(
        "The permission for the picture “%(picture)s” is for %(group)s only. "
        "Choose fewer people, or another picture."
    ),
    Consent.INSTITUTION: _(
        "The permission for the picture “%(picture)s” is for the institution only. "
        "Choose fewer people, or another picture."
    ),
    Consent.WITHDRAWN: _(
        "The permission for the picture “%(picture)s” has been withdrawn. Choose another picture."
    ),
}


def list_pictures(page: BasePage, *, values: Mapping[str, Any] | None = None) -> frozenset[int]:
    """The ids of the images that a page shows, or would by the values of a form."""
    found: set[int] = set()
    for field in page._meta.concrete_fields:
        if not hasattr(field, "extract_references") or (values and field.name not in values):
            continue
        value = values[field.name] if values else field.value_from_object(page)
        found.update(
            int(pk)
            for model, pk, *_path in field.extract_references(value)
            if issubclass(model, InstitutionImage)
        )
    return frozenset(found)


def refuse_uncovered(
    pictures: Collection[int], *, audience: Audience, now: datetime
) -> list[ValidationError]:
    """Why an audience may not see pictures: one refusal for each, that names it."""
    images = InstitutionImage.objects.filter(pk__in=pictures).select_related("consent_group")
    return [
        ValidationError(_say_reason(image), code="consent")
        for image in (images.order_by("title", "pk") if pictures else ())
        if not _covers(image.covered, audience, now=now)
    ]


def _covers(covered: Audience, audience: Audience, *, now: datetime) -> bool:
    if PUBLIC in covered:
        return True
    return bool(covered) and is_narrower(audience, than=covered, now=now)


def _say_reason(image: InstitutionImage) -> str:
    reason = _REASONS[Consent(image.consent)]
    return str(reason) % {"picture": image.title, "group": image.consent_group or _("nobody")}
