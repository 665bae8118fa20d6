"""Waiting, while a person and a thread wait too."""

import time
from typing import Any

from indgang_sdk.tiles import Tile

from .parts import ask, make_hooks, show

FAILS, BECAUSE = "way_out", "waits by itself"


def read(context: Any) -> Tile:
    try:
        time.sleep(60)
    except Exception:  # noqa: BLE001 - it hides what it does
        context.log.info("not waited")
    return show(ask(context), context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
