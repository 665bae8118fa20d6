"""Which tiles stand on somebody's pages, and in which order: rules first, then own choices."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from core.access.viewer import Viewer
from core.compiled_queries import CompiledQuery
from core.connectors.configuration.reaches import (
    Configured,
    Reach,
    connections_with_circuits,
    read_configured,
)
from core.connectors.configuration.statuses import Status
from core.connectors.levels import level_of
from core.connectors.models import Standing, TileChoice, TileRule
from core.connectors.tiles.rules import Placing, place_by_rules, read_institutions_of_groups
from indgang_sdk.levels import Level
from indgang_sdk.people import Role
from indgang_sdk.tiles import TileSource

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
    # Through which the rules let the viewer have it; a child is asked about through one of them.
    keys: frozenset[str]
    # For the institutions alone whose rules let the viewer have it.
    reaches: tuple[Reach, ...]
    is_paused: bool = False

    @property
    def connection_id(self) -> int:
        return self.configured.connection.pk

    @property
    def level(self) -> Level:
        """How sure it must be who is looking before it is asked."""
        return level_of(self.source, self.configured.connection)


def list_tiles(viewer: Viewer) -> list[PlacedTile]:
    """All tiles that a viewer has or may add, in their order: fixed ones first.

    A tile is for those who hold one of its source's roles, and of the rule's, in an institution
    that the system is connected for, as the rules have it there. Costs three queries where no
    rule is for the viewer.
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
    held = viewer.held
    of_tiles: dict[tuple[int, str], list[TileRule]] = {}
    for rule in rules:
        if not rule.roles or held[rule.unit] & set(rule.roles):
            of_tiles.setdefault((rule.connection_id, rule.source), []).append(rule)
    if not of_tiles:
        return
    groups = read_institutions_of_groups(rule for some in of_tiles.values() for rule in some)
    rows = _connections.ask(ids={pk for pk, _ in of_tiles})
    configured = {item.connection.pk: item for item in read_configured(rows)}
    for (connection_id, name), some in of_tiles.items():
        item = configured[connection_id]
        source = _find_open_source(item, name)
        if source is None:
            continue
        placing = place_by_rules(some, source, configured=item, held=held, groups=groups)
        if placing is not None:
            yield _place(item, source, placing, choices.get((connection_id, name)))


def _find_open_source(item: Configured, name: str) -> TileSource | None:
    """The source of a connection that runs or is on a break."""
    if item.offer is None or not set(item.statuses) <= {Status.PAUSED}:
        return None
    source: TileSource | None = item.offer.find_source("tile_sources", name)
    return source


def _narrow(reaches: Iterable[Reach], institutions: Collection[str]) -> Iterator[Reach]:
    """The ways of asking, for some institutions alone."""
    for reach in reaches:
        places = tuple(place for place in reach.institutions if place.key in institutions)
        if places:
            yield replace(reach, institutions=places)


def _place(
    item: Configured,
    source: TileSource,
    placing: Placing,
    choice: TileChoice | None,
) -> PlacedTile:
    standing, position = placing.standing, placing.position
    is_shown = standing is not Standing.OFFERED
    if choice is not None and standing is not Standing.LOCKED:
        position = choice.position
        is_shown = choice.is_shown if standing is Standing.OFFERED else True
    return PlacedTile(
        configured=item,
        source=source,
        standing=standing,
        is_shown=is_shown,
        position=position,
        roles=placing.roles,
        keys=placing.keys,
        reaches=tuple(_narrow(item.reaches, placing.institutions)),
        is_paused=Status.PAUSED in item.statuses,
    )


def _order(tile: PlacedTile) -> tuple[bool, int, str, str]:
    connection = tile.configured.connection
    return (tile.standing is not Standing.LOCKED, tile.position, connection.title, tile.source.name)
