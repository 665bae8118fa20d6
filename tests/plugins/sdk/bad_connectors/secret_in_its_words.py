"""A key in the connector's own words, where everybody reads it."""

from dataclasses import replace
from typing import Any

from indgang_sdk.texts import Text
from indgang_sdk.tiles import Tile

from .parts import ask, make_hooks, show

FAILS, BECAUSE = "secrets", "a result holds a secret"


def read(context: Any) -> Tile:
    key = context.settings.secret.get_secret_value()
    empty = Text(da=f"Ingen bøger er lånt. {key}", en=f"No books are on loan. {key}")
    return replace(show(ask(context), context.viewer.find_child), empty=empty)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
