"""A tile with nothing in it that does not say what there is nothing of."""

from dataclasses import replace
from typing import Any

from indgang_sdk.tiles import Tile

from .parts import ask, make_hooks, show

FAILS, BECAUSE = "empty", "has no words"


def read(context: Any) -> Tile:
    return replace(show(ask(context), context.viewer.find_child), empty=None)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
