"""A refusal that nobody can tell from a broken answer."""

from typing import Any

from indgang_sdk.errors import UnexpectedAnswer
from indgang_sdk.tiles import Tile

from .parts import ask, make_hooks, send, show

FAILS, BECAUSE = "refusal", "not as Refused"


def read(context: Any) -> Tile:
    if send(context).status in {401, 403}:
        raise UnexpectedAnswer("odd")
    return show(ask(context), context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
