"""Paging that never arrives at the last page."""

from typing import Any

from indgang_sdk.tiles import Tile

from .parts import ask, make_hooks, show

FAILS, BECAUSE = "answer", "asks without end"


def read(context: Any) -> Tile:
    loans: list[Any] = []
    while more := ask(context):
        loans += more
    return show(loans, context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
