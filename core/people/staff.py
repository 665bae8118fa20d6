"""An institution's staff, as one viewer may see them and with what they share with that viewer."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from core.access.models import PersonKey, PersonScope
from core.access.viewer import Viewer
from core.people.kinds import STAFF_ROLES, Role, SharedWith
from core.people.models import Membership, Person
from core.people.queries import UNITS_SHARED

GROUP = "group"
# In what order they are named: whoever is asked first stands first.
_ORDER = (Role.LEADER, Role.ADMINISTRATIVE, Role.PEDAGOGICAL)


@dataclass(frozen=True, kw_only=True)
class StaffMember:
    """Somebody of the staff; `belongs_to` has the roles, and `group` for the class asked of."""

    name: str
    title: str
    email: str
    phone: str
    belongs_to: frozenset[str]


def list_staff_visible_to(
    viewer: Viewer, *, institution_id: int | None, group_id: int | None = None
) -> list[StaffMember]:
    """The staff that a viewer may see, leaders first and then by name, in one query.

    A protected person stands there by the alias and shares nothing.
    """
    if institution_id is None:
        return []
    today = viewer.today
    working = _current(today).filter(
        person_id=OuterRef("pk"), institution_id=institution_id, role__in=STAFF_ROLES
    )
    seen = PersonScope.objects.filter(viewer.may_see("scope"), person_id=OuterRef("pk"))
    people = Person.objects.filter(Exists(working), Exists(seen), is_active=True)
    asked = {f"is_{role}": Exists(working.filter(role=role)) for role in _ORDER}
    in_group = working.filter(group_id=group_id) if group_id else working.none()
    shared = {
        f"near_{choice}": Exists(_units_in_common(viewer, units))
        for choice, units in UNITS_SHARED.items()
    }
    rows = people.annotate(**asked, **shared, is_group=Exists(in_group))
    members = [_make_member(row) for row in rows.order_by("first_name", "family_name", "pk")]
    return sorted(members, key=_find_rank)


def _current(today: date) -> QuerySet[Membership]:
    return Membership.objects.filter(starts_on__lte=today, ends_on__gte=today)


def _units_in_common(viewer: Viewer, units: str) -> QuerySet[PersonKey]:
    """The units of some kind that both the viewer and the person belong to today."""
    held = PersonKey.objects.filter(starts_on__lte=viewer.today, ends_on__gte=viewer.today)
    mine = held.filter(person=viewer.person_id).values("unit")
    return held.filter(person_id=OuterRef("pk"), unit__regex=units, unit__in=mine)


def _make_member(row: Any) -> StaffMember:
    def share(choice: str) -> bool:
        if row.protected or choice == SharedWith.NOBODY:
            return False
        return bool(getattr(row, f"near_{choice}"))

    roles = {str(role) for role in _ORDER if getattr(row, f"is_{role}")}
    return StaffMember(
        name=row.get_full_name(),
        title=row.title,
        email=row.email if share(row.shares_email_with) else "",
        phone=row.phone if share(row.shares_phone_with) else "",
        belongs_to=frozenset(roles | ({GROUP} if row.is_group else set())),
    )


def _find_rank(member: StaffMember) -> int:
    return min(
        (place for place, role in enumerate(_ORDER) if role in member.belongs_to),
        default=len(_ORDER),
    )
