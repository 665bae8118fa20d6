"""An English title that nobody has translated."""

from typing import Any

from indgang_sdk.texts import Text
from indgang_sdk.tiles import Tile

from .parts import ask, make_hooks, show

FAILS, BECAUSE = "texts", "the same in both languages"
TITLE = Text(da="Bøger", en="Bøger")


def read(context: Any) -> Tile:
    return show(ask(context), context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read, title=TITLE)
