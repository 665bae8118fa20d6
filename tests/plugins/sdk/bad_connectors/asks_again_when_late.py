"""Asking once more when the time is over."""

from typing import Any

from indgang_sdk.errors import Unavailable
from indgang_sdk.tiles import Tile

from .parts import ask, make_hooks, show

FAILS, BECAUSE = "slow", "asks the same again"


def read(context: Any) -> Tile:
    try:
        loans = ask(context)
    except Unavailable:
        loans = ask(context)
    return show(loans, context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
