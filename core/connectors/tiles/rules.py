"""What the rules of a municipality, its institutions and its groups say of a tile for somebody.

Each institution is asked for itself, so that what one school decides of a tile counts for nobody
through a child at another school.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from core.access.keys import (
    Holder,
    UnitKind,
    find_group_id,
    find_kind,
    make_group_unit,
    make_key,
    split_key,
)
from core.connectors.configuration.reaches import Configured
from core.connectors.models import Standing, TileRule
from core.people.models import Group, Institution
from indgang_sdk.people import Role
from indgang_sdk.tiles import TileSource

_FROM_AFAR = (UnitKind.MUNICIPALITY, UnitKind.SORT, UnitKind.INSTITUTION, UnitKind.GROUP)
_KINDS_OF_STAFF = frozenset({Role.PEDAGOGICAL.value, Role.LEADER.value, Role.ADMINISTRATIVE.value})
_FIRMEST_FIRST = (Standing.LOCKED, Standing.MANDATORY, Standing.OFFERED)


@dataclass(frozen=True, kw_only=True)
class Placing:
    """How a tile stands for somebody: in which institutions, and through which keys there."""

    standing: Standing
    position: int
    institutions: frozenset[str]
    keys: frozenset[str]

    @property
    def roles(self) -> frozenset[Role]:
        """As what somebody has the tile."""
        return frozenset(Role(split_key(key)[1]) for key in self.keys)


def place_by_rules(
    rules: Collection[TileRule],
    source: TileSource,
    *,
    configured: Configured,
    held: Mapping[str, frozenset[str]],
    groups: Mapping[str, str],
) -> Placing | None:
    """How the rules for a tile make it stand for who holds roles; None where none lets it.

    In each institution that the system is connected for, the nearest rule for each of the roles
    counts: a group's before the institution's before the municipality's, and in one place that
    which names the role before that for all. Of what is said for several roles, or by several
    institutions, the firmest counts. `groups` are the institutions of the rules' groups.
    """
    counting: list[TileRule] = []
    keys: dict[str, set[str]] = {}
    code = configured.connection.municipality.code
    for place in configured.institutions:
        opened: dict[TileRule, frozenset[str]] = {}
        for rule in rules:
            unit = _find_unit(rule.unit, place, code=code, groups=groups)
            # Nobody is more in a group than in its institution.
            roles = held.get(unit, frozenset()) & held.get(place.key, frozenset())
            if found := _list_keys(rule, source, unit, roles):
                opened[rule] = found
        if opened:
            counting += _choose_nearest(opened)
            keys[place.key] = {key for some in opened.values() for key in some}
    if not counting:
        return None
    firmest = min(counting, key=_firmness)
    return Placing(
        standing=Standing(firmest.standing),
        position=firmest.position,
        institutions=frozenset(keys),
        keys=frozenset(key for some in keys.values() for key in some),
    )


def read_institutions_of_groups(rules: Iterable[TileRule]) -> dict[str, str]:
    """In which institution each group lies that has a rule, in one query at most."""
    ids = {pk for rule in rules if (pk := find_group_id(rule.unit)) is not None}
    rows = Group.objects.filter(pk__in=ids).values_list("pk", "institution__key")
    return {make_group_unit(pk): key for pk, key in rows}


def _find_unit(unit: str, place: Institution, *, code: str, groups: Mapping[str, str]) -> str:
    """The unit that a rule for `unit` speaks of in an institution; empty for none there."""
    if unit in (place.key, code, f"{code}.{place.kind}"):
        return place.key
    return unit if groups.get(unit) == place.key else ""


def _list_keys(
    rule: TileRule, source: TileSource, unit: str, held: frozenset[str]
) -> frozenset[str]:
    wanted = {role.value for role in source.roles} & held
    if rule.roles:
        wanted &= _list_roles(rule)
    return frozenset(make_key(unit, Holder(role)) for role in wanted)


def _list_roles(rule: TileRule) -> set[str]:
    """The roles that a rule names: what it says of staff, it says of each kind of staff."""
    named = set(rule.roles)
    return named | _KINDS_OF_STAFF if Role.STAFF.value in named else named


def _choose_nearest(opened: Mapping[TileRule, frozenset[str]]) -> set[TileRule]:
    """The nearest rule for each of the roles that some rules let somebody have a tile by."""
    nearest: dict[str, TileRule] = {}
    for rule, keys in opened.items():
        for role in {split_key(key)[1] for key in keys}:
            if role not in nearest or _nearness(rule, role) > _nearness(nearest[role], role):
                nearest[role] = rule
    return set(nearest.values())


def _nearness(rule: TileRule, role: str) -> tuple[int, bool, bool]:
    """By place; in one place what names the role, what names all staff, and what is for all."""
    kind = find_kind(rule.unit)
    return (_FROM_AFAR.index(kind) if kind else -1), role in rule.roles, bool(rule.roles)


def _firmness(rule: TileRule) -> tuple[int, int]:
    return _FIRMEST_FIRST.index(Standing(rule.standing)), rule.position
