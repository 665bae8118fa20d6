"""A thread of its own, which goes on when nobody waits for it any more."""

from logging.handlers import QueueListener
from queue import SimpleQueue
from typing import Any

from indgang_sdk.tiles import Tile

from .parts import ask, make_hooks, show

FAILS, BECAUSE = "way_out", "threading.Thread.start by itself"


def read(context: Any) -> Tile:
    try:
        QueueListener(SimpleQueue()).start()
    except Exception:  # noqa: BLE001 - it hides what it does
        context.log.info("not started")
    return show(ask(context), context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
