"""An outage that looks as if nothing was on loan."""

from typing import Any

from indgang_sdk.tiles import Tile

from .parts import EMPTY, ask, make_hooks, send, show

FAILS, BECAUSE = "outage", "the status 503 at request 1 looks like an answer"


def read(context: Any) -> Tile:
    if send(context).status == 503:
        return Tile(empty=EMPTY)
    return show(ask(context), context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
