"""A key that the administrator reads when the system refuses."""

from typing import Any

from indgang_sdk.errors import Refused
from indgang_sdk.tiles import Tile

from .parts import ask, make_hooks, send, show

FAILS, BECAUSE = "secrets", "a log line or an error holds a secret"


def read(context: Any) -> Tile:
    if send(context).status in {401, 403}:
        raise Refused(f"{context.settings.secret.get_secret_value()} is refused")
    return show(ask(context), context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
