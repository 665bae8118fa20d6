"""A connector to whatever the benchmark plays outside: one tile with what it answers."""

from collections.abc import Iterator

from pydantic import BaseModel

from indgang_sdk import hookimpl
from indgang_sdk.connectors import Connector, Context
from indgang_sdk.links import EVERYBODY
from indgang_sdk.settings import Address, Settings, setting
from indgang_sdk.texts import Text
from indgang_sdk.tiles import Item, Tile, TileSource


class OutsideSettings(Settings):
    address: Address = setting(title=Text(da="Adresse", en="Address"))


class Answer(BaseModel):
    crash: bool = False
    titles: list[str] = []


def read_tile(context: Context[OutsideSettings]) -> Tile:
    """The titles as a list, or a crash, as the system outside has it."""
    answer = context.http.get(context.settings.address).require_ok().read_model(Answer)
    if answer.crash:
        raise RuntimeError("the connector crashes")
    return Tile(parts=tuple(Item(title=title) for title in answer.titles))


@hookimpl
def connectors() -> Iterator[Connector]:
    yield Connector(
        name="outside",
        title=Text(da="Udenfor", en="Outside"),
        description=Text(da="Det, målingen spiller", en="What the benchmark plays"),
        version="1.0.0",
        made_for=1,
        settings=OutsideSettings,
    )


@hookimpl
def tile_sources() -> Iterator[TileSource]:
    title = Text(da="Boks", en="Box")
    yield TileSource(name="tile", title=title, read=read_tile, roles=EVERYBODY)
