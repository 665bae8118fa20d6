"""A name that the municipality was never asked to hand out."""

from typing import Any

from indgang_sdk.errors import NotDeclared
from indgang_sdk.tiles import Tile

from .parts import ask, make_hooks, show

FAILS, BECAUSE = "declared_fields", "child.first_name"


def read(context: Any) -> Tile:
    for child in context.viewer.children:
        try:
            context.log.info("looked", known=bool(child.first_name))
        except NotDeclared:
            context.log.info("looked", known=False)
    return show(ask(context), context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
