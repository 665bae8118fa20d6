"""What is personal in keys, scopes and editing rights."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from core.privacy.declarations import Personal, Shown, declare, declare_impersonal
from core.privacy.words import Category, Purpose, Receiver, Retention, Source, Whom

# Keys and scopes follow from memberships and guardianships and say the same in another form.
_key = Personal(
    category=Category.RIGHTS,
    purpose=Purpose.DECIDE_ACCESS,
    retention=Retention.MEMBER,
    receiver=Receiver.NOBODY,
)
_right = replace(
    _key,
    retention=Retention.RIGHT,
    receiver=Receiver.LEADERS,
    source=Source.INSTITUTION,
)

declare(
    "access.PersonKey",
    title=_("Keys to pages"),
    own_title=_("Keys to pages that you can open"),
    whom=Whom.EVERYONE,
    subject="person",
    shown=Shown.COUNT,
    fields={
        "key": replace(_key, label=_("Key")),
        "unit": replace(_key, label=_("Municipality, institution or group")),
        "person": replace(_key, label=_("Person")),
        "starts_on": replace(_key, label=_("From")),
        "ends_on": replace(_key, label=_("Until")),
    },
    not_personal=("id",),
)
declare(
    "access.PersonScope",
    title=_("Who can see whom"),
    own_title=_("Circles that can see you"),
    whom=Whom.EVERYONE,
    subject="person",
    shown=Shown.COUNT,
    fields={
        "scope": replace(_key, label=_("Circle")),
        "person": replace(_key, label=_("Person")),
    },
    not_personal=("id",),
)
declare(
    "access.EditingRight",
    title=_("Rights to edit"),
    own_title=_("What you may edit"),
    whom=Whom.EDITORS,
    subject="person",
    shown=Shown.ROWS,
    fields={
        "right": replace(_right, label=_("Right")),
        "person": replace(_right, label=_("Person")),
        "institution": replace(_right, label=_("Institution")),
    },
    not_personal=("id",),
)
# A scope names units and holders; a page for one person alone carries that person's number.
declare_impersonal("access.Scope", "id", "digest")
declare(
    "access.ScopeKey",
    title=_("For whom a page is"),
    whom=Whom.EVERYONE,
    subject="",
    fields={
        "key": replace(_key, retention=Retention.PAGE, label=_("Key, which may be one person's"))
    },
    not_personal=("id", "scope"),
)
