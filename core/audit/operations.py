"""Adding to the log."""

from datetime import datetime

from core.audit.models import Action, Entry
from core.privacy.blanking import blank_personal_text

LONGEST_REASON = 200


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
    """Writes who did what about whom; without a row in the log, the act must not happen.

    `object_type` is a model's `label_lower`, such as `cms.basepage`, or the name of a view. In
    `reason` CPR numbers and e-mail addresses are blanked; nobody's name belongs there.
    """
    return Entry.objects.create(
        at=now,
        actor_id=actor_id,
        action=action,
        subject_id=subject_id,
        object_type=object_type,
        object_id=str(object_id),
        municipality_code=municipality_code,
        institution_key=institution_key,
        reason=blank_personal_text(reason)[:LONGEST_REASON],
    )
