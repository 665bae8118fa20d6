"""Which tiles stand on somebody's pages, and in which order: rules first, then own choices."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from core.access.keys import UnitKind, find_kind
from core.access.viewer import Viewer
from core.compiled_queries import CompiledQuery
from core.connectors.configuration.reaches import (
    Configured,
    connections_with_circuits,
    read_configured,
)
from core.connectors.configuration.statuses import Status
from core.connectors.models import Standing, TileChoice, TileRule
from indgang_sdk.people import Role
from indgang_sdk.tiles import TileSource

_FROM_AFAR = (UnitKind.MUNICIPALITY, UnitKind.SORT, UnitKind.INSTITUTION, UnitKind.GROUP)

# Every box asks these.
_rules = CompiledQuery(lambda units: TileRule.objects.filter(unit__in=units).order_by("pk"))
_rules_of_tile = CompiledQuery(
    lambda connection, source, units: TileRule.objects.filter(
        connection=connection, source=source, unit__in=units
    ).order_by("pk")
)
_choices = CompiledQuery(lambda person: TileChoice.objects.filter(person=person))
_connections = CompiledQuery(lambda ids: connections_with_circuits().filter(pk__in=ids))


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
    that the system is connected for. Costs three queries where no rule is for the viewer.
    """
    choices = {
        (choice.connection_id, choice.source): choice
        for choice in _choices.ask(person=viewer.person_id or 0)
    }
    return sorted(_list_placed(viewer, _rules.ask(units=viewer.held), choices), key=_order)


def find_tile(viewer: Viewer, *, connection_id: int, name: str) -> PlacedTile | None:
    """One of the viewer's tiles; None for one that is not for the viewer.

    As `list_tiles` has it, but for its place, which who asks for one tile does not need.
    """
    rules = _rules_of_tile.ask(connection=connection_id, source=name, units=viewer.held)
    return next(_list_placed(viewer, rules, {}), None)


def _list_placed(
    viewer: Viewer,
    rules: Iterable[TileRule],
    choices: Mapping[tuple[int, str], TileChoice],
) -> Iterator[PlacedTile]:
    nearest = _choose_nearest(rules, viewer.held)
    if not nearest:
        return
    rows = _connections.ask(ids={pk for pk, _ in nearest})
    configured = {item.connection.pk: item for item in read_configured(rows)}
    for (connection_id, name), rule in nearest.items():
        item = configured[connection_id]
        source, roles = _find_open_source(item, name, rule, viewer.held)
        if source is not None and roles:
            yield _place(item, source, rule, choices.get((connection_id, name)), roles=roles)


def _choose_nearest(
    rules: Iterable[TileRule], held: Mapping[str, frozenset[str]]
) -> dict[tuple[int, str], TileRule]:
    """The nearest rule of each tile, among those for the viewer's roles."""
    nearest: dict[tuple[int, str], TileRule] = {}
    for rule in rules:
        if rule.roles and not held[rule.unit] & set(rule.roles):
            continue
        key = (rule.connection_id, rule.source)
        if key not in nearest or _nearness(rule.unit) > _nearness(nearest[key].unit):
            nearest[key] = rule
    return nearest


def _nearness(unit: str) -> int:
    """Groups are nearer than institutions, and those nearer than municipalities."""
    kind = find_kind(unit)
    return _FROM_AFAR.index(kind) if kind else -1


def _find_open_source(
    item: Configured, name: str, rule: TileRule, held: Mapping[str, frozenset[str]]
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
