"""A memory of each child, under a key that begins with something else."""

from datetime import timedelta
from typing import Any

from indgang_sdk.tiles import Tile

from .parts import ask, make_hooks, show

FAILS, BECAUSE = "memory", "keeps nothing about a person"


def read(context: Any) -> Tile:
    for child in context.viewer.children:
        context.memory.put(f"loans_{child.id}", b"3", max_age=timedelta(hours=1))
    return show(ask(context), context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
