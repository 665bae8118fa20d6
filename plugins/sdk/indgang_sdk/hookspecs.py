"""The hooks of a connector: each says once, at start-up, what the connector offers.

A connector is a module whose functions are marked with `@hookimpl`. Hooks describe and the
portal does: none of them is called while somebody waits, and what they yield is called later,
on a thread of its own, with a `Context`.
"""

from collections.abc import Iterable

import pluggy

from indgang_sdk.calendar import EventSource
from indgang_sdk.connectors import Connector, HealthCheck
from indgang_sdk.links import Launcher
from indgang_sdk.search import IndexSource, SearchSource
from indgang_sdk.sign_in import IdentityProvider
from indgang_sdk.tiles import TileSource
from indgang_sdk.week import WeekSource

PROJECT = "indgang"
ENTRY_POINTS = "indgang.connectors"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def connectors() -> Iterable[Connector]:  # type: ignore[empty-body]
    """The connector itself: exactly one, with its name, its settings and its epoch.

    ```python
    @hookimpl
    def connectors():
        yield Connector(
            name="library",
            title=Text(da="Bibliotek", en="Library"),
            description=Text(da="Lån og afleveringer", en="Loans and returns"),
            version="1.0.0",
            made_for=1,
            settings=LibrarySettings,
        )
    ```
    """


@hookspec
def tile_sources() -> Iterable[TileSource]:  # type: ignore[empty-body]
    """The tiles that people can have on their pages.

    ```python
    @hookimpl
    def tile_sources():
        yield TileSource(
            name="loans",
            title=Text(da="Bøger", en="Books"),
            read=read_loans,
            roles=frozenset({Role.PUPIL, Role.GUARDIAN}),
            needs=frozenset({Need.CHILD_ID}),
        )
    ```
    """


@hookspec
def search_sources() -> Iterable[SearchSource]:  # type: ignore[empty-body]
    """What can be asked while somebody searches.

    ```python
    @hookimpl
    def search_sources():
        yield SearchSource(
            name="books", title=Text(da="Bøger", en="Books"), search=search_books,
            roles=EVERYBODY,
        )
    ```
    """


@hookspec
def index_sources() -> Iterable[IndexSource]:  # type: ignore[empty-body]
    """What the portal reads now and then, and keeps in its index.

    ```python
    @hookimpl
    def index_sources():
        yield IndexSource(
            name="guides", title=Text(da="Vejledninger", en="Guides"), read=read_guides
        )
    ```
    """


@hookspec
def launchers() -> Iterable[Launcher]:  # type: ignore[empty-body]
    """The ways into the system.

    ```python
    @hookimpl
    def launchers():
        yield Launcher(
            name="book", title=Text(da="Vis bogen", en="Show the book"), open=open_book,
            roles=EVERYBODY,
        )
    ```
    """


@hookspec
def event_sources() -> Iterable[EventSource]:  # type: ignore[empty-body]
    """Events and lessons for calendars and timetables.

    Events stand in the calendar of whoever their readers name, and with their children's week;
    lessons stand in the week alone. A source is asked for a week or for a month.

    ```python
    @hookimpl
    def event_sources():
        yield EventSource(
            name="timetable", title=Text(da="Skema", en="Timetable"), read=read_lessons,
            roles=EVERYBODY,
        )
    ```
    """


@hookspec
def week_sources() -> Iterable[WeekSource]:  # type: ignore[empty-body]
    """The week of children: letters, plan items and tasks.

    ```python
    @hookimpl
    def week_sources():
        yield WeekSource(
            name="week", title=Text(da="Ugeplan", en="Week plan"), read=read_week,
            roles=frozenset({Role.PUPIL, Role.GUARDIAN}), needs=frozenset({Need.CHILD_ID}),
        )
    ```
    """


@hookspec
def health_checks() -> Iterable[HealthCheck]:  # type: ignore[empty-body]
    """Questions that show whether the system can be reached with the settings.

    ```python
    @hookimpl
    def health_checks():
        yield HealthCheck(
            name="reach", title=Text(da="Kan nås", en="Can be reached"), check=check_reach
        )
    ```
    """


@hookspec
def identity_providers() -> Iterable[IdentityProvider]:  # type: ignore[empty-body]
    """Identity providers by which people sign in.

    The portal speaks SAML and OpenID Connect, and checks whatever is answered. The connector says
    how to reach the provider, and what its answers mean.

    ```python
    @hookimpl
    def identity_providers():
        yield IdentityProvider(
            name="broker", title=Text(da="Log ind med Unilogin", en="Log in with Unilogin"),
            vouches=Vouches.EVERYBODY, describe=describe_broker, read_claims=read_claims,
        )
    ```
    """
