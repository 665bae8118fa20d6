"""What is personal in the log."""

from django.utils.translation import gettext_lazy as _

from core.privacy.declarations import Personal, Shown, declare
from core.privacy.words import Category, Purpose, Receiver, Retention, Whom

_entry = Personal(Category.ACTIVITY, Purpose.ACCOUNT, Retention.TWO_YEARS, Receiver.OFFICER)

declare(
    "audit.Entry",
    _("Log of who opened, exported, searched or changed what"),
    _entry(
        subject_id=_("About whom"),
        actor_id=_("Who did it"),
        at=_("When"),
        action=_("What was done"),
        object_type=_("With what kind of thing"),
        object_id=_("With which"),
        municipality_code=_("Municipality"),
        institution_key=_("Institution"),
        reason=_("Reason"),
    ),
    own_title=_("Entries in the log about you"),
    whom=Whom.EVERYONE,
    subject="subject_id",
    shown=Shown.COUNT,
    not_personal=("id",),
)
