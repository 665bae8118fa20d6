"""Which tiles stand on somebody's pages, and in which order: rules first, then own choices."""

from collections import defaultdict
from dataclasses import dataclass

from core.access.keys import split_key
from core.access.models import PersonKey
from core.access.viewer import Viewer
from core.connectors.configuration.reaches import (
    Configured,
    connections_with_circuits,
    read_configured,
)
from core.connectors.configuration.statuses import Status
from core.connectors.models import Standing, TileChoice, TileRule
from indgang_sdk.people import Role
from indgang_sdk.tiles import TileSource

_MUNICIPALITY_LENGTH = 3


@dataclass(frozen=True, kw_only=True)
class PlacedTile:
    """A tile for somebody: how it stands, whether it is shown, and where."""

    configured: Configured
    source: TileSource
    standing: Standing
    is_shown: bool
    position: int
    # Those of the source's roles that the viewer holds.
    roles: frozenset[Role]
    is_paused: bool = False

    @property
    def connection_id(self) -> int:
        return self.configured.connection.pk


def list_tiles(viewer: Viewer) -> list[PlacedTile]:
    """All tiles that a viewer has or may add, in their order: fixed ones first.

    A tile is for those who hold one of its source's roles, and of the rule's, in an institution
    that the system is connected for. Costs two queries where no rule is for the viewer.
    """
    if viewer.person_id is None:
        return []
    held = _read_held(viewer)
    rules = _read_rules(held)
    if not rules:
        return []
    wanted = {connection_id for connection_id, _ in rules}
    configured = {
        item.connection.pk: item
        for item in read_configured(connections_with_circuits().filter(pk__in=wanted))
    }
    choices = {
        (choice.connection_id, choice.source): choice
        for choice in TileChoice.objects.filter(person=viewer.person_id)
    }
    found = []
    for (connection_id, name), rule in rules.items():
        item = configured[connection_id]
        source, roles = _find_open_source(item, name, rule, held)
        if source is not None and roles:
            choice = choices.get((connection_id, name))
            found.append(_place(item, source, rule, choice, roles=roles))
    return sorted(found, key=_order)


def find_tile(viewer: Viewer, *, connection_id: int, name: str) -> PlacedTile | None:
    """One of the viewer's tiles; None for one that is not for the viewer."""
    found = (
        tile
        for tile in list_tiles(viewer)
        if tile.connection_id == connection_id and tile.source.name == name
    )
    return next(found, None)


def _read_held(viewer: Viewer) -> dict[str, frozenset[str]]:
    """As what the viewer belongs where, by the units of keys."""
    keys = PersonKey.objects.filter(
        person=viewer.person_id, starts_on__lte=viewer.today, ends_on__gte=viewer.today
    ).values_list("key", flat=True)
    held: dict[str, set[str]] = defaultdict(set)
    for key in keys:
        unit, holder = split_key(key)
        if holder:
            held[unit].add(holder)
    return {unit: frozenset(holders) for unit, holders in held.items()}


def _read_rules(held: dict[str, frozenset[str]]) -> dict[tuple[int, str], TileRule]:
    """The nearest rule of each tile, among those for the viewer's units and roles."""
    nearest: dict[tuple[int, str], TileRule] = {}
    for rule in TileRule.objects.filter(unit__in=held).order_by("pk"):
        if rule.roles and not held[rule.unit] & set(rule.roles):
            continue
        key = (rule.connection_id, rule.source)
        if key not in nearest or _nearness(rule.unit) > _nearness(nearest[key].unit):
            nearest[key] = rule
    return nearest


def _nearness(unit: str) -> int:
    """Groups are nearer than institutions, and those nearer than municipalities."""
    if unit.startswith("g"):
        return 3
    return 1 if len(unit) == _MUNICIPALITY_LENGTH else 1 + ("." not in unit)


def _find_open_source(
    item: Configured, name: str, rule: TileRule, held: dict[str, frozenset[str]]
) -> tuple[TileSource | None, frozenset[Role]]:
    """The source, and its roles that the viewer holds where the system is connected."""
    if item.offer is None or not set(item.statuses) <= {Status.PAUSED}:
        return None, frozenset()
    source: TileSource | None = item.offer.find_source("tile_sources", name)
    if source is None:
        return None, frozenset()
    wanted = {role for role in source.roles if not rule.roles or role.value in rule.roles}
    mine = {holder for place in item.institutions for holder in held.get(place.key, ())}
    return source, frozenset(role for role in wanted if role.value in mine)


def _place(
    item: Configured,
    source: TileSource,
    rule: TileRule,
    choice: TileChoice | None,
    *,
    roles: frozenset[Role],
) -> PlacedTile:
    standing = Standing(rule.standing)
    is_shown = standing is not Standing.OFFERED
    position = rule.position
    if choice is not None and standing is not Standing.LOCKED:
        position = choice.position
        is_shown = choice.is_shown if standing is Standing.OFFERED else True
    return PlacedTile(
        configured=item,
        source=source,
        standing=standing,
        is_shown=is_shown,
        position=position,
        roles=roles,
        is_paused=Status.PAUSED in item.statuses,
    )


def _order(tile: PlacedTile) -> tuple[bool, int, str, str]:
    connection = tile.configured.connection
    return (tile.standing is not Standing.LOCKED, tile.position, connection.title, tile.source.name)
