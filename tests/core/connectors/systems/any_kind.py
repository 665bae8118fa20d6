"""A system of whatever kind the municipality chooses, of three: one box and nothing else."""

from typing import Any, Literal

from indgang_sdk import hookimpl
from indgang_sdk.connectors import Category, ChosenBySetting, Connector
from indgang_sdk.links import EVERYBODY
from indgang_sdk.settings import Settings, setting
from indgang_sdk.texts import Text
from indgang_sdk.tiles import Card, Tile, TileSource


class AnyKindSettings(Settings):
    kind: Literal[Category.LEARNING_PLATFORM, Category.ABSENCE, Category.LIBRARY] = setting(
        title=Text(da="Slags system", en="Kind of system"),
        choices={"absence": Text(da="Fravær og sygemelding", en="Absence and illness")},
    )


def read_news(context: Any) -> Tile:
    """Which system it is, and what it takes itself for."""
    return Tile(parts=(Card(title=f"news of {context.system}: {context.settings.kind}"),))


@hookimpl
def connectors():
    yield Connector(
        name="any_kind",
        title=Text(da="Hvad som helst", en="Whatever it is"),
        description=Text(da="Det, der mangler", en="What is missing"),
        version="1.0.0",
        made_for=1,
        settings=AnyKindSettings,
        category=ChosenBySetting(name="kind"),
    )


@hookimpl
def tile_sources():
    title = Text(da="Nyt", en="News")
    yield TileSource(name="news", title=title, read=read_news, roles=EVERYBODY)
