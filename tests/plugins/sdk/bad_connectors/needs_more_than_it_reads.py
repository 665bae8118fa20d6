"""A name that is asked for in case it may be useful one day."""

from typing import Any

from indgang_sdk.people import Need
from indgang_sdk.tiles import Tile

from .parts import ask, make_hooks, show

FAILS, BECAUSE = "needs_used", "viewer.name"
NEEDS = frozenset({Need.CHILD_ID, Need.VIEWER_NAME})


def read(context: Any) -> Tile:
    return show(ask(context), context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read, needs=NEEDS)
