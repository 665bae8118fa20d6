"""As many lines as the system cares to send."""

from typing import Any

from indgang_sdk.tiles import Tile

from .parts import EMPTY, ask, make_hooks, make_item

FAILS, BECAUSE = "oversized", "60 is the most"


def read(context: Any) -> Tile:
    find = context.viewer.find_child
    parts = [make_item(loan, find(loan.child)) for loan in ask(context)]
    return Tile(parts=tuple(parts), empty=EMPTY)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
