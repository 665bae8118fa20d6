"""What is personal in keys, scopes and editing rights."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from core.privacy.declarations import Personal, Shown, declare, declare_impersonal
from core.privacy.words import Category, Purpose, Receiver, Retention, Source, Whom

# Keys and scopes follow from memberships and guardianships and say the same in another form.
_key = Personal(Category.RIGHTS, Purpose.DECIDE_ACCESS, Retention.MEMBER, Receiver.NOBODY)
_right = _key.but(
    retention=Retention.RIGHT_OF_LEADER, receiver=Receiver.LEADERS, source=Source.INSTITUTION
)

_declare_of_person = partial(declare, subject="person", not_personal=("id",))

_declare_of_person(
    "access.PersonKey",
    _("Keys to pages"),
    _key(
        key=_("Key"),
        unit=_("Municipality, institution or group"),
        person=_("Person"),
        starts_on=_("From"),
        ends_on=_("Until"),
    ),
    own_title=_("Keys to pages that you can open"),
    whom=Whom.EVERYONE,
    shown=Shown.COUNT,
)
_declare_of_person(
    "access.PersonScope",
    _("Who can see whom"),
    _key(scope=_("Circle"), person=_("Person")),
    own_title=_("Circles that can see you"),
    whom=Whom.EVERYONE,
    shown=Shown.COUNT,
)
_declare_of_person(
    "access.EditingRight",
    _("Rights to edit"),
    _right(right=_("Right"), person=_("Person"), institution=_("Institution")),
    _right(ends_on=_("Until"), origin=_("Where the right comes from")),
    own_title=_("What you may edit"),
    whom=Whom.EDITORS,
    shown=Shown.ROWS,
)
# A scope names units and holders; a page for one person alone carries that person's number.
declare_impersonal("access.Scope", "id", "digest")
declare(
    "access.ScopeKey",
    _("For whom a page is"),
    _key.but(retention=Retention.PAGE)(key=_("Key, which may be one person's")),
    whom=Whom.EVERYONE,
    not_personal=("id", "scope"),
)
