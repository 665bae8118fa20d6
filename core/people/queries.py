"""Reading people, families and places, each with the viewer and the day."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from core.access.models import PersonKey, PersonScope, Right
from core.access.queries import MaySee, has_right
from core.audit.models import Action
from core.audit.operations import record
from core.people.guardianships import guardianships_in_force
from core.people.kinds import CHILD_ROLES, SharedWith
from core.people.models import (
    Guardianship,
    Institution,
    Membership,
    Person,
    ProtectedName,
)

# The units that two people must both hold a key to; a group's unit is `g17`.
UNITS_SHARED: dict[str, str] = {
    SharedWith.GROUPS: r"^g[0-9]+$",
    SharedWith.INSTITUTION: r"^(g[0-9]+|[0-9A-Z]{6})$",
}


@dataclass(frozen=True, kw_only=True)
class ContactDetails:
    """What a person lets somebody see; empty where the person does not."""

    email: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class RealName:
    """The name of a protected person, for the one who asked and nobody else."""

    first_name: str
    family_name: str


def people_visible_to(viewer: Person, *, on: date) -> QuerySet[Person]:
    """The people a viewer may see on a day; oneself is always among them."""
    scopes = PersonScope.objects.filter(
        MaySee("scope_id", person_id=viewer.pk, on=on), person_id=OuterRef("pk")
    )
    return Person.objects.filter(Q(pk=viewer.pk) | Exists(scopes))


def children_of(guardian: Person, *, on: date) -> QuerySet[Person]:
    """The children an adult acts for on a day: with custody or a grant, not blocked, under age."""
    acting = guardianships_in_force(on=on)
    in_force = acting.filter(guardian_id=guardian.pk, child_id=OuterRef("pk"))
    return Person.objects.filter(Exists(in_force)).order_by("birth_date", "pk")


def guardians_of(child: Person, *, viewer: Person, on: date) -> QuerySet[Person]:
    """The adults who act for a child on a day, as far as the viewer may see them."""
    in_force = guardianships_in_force(on=on).filter(child_id=child.pk, guardian_id=OuterRef("pk"))
    return people_visible_to(viewer, on=on).filter(Exists(in_force)).order_by("pk")


def people_of(institution_id: int, *, on: date) -> QuerySet[Person]:
    """Who belongs to an institution on a day, and the adults it knows of children who do."""
    belonging = Membership.objects.filter(
        institution_id=institution_id, starts_on__lte=on, ends_on__gte=on
    )
    children = belonging.filter(role__in=CHILD_ROLES).values("person")
    known = Guardianship.objects.filter(
        institution_id=institution_id, starts_on__lte=on, ends_on__gte=on, child_id__in=children
    )
    return Person.objects.filter(
        Q(pk__in=belonging.values("person")) | Q(pk__in=known.values("guardian"))
    )


def memberships_of(person: Person, *, on: date) -> QuerySet[Membership]:
    """Where a person belongs on a day, and as what."""
    return (
        Membership.objects.filter(person_id=person.pk, starts_on__lte=on, ends_on__gte=on)
        .filter(Q(group=None) | Q(group__starts_on__lte=on, group__ends_on__gte=on))
        .select_related("institution__municipality", "group")
        .order_by("institution__key", "group__name", "role")
    )


def contact_details_of(person: Person, *, viewer: Person, on: date) -> ContactDetails:
    """E-mail and telephone of a person, each if the person shares it with the viewer.

    A protected person shares them with nobody, whatever has been chosen before.
    """
    if person.pk == viewer.pk:
        return ContactDetails(email=person.email, phone=person.phone)
    choices = {person.shares_email_with, person.shares_phone_with}
    open_to_viewer = {choice for choice in choices if _is_among(person, choice, viewer, on=on)}
    return ContactDetails(
        email=person.email if person.shares_email_with in open_to_viewer else "",
        phone=person.phone if person.shares_phone_with in open_to_viewer else "",
    )


def read_protected_name(
    person: Person, *, reader: Person, institution: Institution, reason: str, now: datetime
) -> RealName | None:
    """The real name of a protected person, logged with its reason before it is answered.

    Nothing for a person who is not protected. Raises `PermissionDenied` unless the reader has the
    right at the institution and it knows the person, and `ValueError` without a reason.
    """
    if not _may_read_name(person, reader, institution, on=timezone.localdate(now)):
        raise PermissionDenied
    if not reason.strip():
        raise ValueError("a protected name is read for a reason")
    record(
        Action.OPEN,
        now=now,
        actor_id=reader.pk,
        subject_id=person.pk,
        object_type=ProtectedName._meta.label_lower,
        object_id=person.pk,
        institution_key=institution.key,
        reason=reason,
    )
    name = ProtectedName.objects.filter(person_id=person.pk).first()
    if name is None:
        return None
    return RealName(first_name=name.first_name, family_name=name.family_name)


def _may_read_name(person: Person, reader: Person, institution: Institution, *, on: date) -> bool:
    return (
        has_right(reader.pk, Right.PROTECTED, institution_id=institution.pk)
        and people_of(institution.pk, on=on).filter(pk=person.pk).exists()
    )


def _is_among(person: Person, shared_with: str, viewer: Person, *, on: date) -> bool:
    """Whether the viewer is one of those whom a person chose."""
    if person.protected or shared_with == SharedWith.NOBODY:
        return False
    units = UNITS_SHARED[shared_with]
    return (
        _units_of(person, on).filter(unit__regex=units, unit__in=_units_of(viewer, on)).exists()
        and people_visible_to(viewer, on=on).filter(pk=person.pk).exists()
    )


def _units_of(person: Person, on: date) -> QuerySet[PersonKey, Any]:
    """The units whose keys a person holds on a day, for a subquery."""
    return PersonKey.objects.filter(person_id=person.pk, starts_on__lte=on, ends_on__gte=on).values(
        "unit"
    )
