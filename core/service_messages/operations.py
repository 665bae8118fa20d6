"""Putting messages on top of pages, and taking them down."""

from datetime import datetime

from django.db import transaction

from core.audit.models import Action
from core.audit.operations import record
from core.people.models import Institution, Municipality, Person
from core.service_messages.models import ServiceMessage
from core.service_messages.queries import forget_kept_messages

OBJECT = ServiceMessage._meta.label_lower


@transaction.atomic
def place_message(
    *,
    text: str,
    english: str,
    begins_at: datetime,
    ends_at: datetime,
    municipality: Municipality | None,
    institution: Institution | None,
    placed_by: Person | None,
    now: datetime,
) -> ServiceMessage:
    """Puts a message on top of the pages of those of a place, or of all."""
    message = ServiceMessage.objects.create(
        text=text,
        english=english,
        begins_at=begins_at,
        ends_at=ends_at,
        municipality=municipality,
        institution=institution,
        placed_by=placed_by,
    )
    _record(message, actor=placed_by, now=now)
    transaction.on_commit(forget_kept_messages)
    return message


@transaction.atomic
def withdraw_message(
    message: ServiceMessage, *, withdrawn_by: Person | None, now: datetime
) -> None:
    """Takes a message down before its time."""
    _record(message, actor=withdrawn_by, now=now)
    message.delete()
    transaction.on_commit(forget_kept_messages)


def erase_messages(*, now: datetime) -> None:
    """Deletes messages that are over."""
    ServiceMessage.objects.filter(ends_at__lte=now).delete()


def _record(message: ServiceMessage, *, actor: Person | None, now: datetime) -> None:
    record(
        Action.CHANGE,
        now=now,
        actor_id=actor.pk if actor else None,
        object_type=OBJECT,
        object_id=message.pk,
        municipality_code=message.municipality.code if message.municipality else "",
        institution_key=message.institution.key if message.institution else "",
    )
