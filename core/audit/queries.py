"""Reading the log, which is itself logged."""

from datetime import datetime

from core.audit.models import Action, Entry
from core.audit.operations import record


def read_entries_about_object(
    *, object_type: str, object_id: object, now: datetime, reader_id: int | None, reason: str
) -> list[Entry]:
    """Who did what with one object, oldest first; the reading is logged before it is answered."""
    record(
        Action.READ_LOG,
        now=now,
        actor_id=reader_id,
        object_type=object_type,
        object_id=object_id,
        reason=reason,
    )
    entries = Entry.objects.filter(object_type=object_type, object_id=str(object_id))
    return list(entries.order_by("at", "pk"))
