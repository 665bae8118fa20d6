"""What counts once: whoever comes second, on any process, is told so."""

from datetime import datetime
from hashlib import sha256

from django.db import IntegrityError, transaction

from core.login.models import UsedOnce


def use_once(kind: str, *names: str, ends_at: datetime) -> bool:
    """Whether this is the first time; it is remembered until `ends_at`."""
    digest = sha256("\n".join((kind, *names)).encode()).hexdigest()
    try:
        with transaction.atomic():
            UsedOnce.objects.create(digest=digest, ends_at=ends_at)
    except IntegrityError:
        return False
    return True


def forget_used(*, now: datetime) -> None:
    """Forgets what can no longer be used anyway."""
    UsedOnce.objects.filter(ends_at__lt=now).delete()
