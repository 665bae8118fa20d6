"""A system of which nobody says how to get access to it."""

from typing import Any

from indgang_sdk.tiles import Tile
from tests.plugins.sdk.bad_connectors.parts import ask, make_hooks, show

FAILS, BECAUSE = "readme", "no README.md"


def read(context: Any) -> Tile:
    return show(ask(context), context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
