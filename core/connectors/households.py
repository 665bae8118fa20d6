"""Whom a call may be about: the viewer and the children, with where they belong today.

From this `make_viewer` gives each source only what it says that it needs.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from core.access.keys import (
    Holder,
    UnitKind,
    find_group_id,
    find_kind,
    make_group_unit,
    make_key,
    make_person_key,
)
from core.access.viewer import Viewer as PortalViewer
from core.compiled_queries import CompiledQuery
from core.people.families import list_children
from core.people.models import Group as RosterGroup
from core.people.models import Person
from indgang_sdk.people import Child, Group, Need, Role, Viewer

# Wider units follow from these.
_PLACES = (UnitKind.INSTITUTION, UnitKind.GROUP)

_people = CompiledQuery(lambda ids: Person.objects.filter(pk__in=ids))
_groups = CompiledQuery(
    lambda ids: (
        RosterGroup.objects.filter(pk__in=ids)
        .order_by("name", "pk")
        .values_list("pk", "name", "external_id", "institution__key")
    )
)


@dataclass(frozen=True, kw_only=True)
class Member:
    """One of the household, with the institutions and groups of today."""

    person_id: int
    unilogin: str
    first_name: str
    name: str
    institutions: frozenset[str]
    groups: tuple[Group, ...]
    # Through which somebody sees what is for this child's families, the pupil for itself, or the
    # viewer everything.
    keys: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Household:
    """The viewer and the children that the viewer acts for; a pupil is the only child."""

    viewer: Member
    children: tuple[Member, ...] = ()
    # As what the viewer belongs to which institution and group, by the units of keys.
    roles: Mapping[str, frozenset[Role]] = field(default_factory=dict)

    def roles_in(self, institutions: Collection[str]) -> frozenset[Role]:
        """As what the viewer belongs to any of some institutions."""
        return frozenset(role for key in institutions for role in self.roles.get(key, ()))

    def children_in(
        self, institutions: Collection[str], *, through: Collection[str] | None = None
    ) -> tuple[Member, ...]:
        """The children who belong to any of some institutions, and hold any of some keys."""
        return tuple(
            child
            for child in self.children
            if child.institutions & set(institutions)
            and (through is None or child.keys & set(through))
        )

    def digest(self) -> str:
        """Another text as soon as what a source may be told, or what somebody may see, changes."""
        members = [
            (
                *(member.person_id, member.unilogin, member.first_name, member.name),
                *(sorted(member.institutions), member.groups, sorted(member.keys)),
            )
            for member in (self.viewer, *self.children)
        ]
        roles = sorted((unit, sorted(held)) for unit, held in self.roles.items())
        return sha256(repr((members, roles)).encode()).hexdigest()

    def values(self) -> Iterable[str]:
        """Everything that names one of them, to be blanked where it must not stand."""
        for member in (self.viewer, *self.children):
            yield from (member.unilogin, member.name, member.first_name)


def read_household(viewer: PortalViewer) -> Household | None:
    """The household of a viewer, in four queries at most; None for nobody."""
    if viewer.person_id is None:
        return None
    roles = _read_roles(viewer)
    units: dict[int, tuple[str, ...]] = {}
    if any(Role.GUARDIAN in held for held in roles.values()):
        found = list_children(viewer.person_id, on=viewer.today)
        units = {child.child_id: child.units for child in found}
    own = tuple(roles)
    as_pupil = tuple(unit for unit, held in roles.items() if Role.PUPIL in held)
    people = {person.pk: person for person in _people.ask(ids=[viewer.person_id, *units])}
    groups = _read_groups({unit for some in (own, *units.values()) for unit in some})
    me = people.get(viewer.person_id)
    if me is None:
        return None
    children = [
        _make_member(people[pk], belonging, groups, keys=_make_keys(belonging, Holder.GUARDIAN))
        for pk, belonging in units.items()
        if pk in people
    ]
    if as_pupil:
        children.append(_make_member(me, as_pupil, groups, keys=_make_pupils_keys(as_pupil, me)))
    return Household(
        viewer=_make_member(me, own, groups, keys=_list_own_keys(viewer, me)),
        children=tuple(children),
        roles=roles,
    )


def make_viewer(
    household: Household,
    *,
    institutions: Collection[str],
    needs: Collection[Need],
    through: Collection[str] | None = None,
) -> tuple[Viewer, dict[Child, int]]:
    """What a source gets to know, and which person each child is.

    Only what it needs, only of the institutions that the system is connected for; with `through`
    only the children who hold one of these keys.
    """
    children = {
        Child(_keep_needed(_describe(member, institutions, kind="child"), needs)): member.person_id
        for member in household.children_in(institutions, through=through)
    }
    values = _describe(household.viewer, institutions, kind="viewer")
    values[Need.VIEWER_ROLES] = household.roles_in(institutions)
    return Viewer(_keep_needed(values, needs), children), children


def _describe(member: Member, institutions: Collection[str], *, kind: str) -> dict[Need, Any]:
    own = [key for key in sorted(member.institutions) if key in institutions]
    described = {
        "id": member.unilogin,
        "institutions": tuple(own),
        "groups": tuple(group for group in member.groups if group.institution in own),
    }
    described |= {"name": member.name} if kind == "viewer" else {"first_name": member.first_name}
    return {Need(f"{kind}.{name}"): value for name, value in described.items()}


def _keep_needed(values: Mapping[Need, Any], needs: Collection[Need]) -> dict[Need, Any]:
    return {need: value for need, value in values.items() if need in needs}


def _read_roles(viewer: PortalViewer) -> dict[str, frozenset[Role]]:
    """The roles in institutions and groups."""
    return {
        unit: frozenset(Role(holder) for holder in holders)
        for unit, holders in sorted(viewer.held.items())
        if find_kind(unit) in _PLACES
    }


def _read_groups(units: Iterable[str]) -> dict[str, Group]:
    ids = [pk for unit in units if (pk := find_group_id(unit)) is not None]
    return {
        make_group_unit(pk): Group(name=name, institution=key, number=number)
        for pk, name, number, key in _groups.ask(ids=ids)
    }


def _make_keys(units: Iterable[str], holder: Holder) -> frozenset[str]:
    return frozenset(make_key(unit, holder) for unit in units)


def _make_pupils_keys(units: Iterable[str], me: Person) -> frozenset[str]:
    return _make_keys(units, Holder.PUPIL) | {make_person_key(me.pk)}


def _list_own_keys(viewer: PortalViewer, me: Person) -> frozenset[str]:
    held = (
        make_key(unit, Holder(holder))
        for unit, holders in viewer.held.items()
        for holder in holders
    )
    return frozenset({*held, make_person_key(me.pk)})


def _make_member(
    person: Person,
    units: Iterable[str],
    groups: Mapping[str, Group],
    *,
    keys: frozenset[str],
) -> Member:
    belongs = set(units)
    return Member(
        person_id=person.pk,
        unilogin=person.unilogin,
        first_name=person.first_name,
        name=person.get_full_name(),
        institutions=frozenset(unit for unit in belongs if find_kind(unit) is UnitKind.INSTITUTION),
        groups=tuple(group for unit, group in groups.items() if unit in belongs),
        keys=keys,
    )
