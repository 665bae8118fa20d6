"""More log lines from everybody, as soon as it is imported."""

import logging
from typing import Any

from indgang_sdk.tiles import Tile

from .parts import ask, make_hooks, show

FAILS, BECAUSE = "process", "the level of all logs for everybody"
logging.getLogger().setLevel(logging.DEBUG - 1)


def read(context: Any) -> Tile:
    return show(ask(context), context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
