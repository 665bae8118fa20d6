"""A link that takes the child's id along in the address, into every history and log."""

from collections.abc import Iterator
from typing import Any

from indgang_sdk import hookimpl
from indgang_sdk.links import EVERYBODY, Destination, Launcher, LaunchRequest
from indgang_sdk.people import Need
from indgang_sdk.tiles import Tile

from .parts import EMPTY, ask, make_hooks, show

FAILS, BECAUSE = "addresses", "the id of a person"


def read(context: Any) -> Tile:
    return show(ask(context), context.viewer.find_child)


def open_book(context: Any, asked: LaunchRequest) -> Destination:
    child = f"/of/{asked.child.id}" if asked.child else ""
    return Destination(address=f"{context.settings.address}/b/{asked.target}{child}")


@hookimpl
def launchers() -> Iterator[Launcher]:
    needs = frozenset({Need.CHILD_ID})
    yield Launcher(name="book", title=EMPTY, open=open_book, roles=EVERYBODY, needs=needs)


connectors, health_checks, _, tile_sources = make_hooks(read)
