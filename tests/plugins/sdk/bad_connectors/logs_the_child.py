"""A line in the log that says whom it is about."""

import logging
from typing import Any

from indgang_sdk.tiles import Tile

from .parts import ask, make_hooks, show

FAILS, BECAUSE = "messages", "the id of a person"


def read(context: Any) -> Tile:
    logging.getLogger(__name__).warning("asked about %s", context.viewer.children[0].id)
    return show(ask(context), context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
