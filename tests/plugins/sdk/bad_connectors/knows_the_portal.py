"""A look behind the contract, into the portal's own tables."""

from typing import Any

from django.apps import apps

from indgang_sdk.tiles import Tile

from .parts import ask, make_hooks, show

FAILS, BECAUSE = "imports", "knows nothing of the portal"


def read(context: Any) -> Tile:
    context.log.info("asking", portal=apps.apps_ready)
    return show(ask(context), context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
