"""Guides that are sent in full every hour, whether anything has changed or not."""

from collections.abc import Iterator
from typing import Any

from indgang_sdk import hookimpl
from indgang_sdk.search import IndexPage, IndexSource
from indgang_sdk.tiles import Tile
from tests.plugins.sdk.good_connector import mapping
from tests.plugins.sdk.good_connector.payloads import Guides

from .parts import EMPTY, ask, make_hooks, show

FAILS, BECAUSE = "unchanged", "asks for the whole again"


def read(context: Any) -> Tile:
    return show(ask(context), context.viewer.find_child)


def read_guides(context: Any, cursor: str) -> IndexPage:
    answer = context.http.get(f"{context.settings.address}/guides", query={"from": cursor})
    return mapping.make_page(answer.require_ok().read_model(Guides), ("998101",))


@hookimpl
def index_sources() -> Iterator[IndexSource]:
    yield IndexSource(name="guides", title=EMPTY, read=read_guides)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
