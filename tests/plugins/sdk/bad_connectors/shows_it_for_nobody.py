"""Loans that are shown without the child that they belong to."""

from typing import Any

from indgang_sdk.tiles import Tile

from .parts import ask, make_hooks, show

FAILS, BECAUSE = "wrong_person", "is shown: use viewer.find_child"


def read(context: Any) -> Tile:
    return show(ask(context), lambda _: None)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
