"""Guides that are gone as soon as nothing has changed."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from indgang_sdk import hookimpl
from indgang_sdk.search import IndexPage, IndexSource
from indgang_sdk.tiles import Tile
from tests.plugins.sdk.good_connector import mapping
from tests.plugins.sdk.good_connector.payloads import Guides

from .parts import EMPTY, ask, make_hooks, show

FAILS, BECAUSE = "unchanged", "something else than before"


def read(context: Any) -> Tile:
    return show(ask(context), context.viewer.find_child)


def read_guides(context: Any, cursor: str) -> IndexPage:
    kept = (context.memory.get(cursor) or b"").decode()
    answer = context.http.get(
        f"{context.settings.address}/guides",
        query={"from": cursor},
        headers={"If-None-Match": kept} if kept else {},
    )
    if answer.is_unchanged:
        return IndexPage(cursor="4", is_last=cursor == "4")
    tag = answer.headers.get("etag", "").encode()
    context.memory.put(cursor, tag, max_age=timedelta(days=1))
    return mapping.make_page(answer.require_ok().read_model(Guides), ("998101",))


@hookimpl
def index_sources() -> Iterator[IndexSource]:
    yield IndexSource(name="guides", title=EMPTY, read=read_guides)


connectors, health_checks, launchers, tile_sources = make_hooks(read)
