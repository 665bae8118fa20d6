"""What is personal in the tables of people, and in Django's own that hang on them."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from core.privacy.declarations import (
    OWN_CHOICE,
    SELF,
    Personal,
    Shown,
    declare,
    declare_impersonal,
)
from core.privacy.words import Category, Purpose, Receiver, Retention, Source, Whom

_name = Personal(
    *(Category.IDENTITY, Purpose.RECOGNISE, Retention.MEMBER, Receiver.THOSE_ALLOWED),
    source=Source.ROSTER,
)
_contact = _name.but(category=Category.CONTACT, purpose=Purpose.REACH, receiver=Receiver.AS_CHOSEN)
_born = _name.but(category=Category.BIRTH, purpose=Purpose.DECIDE_ACCESS, receiver=Receiver.NOBODY)
_credential = Personal(Category.CREDENTIALS, Purpose.SIGN_IN, Retention.MEMBER, Receiver.NOBODY)
_protection = Personal(
    *(Category.PROTECTION, Purpose.PROTECT, Retention.MEMBER, Receiver.LEADERS),
    source=Source.ROSTER,
)
_belonging = Personal(
    *(Category.AFFILIATION, Purpose.DECIDE_ACCESS, Retention.MEMBER, Receiver.THOSE_ALLOWED),
    source=Source.ROSTER,
)
_entry = _belonging.but(receiver=Receiver.LEADERS)
_family = _entry.but(category=Category.FAMILY)
_block = _protection.but(purpose=Purpose.DECIDE_ACCESS, source=Source.INSTITUTION)

_declare = partial(declare, subject="person", not_personal=("id",))

_declare(
    "people.Person",
    _("People"),
    _name("first_name", "family_name"),
    _protection.but(receiver=Receiver.THOSE_ALLOWED)("protected"),
    _name.but(purpose=Purpose.SIGN_IN, receiver=Receiver.LEADERS)("unilogin"),
    _contact("email", "phone"),
    _name("title", "initials"),
    _born("birth_date"),
    OWN_CHOICE.but(purpose=Purpose.DECIDE_ACCESS)("shares_email_with", "shares_phone_with"),
    OWN_CHOICE("language", "appearance", "wants_mail"),
    _credential.but(category=Category.RIGHTS, source=Source.INSTITUTION)("is_active"),
    _credential.but(secret=True)(password=_("Password")),
    _credential.but(category=Category.ACTIVITY)(last_login=_("Last log-in")),
    _credential.but(category=Category.RIGHTS)(is_superuser=_("Runs the whole portal")),
    own_title=_("You"),
    whom=Whom.EVERYONE,
    subject=SELF,
    shown=Shown.FIELDS,
    shown_to_guardians=True,
)
_declare(
    "people.ProtectedName",
    _("Real name of people with name protection"),
    _protection(person=_("Person"), first_name=_("First name"), family_name=_("Family name")),
    whom=Whom.PROTECTED,
)
_declare(
    "people.RosterEntry",
    _("Who is in which institution's system"),
    _entry(institution=_("Institution"), person=_("Person")),
    _protection(protected=_("Name and address protected")),
    _entry(employed=_("Employed")),
    own_title=_("Institutions that have you in their systems"),
    whom=Whom.EVERYONE,
    # Counted only: among them may be a child's school that a parent must not find.
    shown=Shown.COUNT,
)
_declare(
    "people.Membership",
    _("Who belongs where"),
    _belonging(
        role=_("Role"),
        person=_("Person"),
        institution=_("Institution"),
        group=_("Class, room or group"),
        starts_on=_("From"),
        ends_on=_("Until"),
    ),
    own_title=_("Where you belong"),
    whom=Whom.EVERYONE,
    shown=Shown.ROWS,
    shown_to_guardians=True,
    institution_field="institution",
    source_field="source",
    not_personal=("id", "source"),
)
_declare(
    "people.Guardianship",
    _("Parents and contacts of children"),
    _family(
        relation=_("Relation"),
        guardian=_("Parent or contact"),
        child=_("Child"),
        institution=_("Institution"),
        custody=_("Custody"),
    ),
    _family.but(source=Source.INSTITUTION)(granted_locally=_("Access given by the institution")),
    _family(starts_on=_("From"), ends_on=_("Until")),
    own_title=_("Children you are a parent or contact of"),
    whom=Whom.FAMILIES,
    subject="guardian",
    shown=Shown.ROWS,
    institution_field="institution",
    child_field="child",
    source_field="source",
    not_personal=("id", "source"),
)
# Who is blocked learns of it from the institution, not from a page with its reason.
_declare(
    "people.GuardianBlock",
    _("Blocked access of an adult to a child's pages"),
    _block(
        guardian=_("Blocked adult"),
        child=_("Child"),
        institution=_("Institution"),
        placed_by=_("Blocked by"),
        placed_at=_("Blocked at"),
        reason=_("Reason"),
        lifted_at=_("Lifted at"),
    ),
    whom=Whom.FAMILIES,
    subject="guardian",
)
declare_impersonal("people.Municipality", "id", "code", "name")
declare_impersonal(
    "people.Institution",
    *("id", "key", "name", "kind", "municipality", "parent", "address", "roster_exported_at"),
    "needs_approval",
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
