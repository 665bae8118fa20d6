"""A learning platform whose behaviour a test sets: settings of each kind, and sources of each."""

from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum
from typing import Any

from pydantic import model_validator

from indgang_sdk import hookimpl
from indgang_sdk.calendar import EventSource
from indgang_sdk.connectors import Category, Connector, HealthCheck
from indgang_sdk.links import EVERYBODY, Destination, Launcher
from indgang_sdk.people import Need, Role
from indgang_sdk.search import IndexPage, IndexSource, SearchSource
from indgang_sdk.settings import (
    Address,
    InvalidSetting,
    Layer,
    Secret,
    Settings,
    SettingsRow,
    setting,
)
from indgang_sdk.texts import Text
from indgang_sdk.tiles import Card, Tile, TileSource
from indgang_sdk.week import Week, WeekSource

behaviour: dict[str, Callable[..., Any]] = {}
FAMILY = frozenset({Role.PUPIL, Role.GUARDIAN})
CHILD = frozenset({Need.CHILD_ID, Need.CHILD_FIRST_NAME})


class Tone(StrEnum):
    CALM = "calm"
    LOUD = "loud"


class Feed(SettingsRow):
    group: str = setting(title=Text(da="Klasse", en="Class"))
    address: Address = setting(title=Text(da="Adresse", en="Address"))


class PlatformSettings(Settings):
    licence: str = setting(
        title=Text(da="Licens", en="Licence"), layer=Layer.PORTAL, default="none"
    )
    address: Address = setting(
        title=Text(da="Adresse", en="Address"), help=Text(da="Hele adressen", en="The whole of it")
    )
    password: Secret = setting(title=Text(da="Adgangskode", en="Password"), min_length=4)
    pages: int = setting(title=Text(da="Sider", en="Pages"), default=5, ge=1, le=50)
    is_long: bool = setting(title=Text(da="Lang", en="Long"), default=False)
    tone: Tone = setting(title=Text(da="Tone", en="Tone"), default=Tone.CALM)
    spare: Secret | None = setting(title=Text(da="Reserve", en="Spare key"), default=None)
    feeds: tuple[Feed, ...] = setting(title=Text(da="Kalendere", en="Calendars"), default=())
    room: str = setting(
        title=Text(da="Lokale", en="Room"), layer=Layer.INSTITUTION, default="", max_length=20
    )
    token: Secret | None = setting(
        title=Text(da="Nøgle", en="Token"), layer=Layer.INSTITUTION, default=None
    )

    @model_validator(mode="after")
    def check_length(self) -> "PlatformSettings":
        if self.is_long and self.pages == 1:
            raise InvalidSetting(Text(da="En side er ikke langt.", en="One page is not long."))
        return self


def _act(name: str, otherwise: Any) -> Callable[..., Any]:
    def answer(*given: Any) -> Any:
        return behaviour[name](*given) if name in behaviour else otherwise

    return answer


@hookimpl
def connectors():
    yield Connector(
        name="platform",
        title=Text(da="Læringsplatform", en="Learning platform"),
        description=Text(da="Ugeplaner og opgaver", en="Week plans and tasks"),
        version="2.0.0",
        made_for=1,
        settings=PlatformSettings,
        category=Category.LEARNING_PLATFORM,
        find_hosts=lambda settings: (
            behaviour["hosts"](settings) if "hosts" in behaviour else ["platform.example"]
        ),
    )


@hookimpl
def tile_sources():
    yield TileSource(
        name="plan",
        title=Text(da="Ugeplan", en="Week plan"),
        read=_act("tile", Tile(parts=(Card(title="as always"),))),
        roles=EVERYBODY,
        needs=frozenset({Need.VIEWER_NAME}),
        max_age=timedelta(minutes=10),
    )


@hookimpl
def search_sources():
    yield SearchSource(
        name="material",
        title=Text(da="Materiale", en="Material"),
        search=_act("search", ()),
        roles=FAMILY,
        needs=CHILD,
    )


@hookimpl
def index_sources():
    yield IndexSource(
        name="guides",
        title=Text(da="Vejledninger", en="Guides"),
        read=_act("index", IndexPage()),
    )


@hookimpl
def event_sources():
    yield EventSource(
        name="lessons",
        title=Text(da="Skema", en="Timetable"),
        read=_act("lessons", ()),
        roles=EVERYBODY,
        needs=CHILD,
    )


@hookimpl
def week_sources():
    yield WeekSource(
        name="week",
        title=Text(da="Uge", en="Week"),
        read=_act("week", Week()),
        roles=FAMILY,
        needs=CHILD,
    )


@hookimpl
def launchers():
    yield Launcher(
        name="show",
        title=Text(da="Vis", en="Show"),
        open=_act("open", Destination(address="https://platform.example/show")),
        roles=EVERYBODY,
    )


@hookimpl
def health_checks():
    yield HealthCheck(name="reach", title=Text(da="Svar", en="Answer"), check=_act("health", None))
