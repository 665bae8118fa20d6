"""A way out that stands in no import, and is loaded by its name."""

from importlib import import_module as load
from typing import Any

from indgang_sdk.tiles import Tile

from .parts import ask, make_hooks, show

FAILS, BECAUSE = "imports", "an import by name at run time"
SOCKETS = load("socket")


def read(context: Any) -> Tile:
    return show(ask(context), context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
