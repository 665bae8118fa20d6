"""What is personal in the log."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from core.privacy.declarations import Personal, Shown, declare
from core.privacy.words import Category, Purpose, Receiver, Retention, Whom

_entry = Personal(
    category=Category.ACTIVITY,
    purpose=Purpose.ACCOUNT,
    retention=Retention.TWO_YEARS,
    receiver=Receiver.OFFICER,
)

declare(
    "audit.Entry",
    title=_("Log of who opened, exported, searched or changed what"),
    own_title=_("Entries in the log about you"),
    whom=Whom.EVERYONE,
    subject="subject_id",
    shown=Shown.COUNT,
    fields={
        "subject_id": replace(_entry, label=_("About whom")),
        "actor_id": replace(_entry, label=_("Who did it")),
        "at": replace(_entry, label=_("When")),
        "action": replace(_entry, label=_("What was done")),
        "object_type": replace(_entry, label=_("With what kind of thing")),
        "object_id": replace(_entry, label=_("With which")),
        "municipality_code": replace(_entry, label=_("Municipality")),
        "institution_key": replace(_entry, label=_("Institution")),
        "reason": replace(_entry, label=_("Reason")),
    },
    not_personal=("id",),
)
