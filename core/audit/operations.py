"""Adding to the log."""

from datetime import datetime

from core.audit.models import Action, Entry


def record(
    action: Action,
    *,
    now: datetime,
    actor_id: int | None,
    subject_id: int | None = None,
    object_type: str = "",
    object_id: object = "",
    municipality_code: str = "",
    institution_key: str = "",
    reason: str = "",
) -> Entry:
    """Writes who did what about whom; without a row in the log, the act must not happen."""
    return Entry.objects.create(
        at=now,
        actor_id=actor_id,
        action=action,
        subject_id=subject_id,
        object_type=object_type,
        object_id=str(object_id),
        municipality_code=municipality_code,
        institution_key=institution_key,
        reason=reason[:200],
    )
