"""Answers that were checked, between two requests of one browser."""

import json
import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from core.connectors.vault import SecretLost, decrypt, encrypt
from core.login.models import WaitingAnswer
from core.login.refusals import Reason, Rejected


def let_wait(payload: dict[str, Any], *, now: datetime, lasts: timedelta) -> str:
    """Keeps a checked answer for a short while; returns the handle by which it is taken once."""
    handle = secrets.token_urlsafe(32)
    WaitingAnswer.objects.create(
        handle=_digest(handle), payload=encrypt(json.dumps(payload)), ends_at=now + lasts
    )
    return handle


def take_waiting(handle: str, *, now: datetime) -> dict[str, Any]:
    """The answer of a handle, which is gone afterwards; raises `Rejected` when there is none."""
    row = WaitingAnswer.objects.filter(handle=_digest(handle), ends_at__gt=now).first()
    # Of two who take it at once, one deletes it.
    if row is None or not WaitingAnswer.objects.filter(pk=row.pk).delete()[0]:
        raise Rejected(Reason.USED_BEFORE)
    try:
        payload: dict[str, Any] = json.loads(decrypt(row.payload))
    except SecretLost:
        raise Rejected(Reason.USED_BEFORE) from None
    return payload


def forget_waiting(*, now: datetime) -> None:
    """Deletes answers that nobody has taken."""
    WaitingAnswer.objects.filter(ends_at__lte=now).delete()


def _digest(handle: str) -> str:
    return sha256(handle.encode()).hexdigest()
