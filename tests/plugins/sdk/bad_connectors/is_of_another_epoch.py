"""A connector for a portal that is not there yet."""

from typing import Any

from indgang_sdk.tiles import Tile

from .parts import ask, make_connector, make_hooks, show

FAILS, BECAUSE = "contract", "epoch 9"


def read(context: Any) -> Tile:
    return show(ask(context), context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read, make_connector(made_for=9))
