"""What the library offers."""

from collections.abc import Iterator
from typing import Any

from indgang_sdk import hookimpl
from indgang_sdk.calendar import Event, EventSource, Period
from indgang_sdk.connectors import Category, Connector, HealthCheck
from indgang_sdk.links import EVERYBODY, Destination, Launcher, LaunchRequest
from indgang_sdk.people import Need, Role
from indgang_sdk.search import IndexPage, IndexSource, SearchHit, SearchSource
from indgang_sdk.sign_in import IdentityProvider, Vouches
from indgang_sdk.texts import Text
from indgang_sdk.tiles import Tile, TileSource
from indgang_sdk.week import IsoWeek, Week, WeekSource

from . import client, mapping, signing_in
from .settings import LibrarySettings

FAMILY = frozenset({Role.PUPIL, Role.GUARDIAN})
TITLE = Text(da="Bøger", en="Books")


@hookimpl
def connectors() -> Iterator[Connector]:
    yield Connector(
        name="good_library",
        title=Text(da="Bibliotek", en="Library"),
        description=Text(da="Lån og afleveringer", en="Loans and returns"),
        version="1.0.0",
        made_for=1,
        settings=LibrarySettings,
        category=Category.LIBRARY,
    )


@hookimpl
def tile_sources() -> Iterator[TileSource]:
    yield TileSource(
        name="loans", title=TITLE, read=read_loans, roles=FAMILY, needs=frozenset({Need.CHILD_ID})
    )


@hookimpl
def search_sources() -> Iterator[SearchSource]:
    yield SearchSource(name="books", title=TITLE, search=search_books, roles=EVERYBODY)


@hookimpl
def index_sources() -> Iterator[IndexSource]:
    title = Text(da="Vejledninger", en="Guides")
    yield IndexSource(name="guides", title=title, read=read_guides)


@hookimpl
def launchers() -> Iterator[Launcher]:
    title = Text(da="Vis bogen", en="Show the book")
    yield Launcher(name="book", title=title, open=open_book, roles=EVERYBODY)


@hookimpl
def event_sources() -> Iterator[EventSource]:
    title = Text(da="Læseklub", en="Reading club")
    yield EventSource(name="readings", title=title, read=read_readings, roles=EVERYBODY)


@hookimpl
def week_sources() -> Iterator[WeekSource]:
    yield WeekSource(
        name="returns",
        title=Text(da="Afleveringer", en="Returns"),
        read=read_returns,
        roles=FAMILY,
        needs=frozenset({Need.CHILD_ID}),
    )


@hookimpl
def health_checks() -> Iterator[HealthCheck]:
    title = Text(da="Kan nås", en="Can be reached")
    yield HealthCheck(name="reach", title=title, check=check_reach)


@hookimpl
def identity_providers() -> Iterator[IdentityProvider]:
    yield IdentityProvider(
        name="card",
        title=Text(da="Log ind med lånerkort", en="Log in with a library card"),
        vouches=Vouches.MUNICIPALITY,
        describe=signing_in.describe,
        read_claims=signing_in.read_claims,
    )


def read_loans(context: Any) -> Tile:
    return mapping.make_tile(client.ask_loans(context), context.viewer)


def search_books(context: Any, words: str) -> Iterator[SearchHit]:
    return (mapping.make_hit(book) for book in client.ask_books(context, words))


def read_guides(context: Any, cursor: str) -> IndexPage:
    institutions = tuple(one.number for one in context.municipality.institutions)
    return mapping.make_page(client.ask_guides(context, cursor), institutions)


def open_book(context: Any, asked: LaunchRequest) -> Destination:
    return Destination(address=f"{context.settings.address}/b/{asked.target}")


def read_readings(context: Any, period: Period) -> Iterator[Event]:
    for reading in client.ask_readings(context):
        for institution in context.municipality.institutions:
            event = mapping.make_event(reading, institution.number)
            if period.first <= reading.starts_at.date() <= period.last:
                yield event


def read_returns(context: Any, week: IsoWeek) -> Week:
    return mapping.make_week(client.ask_loans(context), context.viewer)


def check_reach(context: Any) -> Text | None:
    client.ask_state(context)
    return Text(da="Biblioteket svarer.", en="The library answers.")
