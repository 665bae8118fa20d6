"""A password in a row, where nothing encrypts it."""

from dataclasses import replace
from typing import Any

from indgang_sdk.settings import Secret, SettingsRow, setting
from indgang_sdk.texts import Text
from indgang_sdk.tiles import Tile
from tests.plugins.sdk.good_connector import example
from tests.plugins.sdk.good_connector.settings import LibrarySettings

from .parts import ask, make_connector, make_hooks, show

FAILS, BECAUSE = "contract", "holds a Secret that nothing encrypts"


class Branch(SettingsRow):
    password: Secret = setting(title=Text(da="Adgangskode", en="Password"))


class BranchSettings(LibrarySettings):
    branches: tuple[Branch, ...] = setting(title=Text(da="Filialer", en="Branches"), default=())


EXAMPLE = replace(example.EXAMPLE, settings=BranchSettings(**dict(example.EXAMPLE.settings)))


def read(context: Any) -> Tile:
    return show(ask(context), context.viewer.find_child)


connectors, health_checks, launchers, tile_sources = make_hooks(
    read, make_connector(settings=BranchSettings)
)
