"""A locale set for everybody, so that its own dates look right."""

import locale
from typing import Any

from indgang_sdk.tiles import Tile

from .parts import ask, make_hooks, show

FAILS, BECAUSE = "process", "the locale for everybody"


def read(context: Any) -> Tile:
    other = "C" if locale.setlocale(locale.LC_CTYPE, None) != "C" else "C.UTF-8"
    locale.setlocale(locale.LC_CTYPE, other)
    return show(ask(context), context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
