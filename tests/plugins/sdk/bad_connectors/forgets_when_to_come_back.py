"""A system that asks for two minutes of peace and does not get them."""

from typing import Any

from indgang_sdk.errors import Unavailable
from indgang_sdk.tiles import Tile

from .parts import ask, make_hooks, send, show

FAILS, BECAUSE = "retry_after", "is lost"


def read(context: Any) -> Tile:
    if send(context).status == 429:
        raise Unavailable("busy")
    return show(ask(context), context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
