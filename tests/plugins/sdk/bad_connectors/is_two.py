"""Two connectors in one module, of which neither can be switched off."""

from typing import Any

from indgang_sdk import hookimpl
from indgang_sdk.tiles import Tile

from .parts import ask, make_connector, make_hooks, show

FAILS, BECAUSE = "contract", "2 connectors in place of one"


def read(context: Any) -> Tile:
    return show(ask(context), context.viewer.find_child)


_, health_checks, launchers, tile_sources = make_hooks(read)


@hookimpl
def connectors() -> Any:
    yield make_connector()
    yield make_connector(name="second_library")
