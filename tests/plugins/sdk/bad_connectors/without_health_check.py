"""Settings that nobody can try before a whole school does."""

from typing import Any

from indgang_sdk.tiles import Tile

from .parts import ask, make_hooks, show

FAILS, BECAUSE = "health", "no health check"


def read(context: Any) -> Tile:
    return show(ask(context), context.viewer.find_child)


connectors, _, launchers, tile_sources = make_hooks(read)
