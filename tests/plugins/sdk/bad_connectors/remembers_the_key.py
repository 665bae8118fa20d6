"""A key in the memory, which nothing encrypts."""

from datetime import timedelta
from typing import Any

from indgang_sdk.tiles import Tile

from .parts import ask, make_hooks, show

FAILS, BECAUSE = "secrets", "the memory holds a secret"


def read(context: Any) -> Tile:
    key = context.settings.secret.get_secret_value()
    context.memory.put("key", key.encode(), max_age=timedelta(hours=1))
    return show(ask(context), context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
