"""A file of its own, with what it knows of children in it."""

from pathlib import Path
from typing import Any

from indgang_sdk.tiles import Tile

from .parts import ask, make_hooks, show

FAILS, BECAUSE = "way_out", "does open by itself"


def read(context: Any) -> Tile:
    try:
        Path("loans.txt").write_text("Ronja", encoding="utf-8")
    except Exception:  # noqa: BLE001 - it hides what it does
        context.log.info("not kept")
    return show(ask(context), context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
