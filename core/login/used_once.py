"""What counts once: whoever comes second, on any process, is told so."""

from datetime import datetime
from hashlib import sha256

from django.db import IntegrityError, transaction

from core.login.models import UsedOnce


def use_once(kind: str, *names: str, ends_at: datetime) -> bool:
    """Whether this is the first time; it is remembered until `ends_at`."""
    try:
        with transaction.atomic():
            UsedOnce.objects.create(digest=_digest(kind, *names), ends_at=ends_at)
    except IntegrityError:
        return False
    return True


def was_used(kind: str, *names: str) -> bool:
    """Whether it has counted already; who goes on by a no still has to use it."""
    return UsedOnce.objects.filter(digest=_digest(kind, *names)).exists()


def forget_used(*, now: datetime) -> None:
    """Forgets what can no longer be used anyway."""
    UsedOnce.objects.filter(ends_at__lt=now).delete()


def _digest(kind: str, *names: str) -> str:
    return sha256("\n".join((kind, *names)).encode()).hexdigest()
