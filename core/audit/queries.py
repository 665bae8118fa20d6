"""Reading the log, which is itself logged."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from core.audit.models import Action, Entry
from core.audit.operations import record


def read_entries_about_object(
    *,
    object_type: str,
    object_id: object,
    now: datetime,
    reader_id: int | None,
    reason: str,
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[Entry]:
    """Who did what with one object, oldest first; the reading is logged before it is answered.

    Entries from `since` on and before `until`.
    """
    record(
        Action.READ_LOG,
        now=now,
        actor_id=reader_id,
        object_type=object_type,
        object_id=object_id,
        reason=reason,
    )
    wanted = Q(object_type=object_type, object_id=str(object_id))
    if since is not None:
        wanted &= Q(at__gte=since)
    if until is not None:
        wanted &= Q(at__lt=until)
    return list(Entry.objects.filter(wanted).order_by("at", "pk"))


def read_latest_changes(
    *,
    institution_key: str,
    object_types: Collection[str],
    most: int,
    now: datetime,
    reader_id: int,
) -> list[Entry]:
    """What was changed last at an institution, newest first; the reading is logged before it."""
    record(
        Action.READ_LOG,
        now=now,
        actor_id=reader_id,
        object_type=min(object_types),
        institution_key=institution_key,
    )
    changes = Entry.objects.filter(
        action=Action.CHANGE, object_type__in=object_types, institution_key=institution_key
    )
    return list(changes.order_by("-at", "-pk")[:most])
