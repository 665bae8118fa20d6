"""A guardian's children with their classes and rooms, as the home page shows them."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import F, Q

from core.access.keys import Holder, make_key
from core.people.guardianships import guardianships_in_force
from core.people.holdings import Place
from core.people.kinds import CHILD_ROLES, GroupKind

# Stands in the compiled query where the guardian's id will; no row has it.
_ANY_GUARDIAN = -1


@dataclass(frozen=True, kw_only=True)
class ChildInGroup:
    """A child and one class or room it belongs to today."""

    child_id: int
    first_name: str
    group_id: int


def list_children(guardian_id: int, *, on: date) -> list[ChildInGroup]:
    """The children a guardian acts for on a day, one row for each class or room, eldest first."""
    sql, params = _compile_once_a_day(connection.vendor, on)
    values = [guardian_id if value == _ANY_GUARDIAN else value for value in params]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [
            ChildInGroup(child_id=row[0], first_name=row[1], group_id=row[2])
            for row in cursor.fetchall()
        ]


def keys_through(child_id: int, *, guardian_id: int, on: date) -> frozenset[str]:
    """The keys that an adult holds on a day because of one child; none where the adult may not act.

    In one query; what `refresh_access` writes down for all children together, for one of them.
    """
    group = "child__memberships__group"
    rows = guardianships_in_force(on=on).filter(
        Q(**{group: None}) | Q(**{f"{group}__starts_on__lte": on, f"{group}__ends_on__gte": on}),
        guardian_id=guardian_id,
        child_id=child_id,
        child__is_active=True,
        child__memberships__institution=F("institution"),
        child__memberships__role__in=CHILD_ROLES,
        child__memberships__starts_on__lte=on,
        child__memberships__ends_on__gte=on,
    )
    places = rows.values_list(
        "institution__municipality__code",
        "institution__key",
        "institution__kind",
        f"{group}_id",
    ).distinct()
    return frozenset(
        make_key(unit, Holder.GUARDIAN)
        for code, key, kind, group_id in places
        for unit in Place(
            municipality_code=code, institution_key=key, institution_kind=kind, group_id=group_id
        ).units()
    )


@lru_cache(maxsize=4)
def _compile_once_a_day(vendor: str, on: date) -> tuple[str, tuple[Any, ...]]:
    """Every home page asks for children, and compiling cost more than asking."""
    child_belongs = {
        "child__memberships__institution": F("institution"),
        "child__memberships__role__in": CHILD_ROLES,
        "child__memberships__starts_on__lte": on,
        "child__memberships__ends_on__gte": on,
        "child__memberships__group__kind": GroupKind.MAIN,
        "child__memberships__group__starts_on__lte": on,
        "child__memberships__group__ends_on__gte": on,
    }
    rows = guardianships_in_force(on=on).filter(
        guardian_id=_ANY_GUARDIAN, child__is_active=True, **child_belongs
    )
    group = "child__memberships__group_id"
    names = ("child_id", "child__first_name", group, "child__birth_date")
    ordered = rows.values_list(*names).distinct().order_by("child__birth_date", "child_id", group)
    return ordered.query.sql_with_params()
