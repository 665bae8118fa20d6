"""A guardian's children, where they belong and what is held through each, as the home needs it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.db import connection
from django.db.models import F, Q

from core.access.keys import Holder, make_key
from core.people.guardianships import guardianships_in_force
from core.people.holdings import Place
from core.people.kinds import CHILD_ROLES

# Stands in the compiled query where the guardian's id will; no row has it.
_ANY_GUARDIAN = -1


@dataclass(frozen=True, kw_only=True)
class Child:
    """A child an adult acts for, with the units it belongs to on the day.

    `units` are those of keys: institution, its kind in the municipality, municipality, groups.
    """

    child_id: int
    first_name: str
    units: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that the adult holds through this child."""
        return tuple(make_key(unit, Holder.GUARDIAN) for unit in self.units)


def list_children(guardian_id: int, *, on: date) -> list[Child]:
    """The children a guardian acts for on a day, eldest first, in one query."""
    sql, params = _compile_once_a_day(connection.vendor, on)
    values = [guardian_id if value == _ANY_GUARDIAN else value for value in params]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall()
    return [
        Child(child_id=pk, first_name=name, units=tuple(dict.fromkeys(_list_units(belonging))))
        for (pk, name), belonging in groupby(rows, key=lambda row: (row[0], row[1]))
    ]


def _list_units(rows: Iterable[tuple[Any, ...]]) -> Iterator[str]:
    for _pk, _name, code, key, kind, group_id, _born in rows:
        place = Place(
            municipality_code=code, institution_key=key, institution_kind=kind, group_id=group_id
        )
        yield from place.units()


def keys_through(child_id: int, *, guardian_id: int, on: date) -> frozenset[str]:
    """The keys that an adult holds on a day because of one child; none where the adult may not act.

    In one query; what `refresh_access` writes down for all children together, for one of them.
    """
    children = list_children(guardian_id, on=on)
    return frozenset(key for child in children if child.child_id == child_id for key in child.keys)


@lru_cache(maxsize=4)
def _compile_once_a_day(vendor: str, on: date) -> tuple[str, tuple[Any, ...]]:
    """Every home page asks for children, and compiling cost more than asking."""
    group = "child__memberships__group"
    rows = guardianships_in_force(on=on).filter(
        Q(**{group: None}) | Q(**{f"{group}__starts_on__lte": on, f"{group}__ends_on__gte": on}),
        guardian_id=_ANY_GUARDIAN,
        child__is_active=True,
        child__memberships__institution=F("institution"),
        child__memberships__role__in=CHILD_ROLES,
        child__memberships__starts_on__lte=on,
        child__memberships__ends_on__gte=on,
    )
    names = (
        *("child_id", "child__first_name", "institution__municipality__code", "institution__key"),
        *("institution__kind", f"{group}_id", "child__birth_date"),
    )
    ordered = rows.values_list(*names).distinct()
    return ordered.order_by(
        "child__birth_date", "child_id", "institution__key", f"{group}_id"
    ).query.sql_with_params()
