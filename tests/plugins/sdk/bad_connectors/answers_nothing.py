"""A function that forgets to return."""

from typing import Any

from .parts import ask, make_hooks, show

FAILS, BECAUSE = "answer", "is a NoneType, not Tile"


def read(context: Any) -> None:
    show(ask(context), context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
