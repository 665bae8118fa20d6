"""A person's own order of tiles, below what the rules fix."""

from collections.abc import Sequence

from django.db import transaction

from core.connectors.models import Standing, TileChoice
from core.connectors.tiles.places import PlacedTile
from core.people.models import Person


@transaction.atomic
def move_tile(person: Person, tile: PlacedTile, *, tiles: Sequence[PlacedTile], by: int) -> None:
    """Moves a tile among those that are shown and not fixed, as far as there is room."""
    movable = _list_movable(tiles)
    if tile not in movable:
        return
    place = movable.index(tile)
    target = min(max(place + by, 0), len(movable) - 1)
    movable.insert(target, movable.pop(place))
    _write_order(person, movable)


@transaction.atomic
def add_tile(person: Person, tile: PlacedTile, *, tiles: Sequence[PlacedTile]) -> None:
    """Shows a tile that is offered, behind the others."""
    if tile.standing is Standing.OFFERED:
        _write_order(person, [*_list_movable(tiles), tile])


@transaction.atomic
def remove_tile(person: Person, tile: PlacedTile) -> None:
    """Does without a tile that may be done without."""
    if tile.standing is Standing.OFFERED:
        TileChoice.objects.filter(
            person=person, connection=tile.connection_id, source=tile.source.name
        ).update(is_shown=False)


def _list_movable(tiles: Sequence[PlacedTile]) -> list[PlacedTile]:
    return [tile for tile in tiles if tile.is_shown and tile.standing is not Standing.LOCKED]


def _write_order(person: Person, tiles: Sequence[PlacedTile]) -> None:
    TileChoice.objects.bulk_create(
        [
            TileChoice(
                person=person,
                connection_id=tile.connection_id,
                source=tile.source.name,
                is_shown=True,
                position=number,
            )
            for number, tile in enumerate(tiles)
        ],
        update_conflicts=True,
        unique_fields=["person", "connection", "source"],
        update_fields=["is_shown", "position"],
    )
