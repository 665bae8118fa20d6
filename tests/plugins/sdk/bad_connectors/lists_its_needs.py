"""Needs in a list, where the contract says a set."""

from typing import Any

from indgang_sdk.people import Need
from indgang_sdk.tiles import Tile

from .parts import ask, make_hooks, show

FAILS, BECAUSE = "contract", "needs is a list, not frozenset"


def read(context: Any) -> Tile:
    return show(ask(context), context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read, needs=[Need.CHILD_ID])
