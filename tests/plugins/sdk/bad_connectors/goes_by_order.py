"""Loans handed out to the children in the order in which they come."""

from typing import Any

from indgang_sdk.tiles import Tile

from .parts import EMPTY, ask, make_hooks, make_item

FAILS, BECAUSE = "wrong_person", "shown for a sibling"


def read(context: Any) -> Tile:
    loans = ask(context)
    for loan in loans:
        if not loan.child.startswith(("bo", "emil")):
            context.viewer.find_child(loan.child)
    pairs = zip(loans, context.viewer.children, strict=False)
    return Tile(parts=tuple(make_item(*pair) for pair in pairs), empty=EMPTY)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
