"""What follows when somebody answers anew whether children may be seen in a picture."""

from typing import Any

from django.utils import timezone

from cms.models import Consent, InstitutionCollection, InstitutionImage, bump_counters
from core.audit.models import Action
from core.audit.operations import record
from core.people.models import Group


def answer_consent(
    image: InstitutionImage, answer: str, *, editor: Any, group: Group | None = None
) -> None:
    """Stores an answer about a picture; one that was withdrawn is given anew in the editor only.

    `group` is the class or room that a permission for one is for.
    """
    if image.consent not in {answer, Consent.WITHDRAWN}:
        image.consent, image.consent_group = answer, group if answer == Consent.GROUP else None
        image.save()
        note_consent(image, editor=editor)


def note_consent(image: InstitutionImage, *, editor: Any) -> None:
    """Asks browsers for the pages with a picture anew, and writes the new answer into the log.

    Of a picture whose permission has been withdrawn, all sizes are removed as well.
    """
    link = InstitutionCollection.objects.filter(collection=image.collection_id)
    institution = link.values_list(
        "institution_id", "institution__key", "institution__municipality__code"
    ).first()
    pk, key, code = institution or (None, "", "")
    record(
        Action.CHANGE,
        # Wagtail saves the form and hands it no moment.
        now=timezone.now(),
        actor_id=getattr(editor, "pk", None),
        object_type=InstitutionImage._meta.label_lower,
        object_id=image.pk,
        municipality_code=code,
        institution_key=key,
        reason=f"picture permission: {image.consent or 'unanswered'}",
    )
    if image.consent == Consent.WITHDRAWN:
        image.renditions.all().delete()
    bump_counters([pk, *image.uses.values_list("page__institution_id", flat=True)])
