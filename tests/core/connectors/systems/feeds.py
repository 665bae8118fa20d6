"""Calendars by an address that each institution fills in, and nobody else can."""

from indgang_sdk import hookimpl
from indgang_sdk.connectors import Connector
from indgang_sdk.settings import Address, Layer, Settings, setting
from indgang_sdk.texts import Text


class FeedsSettings(Settings):
    feed: Address = setting(title=Text(da="Kalender", en="Feed"), layer=Layer.INSTITUTION)


@hookimpl
def connectors():
    yield Connector(
        name="feeds",
        title=Text(da="Kalendere", en="Calendars"),
        description=Text(da="Skolernes egne", en="The schools' own"),
        version="1.0.0",
        made_for=1,
        settings=FeedsSettings,
    )
