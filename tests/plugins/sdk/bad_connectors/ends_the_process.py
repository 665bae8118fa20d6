"""A connector that ends the portal when it does not like an answer."""

import sys
from typing import Any

from indgang_sdk.tiles import Tile

from .parts import ask, make_hooks

FAILS, BECAUSE = "answer", "raises SystemExit"


def read(context: Any) -> Tile:
    ask(context)
    sys.exit(1)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
