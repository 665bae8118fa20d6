"""A password that is kept as it is and shown to whoever opens the form."""

from dataclasses import replace
from typing import Any

from indgang_sdk.settings import setting
from indgang_sdk.texts import Text
from indgang_sdk.tiles import Tile
from tests.plugins.sdk.good_connector import example
from tests.plugins.sdk.good_connector.settings import LibrarySettings

from .parts import ask, make_connector, make_hooks, show

FAILS, BECAUSE = "setting_words", "sounds secret and is no Secret"


class PlainSettings(LibrarySettings):
    password: str = setting(title=Text(da="Adgangskode", en="Password"), default="")


EXAMPLE = replace(
    example.EXAMPLE, settings=PlainSettings(**dict(example.EXAMPLE.settings), password="made up")
)


def read(context: Any) -> Tile:
    return show(ask(context), context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(
    read, make_connector(settings=PlainSettings)
)
