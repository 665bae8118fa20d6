"""Whatever is answered is shown as if it was about the child that was asked about."""

from typing import Any

from indgang_sdk.tiles import Tile

from .parts import ask, make_hooks, show

FAILS, BECAUSE = "wrong_person", "is shown: use viewer.find_child"


def read(context: Any) -> Tile:
    return show(ask(context), lambda _: context.viewer.children[0])


connectors, health_checks, launchers, tile_sources = make_hooks(read)
