"""A way out of its own, past everything that guards the other."""

import urllib.request
from typing import Any

from indgang_sdk.tiles import Tile

from .parts import ask, make_hooks, show

FAILS, BECAUSE = "imports", "the way out is context.http"


def read(context: Any) -> Tile:
    context.log.info("asking", opener=bool(urllib.request.build_opener))
    return show(ask(context), context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
