"""Making and stopping the addresses of somebody's calendar."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from cms.models import CalendarAddress

_BYTES = 32
# How exactly a person is told when an address was used last; each use would be a row written.
USE_NOTED = timedelta(hours=1)


class AlreadyThere(Exception):
    """There is an address for this already: it is stopped before another one is made."""


def digest_of(secret: str) -> str:
    """By what a secret is found; chosen by chance, so that no salt has to make it longer."""
    return hashlib.sha256(secret.encode()).hexdigest()


def make_address(*, person_id: int, child_id: int | None, now: datetime) -> str:
    """Makes an address for a person, and returns its secret, which nobody can read again.

    For all that the person sees, or for one child; the caller has asked whether the person acts
    for the child. Raises `AlreadyThere`.
    """
    secret = secrets.token_urlsafe(_BYTES)
    try:
        with transaction.atomic():
            CalendarAddress.objects.create(
                person_id=person_id, child_id=child_id, digest=digest_of(secret), created_at=now
            )
    except IntegrityError as error:
        raise AlreadyThere from error
    return secret


def stop_address(*, person_id: int, address_id: int, now: datetime) -> bool:
    """Stops one of a person's addresses, and says whether there was one to stop."""
    own = CalendarAddress.objects.filter(person_id=person_id, pk=address_id, revoked_at=None)
    return bool(own.update(revoked_at=now))


def note_use(address: CalendarAddress, *, now: datetime) -> None:
    """Remembers when an address was used, to the hour."""
    if address.last_used_at is None or address.last_used_at <= now - USE_NOTED:
        CalendarAddress.objects.filter(pk=address.pk).update(last_used_at=now)
