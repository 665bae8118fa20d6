"""Writing municipalities, and who may sign in."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from core.audit.models import Action
from core.audit.operations import record
from core.people.models import Municipality, Person
from core.people.refresh import refresh_access


def create_municipality(*, code: str, name: str) -> Municipality:
    """Makes a municipality; raises `ValidationError` for a bad code or one that is taken."""
    municipality = Municipality(code=code, name=name)
    municipality.full_clean()
    municipality.save()
    return municipality


def deactivate_person(
    person: Person, *, deactivated_by: Person | None, reason: str, now: datetime
) -> None:
    """Lets a person no longer sign in or hold any key, whatever rosters say from now on."""
    with transaction.atomic():
        Person.objects.filter(pk=person.pk).update(is_active=False)
        person.is_active = False
        record(
            Action.CHANGE,
            now=now,
            actor_id=deactivated_by.pk if deactivated_by else None,
            subject_id=person.pk,
            object_type="people.person",
            object_id=person.pk,
            reason=reason,
        )
        refresh_access([person.pk], on=timezone.localdate(now))
