"""A time zone set for everybody, because its own system has another."""

import os
from typing import Any

from indgang_sdk.tiles import Tile

from .parts import ask, make_hooks, show

FAILS, BECAUSE = "process", "the environment for everybody"


def read(context: Any) -> Tile:
    os.environ["INDGANG_BAD_CONNECTOR"] = "1"
    return show(ask(context), context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
