"""A Danish title that half of the parents do not read."""

from typing import Any

from indgang_sdk.texts import Text
from indgang_sdk.tiles import Tile

from .parts import ask, make_hooks, show

FAILS, BECAUSE = "texts", "which is not for Danish readers"
TITLE = Text(da="Download bøger", en="Download books")


def read(context: Any) -> Tile:
    return show(ask(context), context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read, title=TITLE)
