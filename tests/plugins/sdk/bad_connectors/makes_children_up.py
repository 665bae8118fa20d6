"""A child made by the connector, which may be anybody."""

from typing import Any

from indgang_sdk.people import Child, Need
from indgang_sdk.tiles import Tile

from .parts import ask, make_hooks, show

FAILS, BECAUSE = "answer", "not one of viewer.children"


def read(context: Any) -> Tile:
    loans = ask(context)
    for loan in loans:
        context.viewer.find_child(loan.child)
    return show(loans, lambda one: Child({Need.CHILD_ID: one}))


connectors, health_checks, launchers, tile_sources = make_hooks(read)
