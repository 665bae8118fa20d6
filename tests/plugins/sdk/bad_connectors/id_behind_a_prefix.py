"""An id in the address that begins with something else."""

from typing import Any

from indgang_sdk.tiles import Tile

from .parts import ask, make_hooks, show

FAILS, BECAUSE = "addresses", "the id of a person"


def read(context: Any) -> Tile:
    child = context.viewer.children[0]
    return show(ask(context, behind=f"?pupil=uni_{child.id}_1"), context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
