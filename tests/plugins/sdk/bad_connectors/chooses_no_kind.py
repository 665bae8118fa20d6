"""Its kind of system is to be chosen in a setting that can be anything."""

from typing import Any

from indgang_sdk.connectors import ChosenBySetting
from indgang_sdk.tiles import Tile

from .parts import ask, make_connector, make_hooks, show

FAILS, BECAUSE = "contract", "the setting address must be a Category or a Literal of some"


def read(context: Any) -> Tile:
    return show(ask(context), context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(
    read, make_connector(category=ChosenBySetting(name="address"))
)
