"""What My system offers. Hooks are asked once, when the portal starts."""

from collections.abc import Iterator

from indgang_sdk import hookimpl
from indgang_sdk.connectors import Category, Connector, Context
from indgang_sdk.links import EVERYBODY, Destination, Launcher, LaunchRequest
from indgang_sdk.people import Need, Role
from indgang_sdk.search import SearchHit, SearchSource
from indgang_sdk.texts import Text
from indgang_sdk.tiles import Tile, TileSource

from . import client, mapping
from .settings import MySystemSettings

Asked = Context[MySystemSettings]


@hookimpl
def connectors() -> Iterator[Connector]:
    yield Connector(
        name="my_system",
        title=Text(da="My system", en="My system"),
        description=Text(da="Opgaver og sider", en="Tasks and pages"),
        version="0.1.0",
        made_for=1,
        settings=MySystemSettings,
        category=Category.OTHER,
    )


@hookimpl
def tile_sources() -> Iterator[TileSource]:
    yield TileSource(
        name="tasks",
        title=Text(da="Opgaver", en="Tasks"),
        read=read_tasks,
        roles=frozenset({Role.PUPIL, Role.GUARDIAN}),
        needs=frozenset({Need.CHILD_ID}),
    )


@hookimpl
def search_sources() -> Iterator[SearchSource]:
    title = Text(da="Sider", en="Pages")
    yield SearchSource(name="pages", title=title, search=search_pages, roles=EVERYBODY)


@hookimpl
def launchers() -> Iterator[Launcher]:
    title = Text(da="Åbn systemet", en="Open the system")
    yield Launcher(name="open", title=title, open=open_system, roles=EVERYBODY)


def read_tasks(context: Asked) -> Tile:
    return mapping.make_tile(client.ask_tasks(context), context.viewer)


def search_pages(context: Asked, words: str) -> list[SearchHit]:
    return [mapping.make_hit(page) for page in client.ask_pages(context, words)]


def open_system(context: Asked, asked: LaunchRequest) -> Destination:
    return Destination(address=f"{context.settings.address}/{asked.target}")
