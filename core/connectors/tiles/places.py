"""Which tiles stand on somebody's pages, and in which order: rules first, then own choices."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

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
_KINDS_OF_STAFF = frozenset({Role.PEDAGOGICAL.value, Role.LEADER.value, Role.ADMINISTRATIVE.value})
_FIRMEST_FIRST = (Standing.LOCKED, Standing.MANDATORY, Standing.OFFERED)


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
        for choice in TileChoice.objects.filter(person=viewer.person_id or 0)
    }
    return sorted(_list_placed(viewer, TileRule.objects.all(), choices), key=_order)


def find_tile(viewer: Viewer, *, connection_id: int, name: str) -> PlacedTile | None:
    """One of the viewer's tiles; None for one that is not for the viewer.

    As `list_tiles` has it, but for its place, which who asks for one tile does not need.
    """
    rules = TileRule.objects.filter(connection=connection_id, source=name)
    return next(_list_placed(viewer, rules, {}), None)


def _list_placed(
    viewer: Viewer,
    rules: QuerySet[TileRule],
    choices: Mapping[tuple[int, str], TileChoice],
) -> Iterator[PlacedTile]:
    nearest = _choose_nearest(rules.filter(unit__in=viewer.held), viewer.held)
    if not nearest:
        return
    rows = connections_with_circuits().filter(pk__in={pk for pk, _ in nearest})
    configured = {item.connection.pk: item for item in read_configured(rows)}
    for (connection_id, name), firmest_first in nearest.items():
        item = configured[connection_id]
        for rule in firmest_first:
            source, roles = _find_open_source(item, name, rule, viewer.held)
            if source is not None and roles:
                yield _place(item, source, rule, choices.get((connection_id, name)), roles=roles)
                break


def _choose_nearest(
    rules: QuerySet[TileRule], held: Mapping[str, frozenset[str]]
) -> dict[tuple[int, str], list[TileRule]]:
    """The nearest rule of each tile for each of the viewer's roles, the firmest first."""
    nearest: dict[tuple[int, str], dict[str, TileRule]] = {}
    for rule in rules.order_by("pk"):
        of_roles = nearest.setdefault((rule.connection_id, rule.source), {})
        for role in held[rule.unit] & _list_roles(rule, held[rule.unit]):
            if role not in of_roles or _nearness(rule) > _nearness(of_roles[role]):
                of_roles[role] = rule
    return {
        tile: sorted({rule.pk: rule for rule in of_roles.values()}.values(), key=_firmness)
        for tile, of_roles in nearest.items()
        if of_roles
    }


def _list_roles(rule: TileRule, held: frozenset[str]) -> frozenset[str]:
    """The roles that a rule speaks of: what it says of staff, it says of each kind of staff."""
    roles = frozenset(rule.roles) or held
    return roles | _KINDS_OF_STAFF if Role.STAFF in rule.roles else roles


def _firmness(rule: TileRule) -> tuple[int, int]:
    return _FIRMEST_FIRST.index(Standing(rule.standing)), rule.position


def _nearness(rule: TileRule) -> tuple[int, bool]:
    """Groups are nearer than institutions, and those nearer than municipalities.

    In one place a rule that names roles is nearer than the one for all.
    """
    unit = rule.unit
    if unit.startswith("g"):
        return 3, bool(rule.roles)
    place = 1 if len(unit) == _MUNICIPALITY_LENGTH else 1 + ("." not in unit)
    return place, bool(rule.roles)


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
