"""What core.people tells those who build on it, inside the transaction that changed the rows."""

from django.dispatch import Signal

# All carry `institution_ids`, the ids of institutions that came or whose people changed.
institutions_imported = Signal()
roster_imported = Signal()
# Groups and memberships that an institution keeps itself.
local_groups_changed = Signal()
