"""A sentence around a title, in Danish only."""

from typing import Any

from indgang_sdk.tiles import Tile

from .parts import EMPTY, ask, make_hooks, make_item

FAILS, BECAUSE = "own_words", "is a word of the connector's own"


def read(context: Any) -> Tile:
    find = context.viewer.find_child
    parts = [
        make_item(loan, find(loan.child), title=f"Husk {loan.title}") for loan in ask(context)[:60]
    ]
    return Tile(parts=tuple(parts), empty=EMPTY)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
