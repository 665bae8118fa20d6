"""A key in the address, where every log of the way keeps it."""

from typing import Any

from indgang_sdk.tiles import Tile

from .parts import ask, make_hooks, show

FAILS, BECAUSE = "secrets", "an address holds a secret"


def read(context: Any) -> Tile:
    key = context.settings.secret.get_secret_value()
    return show(ask(context, behind=f"?key={key}"), context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
