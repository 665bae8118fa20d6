"""Writing what people choose themselves."""

from datetime import datetime

from django.db import transaction

from core.audit.models import Action
from core.audit.operations import record
from core.people.kinds import Appearance, SharedWith
from core.people.models import Person


def choose_sharing(
    person: Person, *, email_with: SharedWith, phone_with: SharedWith, now: datetime
) -> None:
    """Lets those chosen see a person's e-mail, and those chosen the telephone, from now on."""
    with transaction.atomic():
        person.shares_email_with = email_with
        person.shares_phone_with = phone_with
        person.save(update_fields=["shares_email_with", "shares_phone_with"])
        record(
            Action.CHANGE,
            now=now,
            actor_id=person.pk,
            subject_id=person.pk,
            object_type=Person._meta.label_lower,
            object_id=person.pk,
        )


def choose_mail(person: Person, *, wants_mail: bool) -> None:
    """Whether a person gets mails about important news, from now on."""
    person.wants_mail = wants_mail
    person.save(update_fields=["wants_mail"])


def choose_appearance(person: Person, *, appearance: Appearance) -> None:
    """Whether pages are light or dark for a person, from now on."""
    person.appearance = appearance
    person.save(update_fields=["appearance"])
