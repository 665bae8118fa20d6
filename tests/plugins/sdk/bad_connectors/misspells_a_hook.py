"""A hook with a name that is none, which pluggy never asks."""

from typing import Any

from indgang_sdk import hookimpl
from indgang_sdk.tiles import Tile

from .parts import ask, make_hooks, show

FAILS, BECAUSE = "contract", "tile_source"


def read(context: Any) -> Tile:
    return show(ask(context), context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read)


@hookimpl
def tile_source() -> Any:
    yield from tile_sources()
