"""A library whose behaviour a test sets: what its tile and its launcher do when they are asked."""

from collections.abc import Callable
from typing import Any

from indgang_sdk import hookimpl
from indgang_sdk.connectors import Connector, HealthCheck
from indgang_sdk.links import EVERYBODY, Destination, Launcher, LaunchRequest, Link
from indgang_sdk.people import Need, Role
from indgang_sdk.settings import Address, Layer, Secret, Settings, setting
from indgang_sdk.texts import Text
from indgang_sdk.tiles import Mark, Number, Tile, TileSource

FAMILY = frozenset({Role.PUPIL, Role.GUARDIAN})
behaviour: dict[str, Callable[..., Any]] = {}


class LibrarySettings(Settings):
    address: Address = setting(title=Text(da="Adresse", en="Address"))
    password: Secret = setting(title=Text(da="Adgangskode", en="Password"))
    shelf: str = setting(title=Text(da="Reol", en="Shelf"), layer=Layer.INSTITUTION, default="A")


def read_loans(context: Any) -> Tile:
    """One number a child, unless a test says otherwise."""
    if "tile" in behaviour:
        return behaviour["tile"](context)
    return Tile(
        parts=tuple(
            Number(
                value=len(child.id),
                title=f"books of {child.first_name}",
                mark=Mark.WARNING,
                link=Link(launcher="book", target="shelf/7", child=child),
                child=child,
            )
            for child in context.viewer.children
        ),
        empty=Text(da="Ingen lån", en="No loans"),
        link=Link(launcher="book"),
    )


def open_book(context: Any, request: LaunchRequest) -> Destination:
    """A page of the library, for a child by its id in a field."""
    if "launch" in behaviour:
        return behaviour["launch"](context, request)
    fields = {"child": request.child.id, "target": request.target} if request.child else {}
    return Destination(address="https://library.example/open", fields=fields)


def check_reach(context: Any) -> Text | None:
    """Fine, unless a test says otherwise."""
    return behaviour["health"](context) if "health" in behaviour else None


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


@hookimpl
def tile_sources():
    yield TileSource(
        name="loans",
        title=Text(da="Bøger", en="Books"),
        read=read_loans,
        roles=FAMILY,
        needs=frozenset({Need.CHILD_ID, Need.CHILD_FIRST_NAME}),
    )


@hookimpl
def launchers():
    yield Launcher(
        name="book",
        title=Text(da="Åbn", en="Open"),
        open=open_book,
        roles=EVERYBODY,
        needs=frozenset({Need.CHILD_ID}),
    )


@hookimpl
def health_checks():
    yield HealthCheck(name="reach", title=Text(da="Svar", en="Answer"), check=check_reach)
