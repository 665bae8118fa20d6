"""What is personal in connections: who changed them, and how somebody arranges boxes."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.privacy.declarations import OWN_CHOICE, Personal, Shown, declare, declare_impersonal
from core.privacy.words import Category, Purpose, Receiver, Retention, Whom

_changed = Personal(Category.ACTIVITY, Purpose.ACCOUNT, Retention.MEMBER, Receiver.NOBODY)
_SETTINGS = ("id", "values", "secrets", "changed_at")

declare(
    "connectors.TileChoice",
    _("Boxes that somebody has arranged"),
    OWN_CHOICE(
        person=_("Person"),
        connection=pgettext_lazy("data about a box", "System"),
        source=_("Box"),
        is_shown=_("Shown"),
        position=pgettext_lazy("data about a box", "Position"),
    ),
    own_title=_("How you have arranged your boxes"),
    whom=Whom.EVERYONE,
    subject="person",
    shown=Shown.ROWS,
    not_personal=("id",),
)
for _label, _title, _more in (
    ("connectors.PortalConnector", _("Connectors"), ("connector", "is_available")),
    (
        "connectors.Connection",
        _("Connected systems"),
        (
            *("municipality", "connector", "title", "version", "is_on", "is_for_all"),
            "required_level",
            *("is_paused", "approved_needs", "approved_hosts", "when_down", "when_down_english"),
        ),
    ),
    (
        "connectors.InstitutionConnection",
        _("Connected systems of an institution"),
        ("connection", "institution", "is_on"),
    ),
):
    declare(
        _label,
        _title,
        _changed(changed_by=_("Changed by")),
        whom=Whom.STAFF,
        subject="changed_by",
        not_personal=(*_SETTINGS, *_more),
    )
declare_impersonal(
    "connectors.Circuit",
    *("connection", "failures", "successes", "refusals", "probe_at", "failing_since"),
)
declare_impersonal(
    "connectors.FailingSource",
    *("id", "connection", "source", "failing_since", "failed_at", "told_at"),
)
declare_impersonal("connectors.FailedCall", "id", "connection", "source", "kind", "reason", "at")
declare_impersonal(
    "connectors.CallCount",
    *("id", "connection", "source", "hour", "calls", "failures", "milliseconds", "slowest"),
)
declare_impersonal(
    "connectors.TileRule",
    *("id", "connection", "source", "unit", "roles", "standing", "position"),
)
# Entries are about nobody: the contract says so, and connectors are held to it.
declare_impersonal(
    "connectors.SystemEntry",
    *("id", "connection", "unit", "source", "key", "kind", "title", "text", "language"),
    *("dated_at", "launcher", "target", "scope", "reading"),
)
declare_impersonal(
    "connectors.EntryReading",
    *("id", "connection", "unit", "source", "cursor", "number", "next_at"),
)
