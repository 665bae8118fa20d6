"""Links that all say the same to whoever hears them one after another."""

from typing import Any

from indgang_sdk.links import Link
from indgang_sdk.texts import Text
from indgang_sdk.tiles import Tile

from .parts import EMPTY, ask, make_hooks, make_item

FAILS, BECAUSE = "accessible", "does not say where it leads"
HERE = Link(launcher="book", words=Text(da="Klik her", en="Click here"))


def read(context: Any) -> Tile:
    find = context.viewer.find_child
    parts = [make_item(loan, find(loan.child)) for loan in ask(context)[:60]]
    return Tile(parts=tuple(parts), empty=EMPTY, link=HERE)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
