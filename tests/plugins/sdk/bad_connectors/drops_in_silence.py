"""Somebody else's loans are dropped, and nobody hears of the mistake."""

from typing import Any

from indgang_sdk.tiles import Tile

from .parts import ask, make_hooks, show

FAILS, BECAUSE = "wrong_person", "nobody is told"


def read(context: Any) -> Tile:
    own = {child.id for child in context.viewer.children}
    loans = [loan for loan in ask(context) if loan.child in own]
    return show(loans, context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
