"""Its kind of system is to be chosen in a setting that it has not got."""

from typing import Any

from indgang_sdk.connectors import ChosenBySetting
from indgang_sdk.tiles import Tile

from .parts import ask, make_connector, make_hooks, show

FAILS, BECAUSE = "contract", "there is no setting named 'kind'"


def read(context: Any) -> Tile:
    return show(ask(context), context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(
    read, make_connector(category=ChosenBySetting(name="kind"))
)
