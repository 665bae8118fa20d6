"""A tile that nobody can have."""

from typing import Any

from indgang_sdk.tiles import Tile

from .parts import ask, make_hooks, show

FAILS, BECAUSE = "contract", "names no roles"


def read(context: Any) -> Tile:
    return show(ask(context), context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read, roles=frozenset())
