"""An institution's staff, as one viewer may see them and with what they share with that viewer."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from core.access.models import PersonKey, PersonScope
from core.access.queries import MaySee
from core.access.viewer import Viewer
from core.people.kinds import STAFF_ROLES, Role, SharedWith
from core.people.models import Membership, Person
from core.people.queries import UNITS_SHARED

GROUP = "group"
# Stand in the compiled query where numbers will; no row has them.
_ANY_VIEWER, _ANY_INSTITUTION, _ANY_GROUP = -1, -2, -3
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
    sql, params = _compile_once_a_day(connection.vendor, viewer.today, group_id is not None)
    numbers = {
        _ANY_VIEWER: viewer.person_id or 0,
        _ANY_INSTITUTION: institution_id,
        _ANY_GROUP: group_id,
    }
    people = Person.objects.raw(sql, [numbers.get(value, value) for value in params])
    return sorted(map(_make_member, people), key=_find_rank)


@lru_cache(maxsize=8)
def _compile_once_a_day(vendor: str, on: date, of_group: bool) -> tuple[str, tuple[Any, ...]]:
    """Every page of a place asks for its staff, and compiling cost more than asking."""
    at_work = _current(on).filter(institution_id=_ANY_INSTITUTION, role__in=STAFF_ROLES)
    working = at_work.filter(person_id=OuterRef("pk"))
    seen = PersonScope.objects.filter(
        MaySee("scope", person_id=_ANY_VIEWER, on=on), person_id=OuterRef("pk")
    )
    # By the few who work there, or every person of all municipalities would be looked at.
    people = Person.objects.filter(Exists(seen), pk__in=at_work.values("person_id"), is_active=True)
    asked = {f"is_{role}": Exists(working.filter(role=role)) for role in _ORDER}
    in_group = working.filter(group_id=_ANY_GROUP) if of_group else working.none()
    shared = {
        f"near_{choice}": Exists(_units_in_common(units, on=on))
        for choice, units in UNITS_SHARED.items()
    }
    rows = people.annotate(**asked, **shared, is_group=Exists(in_group))
    return rows.order_by("first_name", "family_name", "pk").query.sql_with_params()


def _current(today: date) -> QuerySet[Membership]:
    return Membership.objects.filter(starts_on__lte=today, ends_on__gte=today)


def _units_in_common(units: str, *, on: date) -> QuerySet[PersonKey]:
    """The units of some kind that both the viewer and the person belong to on a day."""
    held = PersonKey.objects.filter(starts_on__lte=on, ends_on__gte=on)
    mine = held.filter(person=_ANY_VIEWER).values("unit")
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
