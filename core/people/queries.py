"""Reading people, families and places, each with the viewer and the day."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from core.access.models import PersonKey, PersonScope
from core.access.queries import MaySee
from core.audit.models import Action
from core.audit.operations import record
from core.people.families import eighteen_years_before
from core.people.kinds import SharedWith
from core.people.models import GuardianBlock, Guardianship, Membership, Person, ProtectedName

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
    in_force = _guardianships_in_force(on).filter(guardian_id=guardian.pk, child_id=OuterRef("pk"))
    return Person.objects.filter(Exists(in_force)).order_by("birth_date", "pk")


def guardians_of(child: Person, *, viewer: Person, on: date) -> QuerySet[Person]:
    """The adults who act for a child on a day, as far as the viewer may see them."""
    in_force = _guardianships_in_force(on).filter(child_id=child.pk, guardian_id=OuterRef("pk"))
    return people_visible_to(viewer, on=on).filter(Exists(in_force)).order_by("pk")


def memberships_of(person: Person, *, on: date) -> QuerySet[Membership]:
    """Where a person belongs on a day, and as what."""
    return (
        Membership.objects.filter(person_id=person.pk, starts_on__lte=on, ends_on__gte=on)
        .filter(Q(group=None) | Q(group__starts_on__lte=on, group__ends_on__gte=on))
        .select_related("institution__municipality", "group")
        .order_by("institution__key", "group__name", "role")
    )


def contact_details_of(person: Person, *, viewer: Person, on: date) -> ContactDetails:
    """E-mail and telephone of a person, if the person shares them with the viewer.

    A protected person shares them with nobody, whatever has been chosen before.
    """
    if person.pk == viewer.pk or _shares_contact(person, viewer, on=on):
        return ContactDetails(email=person.email, phone=person.phone)
    return ContactDetails()


def read_protected_name(
    person: Person, *, reader: Person, reason: str, now: datetime
) -> RealName | None:
    """The real name of a protected person, logged with its reason before it is answered.

    Nothing for a person who is not protected. Raises `ValueError` without a reason. Whether the
    reader has the right to ask is for the caller to know.
    """
    if not reason.strip():
        raise ValueError("a protected name is read for a reason")
    record(
        Action.OPEN,
        now=now,
        actor_id=reader.pk,
        subject_id=person.pk,
        object_type=ProtectedName._meta.label_lower,
        object_id=person.pk,
        reason=reason,
    )
    name = ProtectedName.objects.filter(person_id=person.pk).first()
    if name is None:
        return None
    return RealName(first_name=name.first_name, family_name=name.family_name)


def _guardianships_in_force(on: date) -> QuerySet[Guardianship]:
    blocks = GuardianBlock.objects.filter(
        guardian_id=OuterRef("guardian_id"), child_id=OuterRef("child_id"), lifted_at=None
    )
    return Guardianship.objects.filter(
        Q(custody=True) | Q(granted_locally=True),
        Q(child__birth_date=None) | Q(child__birth_date__gt=eighteen_years_before(on)),
        ~Exists(blocks),
        starts_on__lte=on,
        ends_on__gte=on,
    )


def _shares_contact(person: Person, viewer: Person, *, on: date) -> bool:
    if person.protected or person.shares_contact_with == SharedWith.NOBODY:
        return False
    units = UNITS_SHARED[person.shares_contact_with]
    return (
        _units_of(person, on).filter(unit__regex=units, unit__in=_units_of(viewer, on)).exists()
        and people_visible_to(viewer, on=on).filter(pk=person.pk).exists()
    )


def _units_of(person: Person, on: date) -> QuerySet[PersonKey, Any]:
    """The units whose keys a person holds on a day, for a subquery."""
    return PersonKey.objects.filter(person_id=person.pk, starts_on__lte=on, ends_on__gte=on).values(
        "unit"
    )
