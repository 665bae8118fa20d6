"""What is personal in the index: the same as in what it lets people find."""

from django.utils.translation import gettext_lazy as _

from core.privacy.declarations import Personal, declare, declare_impersonal
from core.privacy.words import Category, Purpose, Receiver, Retention, Source, Whom

_content = Personal(
    *(Category.CONTENT, Purpose.PUBLISH, Retention.PAGE, Receiver.AUDIENCE),
    source=Source.EDITOR,
    whom=Whom.IN_CONTENT,
)
_count = Personal(Category.CREDENTIALS, Purpose.ACCOUNT, Retention.TWO_HOURS, Receiver.NOBODY)

declare(
    "search.Entry",
    _("What may be found"),
    _content(title=_("Title"), headings=_("Headings"), text=_("Text"), url=_("Address")),
    whom=Whom.IN_CONTENT,
    not_personal=(
        *("id", "source", "key", "kind", "language", "municipality", "institution"),
        *("unit", "boost", "dated_at", "version"),
    ),
)
declare_impersonal("search.EntryScope", "id", "entry", "scope", "begins_at", "ends_at")
declare_impersonal("search.Change", "id", "engine", "entry_id")
# Of texts that all of a municipality may read, and of no other.
declare_impersonal("search.LexiconVersion", "id", "made_at", "content")
# Persons and addresses are stored as digests that cannot be read back.
declare(
    "search.SearchCount",
    _("How often somebody searches"),
    _count.but(secret=True)(bucket=_("Digest of the account or the address")),
    _count(minute=_("When"), number=_("How often")),
    whom=Whom.EVERYONE,
    not_personal=("id",),
)
