"""A memory of children, which outlives their right to be forgotten."""

from datetime import timedelta
from typing import Any

from indgang_sdk.tiles import Tile

from .parts import ask, make_hooks, show

FAILS, BECAUSE = "memory", "keeps nothing about a person"


def read(context: Any) -> Tile:
    child = context.viewer.children[0]
    context.memory.put("last", child.id.encode(), max_age=timedelta(hours=1))
    return show(ask(context), context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
