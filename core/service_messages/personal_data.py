"""What is personal in service messages: who placed them."""

from django.utils.translation import gettext_lazy as _

from core.privacy.declarations import Personal, declare
from core.privacy.words import Category, Purpose, Receiver, Retention, Source, Whom

_placed = Personal(
    *(Category.CONTENT, Purpose.PUBLISH, Retention.PAGE, Receiver.AUDIENCE),
    source=Source.EDITOR,
    whom=Whom.EDITORS,
)

declare(
    "service_messages.ServiceMessage",
    _("Service messages"),
    _placed(placed_by=_("Placed by"), text=_("Text"), english=_("In English")),
    own_title=_("Service messages that you have placed"),
    whom=Whom.EDITORS,
    subject="placed_by",
    not_personal=("id", "municipality", "institution", "begins_at", "ends_at"),
)
