"""A hook that asks for something while the portal starts."""

from typing import Any

from indgang_sdk import hookimpl
from indgang_sdk.tiles import Tile

from .parts import ask, make_hooks, show

FAILS, BECAUSE = "contract", "search_sources raises"


def read(context: Any) -> Tile:
    return show(ask(context), context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read)


@hookimpl
def search_sources() -> Any:
    raise RuntimeError("no file of settings")
