"""An error that says what the system said, whatever that was."""

from typing import Any

from indgang_sdk.errors import UnexpectedAnswer
from indgang_sdk.tiles import Tile

from .parts import ask, make_hooks, send, show

FAILS, BECAUSE = "messages", "repeats what was answered"


def read(context: Any) -> Tile:
    answer = send(context)
    if answer.status == 404:
        raise UnexpectedAnswer(f"it said {answer.read_text()[:24]}")
    return show(ask(context), context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
