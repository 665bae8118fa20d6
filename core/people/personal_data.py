"""What is personal in the tables of people, and in Django's own that hang on them."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from core.privacy.declarations import Personal, Shown, declare, declare_impersonal
from core.privacy.words import Category, Purpose, Receiver, Retention, Source, Whom

_name = Personal(
    category=Category.IDENTITY,
    purpose=Purpose.RECOGNISE,
    retention=Retention.MEMBER,
    receiver=Receiver.THOSE_ALLOWED,
    source=Source.ROSTER,
)
_contact = replace(
    _name, category=Category.CONTACT, purpose=Purpose.REACH, receiver=Receiver.AS_CHOSEN
)
_choice = Personal(
    category=Category.CHOICES,
    purpose=Purpose.ADAPT,
    retention=Retention.MEMBER,
    receiver=Receiver.NOBODY,
    source=Source.PERSON,
)
_credential = Personal(
    category=Category.CREDENTIALS,
    purpose=Purpose.SIGN_IN,
    retention=Retention.MEMBER,
    receiver=Receiver.NOBODY,
)
_protection = Personal(
    category=Category.PROTECTION,
    purpose=Purpose.PROTECT,
    retention=Retention.MEMBER,
    receiver=Receiver.LEADERS,
    source=Source.ROSTER,
)
_belonging = Personal(
    category=Category.AFFILIATION,
    purpose=Purpose.DECIDE_ACCESS,
    retention=Retention.MEMBER,
    receiver=Receiver.THOSE_ALLOWED,
    source=Source.ROSTER,
)
_family = replace(_belonging, category=Category.FAMILY, receiver=Receiver.LEADERS)
_block = replace(_protection, purpose=Purpose.DECIDE_ACCESS, source=Source.INSTITUTION)

declare(
    "people.Person",
    title=_("People"),
    own_title=_("You"),
    whom=Whom.EVERYONE,
    subject="self",
    shown=Shown.FIELDS,
    shown_to_guardians=True,
    fields={
        "first_name": _name,
        "family_name": _name,
        "protected": replace(_protection, receiver=Receiver.THOSE_ALLOWED),
        "unilogin": replace(_name, purpose=Purpose.SIGN_IN, receiver=Receiver.LEADERS),
        "email": _contact,
        "phone": _contact,
        "title": _name,
        "initials": _name,
        "birth_date": replace(
            _name,
            category=Category.BIRTH,
            purpose=Purpose.DECIDE_ACCESS,
            receiver=Receiver.NOBODY,
        ),
        "shares_contact_with": replace(_choice, purpose=Purpose.DECIDE_ACCESS),
        "language": _choice,
        "is_active": replace(_credential, category=Category.RIGHTS, source=Source.INSTITUTION),
        "password": replace(_credential, secret=True, label=_("Password")),
        "last_login": replace(_credential, category=Category.ACTIVITY, label=_("Last log-in")),
        "is_superuser": replace(
            _credential, category=Category.RIGHTS, label=_("Runs the whole portal")
        ),
    },
    not_personal=("id",),
)
declare(
    "people.ProtectedName",
    title=_("Real name of people with name protection"),
    whom=Whom.PROTECTED,
    subject="person",
    fields={
        "person": replace(_protection, label=_("Person")),
        "first_name": replace(_protection, label=_("First name")),
        "family_name": replace(_protection, label=_("Family name")),
    },
    not_personal=("id",),
)
declare(
    "people.RosterEntry",
    title=_("Who is in which institution's system"),
    own_title=_("Institutions that have you in their systems"),
    whom=Whom.EVERYONE,
    subject="person",
    # Counted only: among them may be a child's school that a parent must not find.
    shown=Shown.COUNT,
    fields={
        "institution": replace(_belonging, receiver=Receiver.LEADERS, label=_("Institution")),
        "person": replace(_belonging, receiver=Receiver.LEADERS, label=_("Person")),
        "protected": replace(_protection, label=_("Name and address protected")),
        "employed": replace(_belonging, receiver=Receiver.LEADERS, label=_("Employed")),
    },
    not_personal=("id",),
)
declare(
    "people.Membership",
    title=_("Who belongs where"),
    own_title=_("Where you belong"),
    whom=Whom.EVERYONE,
    subject="person",
    shown=Shown.ROWS,
    shown_to_guardians=True,
    institution_field="institution",
    source_field="source",
    fields={
        "role": replace(_belonging, label=_("Role")),
        "person": replace(_belonging, label=_("Person")),
        "institution": replace(_belonging, label=_("Institution")),
        "group": replace(_belonging, label=_("Class, room or group")),
        "starts_on": replace(_belonging, label=_("From")),
        "ends_on": replace(_belonging, label=_("Until")),
    },
    not_personal=("id", "source"),
)
declare(
    "people.Guardianship",
    title=_("Parents and contacts of children"),
    own_title=_("Children you are a parent or contact of"),
    whom=Whom.FAMILIES,
    subject="guardian",
    shown=Shown.ROWS,
    institution_field="institution",
    child_field="child",
    source_field="source",
    fields={
        "relation": replace(_family, label=_("Relation")),
        "guardian": replace(_family, label=_("Parent or contact")),
        "child": replace(_family, label=_("Child")),
        "institution": replace(_family, label=_("Institution")),
        "custody": replace(_family, label=_("Custody")),
        "granted_locally": replace(
            _family, source=Source.INSTITUTION, label=_("Access given by the institution")
        ),
        "starts_on": replace(_family, label=_("From")),
        "ends_on": replace(_family, label=_("Until")),
    },
    not_personal=("id", "source"),
)
# Who is blocked learns of it from the institution, not from a page with its reason.
declare(
    "people.GuardianBlock",
    title=_("Blocked access of an adult to a child's pages"),
    whom=Whom.FAMILIES,
    subject="guardian",
    fields={
        "guardian": replace(_block, label=_("Blocked adult")),
        "child": replace(_block, label=_("Child")),
        "placed_by": replace(_block, label=_("Blocked by")),
        "placed_at": replace(_block, label=_("Blocked at")),
        "reason": replace(_block, label=_("Reason")),
        "lifted_at": replace(_block, label=_("Lifted at")),
    },
    not_personal=("id",),
)
declare_impersonal("people.Municipality", "id", "code", "name")
declare_impersonal(
    "people.Institution",
    *("id", "key", "name", "kind", "municipality", "parent", "address", "roster_exported_at"),
)
declare_impersonal(
    "people.Group",
    *("id", "institution", "source", "external_id", "name", "kind", "level"),
    *("starts_on", "ends_on"),
)
# Django brings these tables along; the portal writes nothing into them.
declare_impersonal("people.Person_groups", "id", "person", "group")
declare_impersonal("people.Person_user_permissions", "id", "person", "permission")
for _label in (
    "auth.Permission",
    "auth.Group",
    "auth.Group_permissions",
    "contenttypes.ContentType",
):
    declare_impersonal(_label)
