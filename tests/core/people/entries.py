"""The log as people have written it."""

from core.access.models import EditingRight
from core.audit.models import Entry


def entries_by_hand():
    """The log without the rights that came with a roster's leaders."""
    return Entry.objects.exclude(object_type=EditingRight._meta.label_lower, actor_id__isnull=True)
