"""Any system that speaks open_json: what it offers to the portal."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from indgang_sdk import hookimpl
from indgang_sdk.calendar import Event, EventSource, Lesson, Period
from indgang_sdk.connectors import ChosenBySetting, Connector, Context, HealthCheck
from indgang_sdk.links import EVERYBODY, Destination, Launcher, LaunchRequest
from indgang_sdk.people import Need, Role
from indgang_sdk.search import IndexPage, IndexSource, SearchHit, SearchSource
from indgang_sdk.texts import Text
from indgang_sdk.tiles import Tile, TileSource
from indgang_sdk.week import IsoWeek, Week, WeekSource
from plugins.open_json.client import OpenJsonClient
from plugins.open_json.mapping import LAUNCHER, Mapper, map_destination, map_entries, map_words
from plugins.open_json.settings import OpenJsonSettings, find_hosts

Asked = Context[OpenJsonSettings]
# Every question says who looks, as what, and about which children.
NEEDS = frozenset({Need.VIEWER_ID, Need.VIEWER_ROLES, Need.CHILD_ID})
FAMILY = frozenset({Role.PUPIL, Role.GUARDIAN})
FAMILY_AND_STAFF = FAMILY | {Role.STAFF}


@hookimpl
def connectors() -> Iterable[Connector]:
    yield Connector(
        name="open_json",
        title=Text(da="Åben tilslutning (open_json)", en="Open connection (open_json)"),
        description=Text(
            da="Et system, der følger portalens åbne beskrivelse: ugeplan, opgaver m.m.",
            en="A system that follows the portal's open description: week plan, tasks and more",
        ),
        version="1.0.0",
        made_for=1,
        settings=OpenJsonSettings,
        category=ChosenBySetting(name="kind"),
        find_hosts=find_hosts,
    )


@hookimpl
def tile_sources() -> Iterable[TileSource]:
    yield TileSource(
        name="overview",
        title=Text(da="Overblik", en="Overview"),
        read=read_overview,
        roles=FAMILY_AND_STAFF,
        needs=NEEDS,
        icon="info",
    )
    yield TileSource(
        name="tasks",
        title=Text(da="Opgaver", en="Tasks"),
        read=read_tasks,
        roles=FAMILY,
        needs=NEEDS,
        max_age=timedelta(minutes=5),
        icon="check",
    )


@hookimpl
def week_sources() -> Iterable[WeekSource]:
    yield WeekSource(
        name="week",
        title=Text(da="Ugeplan", en="Week plan"),
        read=read_week,
        roles=FAMILY,
        needs=NEEDS,
        max_age=timedelta(minutes=10),
    )


@hookimpl
def event_sources() -> Iterable[EventSource]:
    yield EventSource(
        name="events",
        title=Text(da="Begivenheder", en="Events"),
        read=read_events,
        roles=FAMILY_AND_STAFF,
        needs=NEEDS,
        max_age=timedelta(minutes=10),
    )


@hookimpl
def search_sources() -> Iterable[SearchSource]:
    yield SearchSource(
        name="search",
        title=Text(da="Søgning", en="Search"),
        search=search,
        roles=FAMILY_AND_STAFF,
        needs=NEEDS,
    )


@hookimpl
def index_sources() -> Iterable[IndexSource]:
    yield IndexSource(name="entries", title=Text(da="Vejledninger", en="Guides"), read=read_entries)


@hookimpl
def launchers() -> Iterable[Launcher]:
    yield Launcher(
        name=LAUNCHER,
        title=Text(da="Åbn systemet", en="Open the system"),
        open=open_system,
        roles=EVERYBODY,
        needs=NEEDS,
    )


@hookimpl
def health_checks() -> Iterable[HealthCheck]:
    yield HealthCheck(
        name="reach", title=Text(da="Adgang til systemet", en="Access to the system"), check=check
    )


def read_overview(context: Asked) -> Tile:
    return read_tile(context, "overview")


def read_tasks(context: Asked) -> Tile:
    return read_tile(context, "tasks")


def read_tile(context: Asked, name: str) -> Tile:
    """One of the two tiles that the system has."""
    return make_mapper(context).map_tile(OpenJsonClient(context).read_tile(name))


def read_week(context: Asked, week: IsoWeek) -> Week:
    return make_mapper(context).map_week(OpenJsonClient(context).read_week(week))


def read_events(context: Asked, period: Period) -> Iterator[Event | Lesson]:
    for page in OpenJsonClient(context).read_events(period):
        yield from make_mapper(context).map_events(page)


def search(context: Asked, query: str) -> tuple[SearchHit, ...]:
    return make_mapper(context).map_hits(OpenJsonClient(context).search(query))


def read_entries(context: Asked, cursor: str) -> IndexPage:
    return map_entries(OpenJsonClient(context, about_nobody=True).read_entries(cursor))


def open_system(context: Asked, request: LaunchRequest) -> Destination:
    return map_destination(OpenJsonClient(context).launch(LAUNCHER, request))


def check(context: Asked) -> Text | None:
    found = OpenJsonClient(context, about_nobody=True).check_health()
    return map_words(found.words)


def make_mapper(context: Asked) -> Mapper:
    return Mapper(context.viewer, context.alarm)
