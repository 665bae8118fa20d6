"""An outage that is named, and that nobody who looks at the tile sees."""

from typing import Any

from indgang_sdk.errors import Unavailable
from indgang_sdk.texts import Text
from indgang_sdk.tiles import Item, Tile

from .parts import ask, make_hooks, send, show

FAILS, BECAUSE = "outage", "does not show that it lacks something"


def read(context: Any) -> Tile:
    if send(context).status == 503:
        rest = Item(title=Text(da="Åbningstider", en="Opening hours"))
        return Tile(parts=(rest,), troubles=(Unavailable("the loans are not there"),))
    return show(ask(context), context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
