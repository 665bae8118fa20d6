"""What is personal in the index: the same as in what it lets people find."""

from django.utils.translation import gettext_lazy as _

from core.privacy.declarations import Personal, declare, declare_impersonal
from core.privacy.words import Category, Purpose, Receiver, Retention, Source, Whom

_content = Personal(
    *(Category.CONTENT, Purpose.PUBLISH, Retention.PAGE, Receiver.AUDIENCE),
    source=Source.EDITOR,
    whom=Whom.IN_CONTENT,
)

declare(
    "search.Entry",
    _("What may be found"),
    _content(title=_("Title"), text=_("Text"), url=_("Address")),
    whom=Whom.IN_CONTENT,
    not_personal=(
        *("id", "source", "key", "kind", "language", "municipality", "institution"),
        *("dated_at", "begins_at", "ends_at"),
    ),
)
declare_impersonal("search.EntryScope", "id", "entry", "scope")
