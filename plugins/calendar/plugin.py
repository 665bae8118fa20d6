"""Timetables and events from iCalendar feeds: what they offer to the portal."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from indgang_sdk import hookimpl
from indgang_sdk.calendar import Event, EventSource, Lesson, Period
from indgang_sdk.connectors import Category, Connector, Context, HealthCheck
from indgang_sdk.errors import ConnectorError
from indgang_sdk.people import Need, Role
from indgang_sdk.texts import Text
from indgang_sdk.tiles import Tile, TileSource
from plugins.calendar.client import FeedClient
from plugins.calendar.mapping import (
    Timetable,
    list_timetables,
    map_event,
    map_timetable,
    name_readers,
)
from plugins.calendar.payloads import DENMARK, ONE_DAY
from plugins.calendar.settings import CalendarSettings
from plugins.calendar.today import make_tile

Asked = Context[CalendarSettings]
# Which feeds are read follows from the groups; nothing about a person is sent to anybody.
NEEDS = frozenset({Need.VIEWER_ROLES, Need.VIEWER_GROUPS, Need.CHILD_GROUPS})
READERS = frozenset({Role.PUPIL, Role.GUARDIAN, Role.STAFF})
LOOKED_AHEAD = timedelta(days=7)


@hookimpl
def connectors() -> Iterable[Connector]:
    yield Connector(
        name="calendar",
        title=Text(da="Kalender (iCal)", en="Calendar (iCal)"),
        description=Text(
            da="Klassernes skemaer og en fælles kalender fra systemer, der deler dem som iCal",
            en="Class timetables and a shared calendar from systems that offer them as iCal",
        ),
        version="1.0.0",
        made_for=1,
        settings=CalendarSettings,
        category=Category.TIMETABLE,
    )


@hookimpl
def tile_sources() -> Iterable[TileSource]:
    yield TileSource(
        name="today",
        title=Text(da="Skema i dag", en="Today's timetable"),
        read=read_today,
        roles=READERS,
        needs=NEEDS,
        max_age=timedelta(minutes=5),
        icon="calendar",
    )


@hookimpl
def event_sources() -> Iterable[EventSource]:
    yield EventSource(
        name="timetable",
        title=Text(da="Skema", en="Timetable"),
        read=read_timetable,
        roles=READERS,
        needs=NEEDS,
        max_age=timedelta(minutes=10),
    )
    yield EventSource(
        name="events",
        title=Text(da="Fælles kalender", en="Shared calendar"),
        read=read_events,
        roles=READERS,
        max_age=timedelta(minutes=10),
    )


@hookimpl
def health_checks() -> Iterable[HealthCheck]:
    yield HealthCheck(
        name="feed", title=Text(da="Det første skema", en="The first timetable"), check=check
    )


def read_timetable(context: Asked, period: Period) -> Iterator[Event | Lesson | ConnectorError]:
    """The lessons of the children's groups, and of those that the viewer works with.

    Where some timetables do not answer, the others are shown.
    """
    for read in FeedClient(context).read_each(find_timetables(context), period):
        if read.trouble:
            yield read.trouble
        yield from map_timetable(read, context.language)


def find_timetables(context: Asked) -> list[Timetable]:
    feeds, institutions = context.settings.feeds, context.municipality.institutions
    return list_timetables(context.viewer, feeds, institutions)


def read_events(context: Asked, period: Period) -> Iterator[Event]:
    """What is for everybody at the institution."""
    address = context.settings.events_address
    if not address:
        return
    readers = name_readers(context.municipality.institutions)
    for entry in FeedClient(context).read(address, period):
        yield map_event(entry, readers, context.language)


def read_today(context: Asked) -> Tile:
    """The next school day; where some timetables do not answer, the others are shown."""
    now = context.now.astimezone(DENMARK)
    period = Period(first=now.date(), last=now.date() + LOOKED_AHEAD)
    return make_tile(FeedClient(context).read_each(find_timetables(context), period), now=now)


def check(context: Asked) -> Text:
    """Reads the first feed for a week."""
    feed = context.settings.feeds[0]
    today = context.now.astimezone(DENMARK).date()
    period = Period(first=today, last=today + LOOKED_AHEAD - ONE_DAY)
    count = len(FeedClient(context).read(feed.address, period))
    return Text(
        da=f"Skemaet for {feed.class_name} er læst. Timer de næste syv dage: {count}",
        en=f"The timetable of {feed.class_name} has been read. Lessons in the next seven days: "
        f"{count}",
    )
