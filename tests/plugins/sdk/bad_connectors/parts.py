"""What the bad connectors have in common with the good one."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from indgang_sdk import hookimpl
from indgang_sdk.connectors import Connector
from indgang_sdk.links import Link
from indgang_sdk.people import Child
from indgang_sdk.tiles import MOST_PARTS, Item, Tile
from tests.plugins.sdk.good_connector import payloads
from tests.plugins.sdk.good_connector import plugin as good

EMPTY = good.Text(da="Ingen bøger er lånt.", en="No books are on loan.")
Hook = Callable[[], Iterable[Any]]


def make_hooks(read: Any, connector: Any = None, **changes: Any) -> tuple[Hook, Hook, Hook, Hook]:
    """The connector, its health check and launcher, and one tile that is read by `read`."""

    @hookimpl
    def connectors() -> Iterable[Any]:
        yield connector or make_connector()

    @hookimpl
    def tile_sources() -> Iterable[Any]:
        (source,) = good.tile_sources()
        yield replace(source, read=read, **changes)

    return connectors, good.health_checks, good.launchers, tile_sources


def make_provider_hooks(**changes: Any) -> tuple[Hook, Hook, Hook]:
    """The connector, its health check, and its identity provider with something changed."""

    @hookimpl
    def connectors() -> Iterable[Any]:
        yield make_connector()

    @hookimpl
    def identity_providers() -> Iterable[Any]:
        (provider,) = good.identity_providers()
        yield replace(provider, **changes)

    return connectors, good.health_checks, identity_providers


def make_connector(**changes: Any) -> Connector:
    (connector,) = good.connectors()
    return replace(connector, **changes)


def send(context: Any, *, behind: str = "", host: str = "") -> Any:
    """The answer as it comes, asked for as the good connector does."""
    key = context.settings.secret.get_secret_value()
    return context.http.post_json(
        f"{host or context.settings.address}/loans{behind}",
        {"children": [child.id for child in context.viewer.children]},
        headers={"Authorization": f"Bearer {key}"},
    )


def ask(context: Any, **where: str) -> list[payloads.Loan]:
    answer = send(context, **where).require_ok()
    return answer.read_model(payloads.Loans).loans


def show(loans: list[payloads.Loan], find: Callable[[str], Child | None]) -> Tile:
    parts = [make_item(loan, find(loan.child)) for loan in loans[:MOST_PARTS]]
    return Tile(parts=tuple(parts), empty=EMPTY)


def make_item(loan: payloads.Loan, child: Child | None, **changes: Any) -> Item:
    link = Link(launcher="book", target=loan.number)
    return replace(Item(title=loan.title, when=loan.due, child=child, link=link), **changes)
