"""A catalogue of links: what it offers to the portal."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta

from indgang_sdk import hookimpl
from indgang_sdk.connectors import Category, Connector, Context, HealthCheck
from indgang_sdk.errors import Refused, Unavailable, UnexpectedAnswer
from indgang_sdk.links import EVERYBODY, Destination, Launcher, LaunchRequest
from indgang_sdk.people import Child, Need
from indgang_sdk.texts import Text
from indgang_sdk.tiles import Tile, TileSource
from plugins.link_catalogue.client import StateClient
from plugins.link_catalogue.mapping import (
    LAUNCHER,
    Offered,
    find_offered,
    list_offered,
    make_tile,
    map_states,
)
from plugins.link_catalogue.payloads import StatePayload
from plugins.link_catalogue.settings import CatalogueLink, LinkCatalogueSettings

Asked = Context[LinkCatalogueSettings]
NO_SERVICE = Text(
    da="Ingen af linkene har en statustjeneste.", en="None of the links has a status service."
)
FOR_WHOM = frozenset(
    {Need.VIEWER_ROLES, Need.VIEWER_INSTITUTIONS, Need.CHILD_ID, Need.CHILD_INSTITUTIONS}
)


@hookimpl
def connectors() -> Iterable[Connector]:
    yield Connector(
        name="link_catalogue",
        title=Text(da="Links til selvbetjening", en="Self-service links"),
        description=Text(
            da="Links til fravær, bibliotek, pladsanvisning og andet, med dagens status",
            en="Links to absence, library, childcare places and more, with today's status",
        ),
        version="1.0.0",
        made_for=1,
        settings=LinkCatalogueSettings,
        category=Category.LINKS,
    )


@hookimpl
def tile_sources() -> Iterable[TileSource]:
    # Whether a child is ill is not kept anywhere.
    yield TileSource(
        name="links",
        title=Text(da="Selvbetjening", en="Self-service"),
        read=read_links,
        roles=EVERYBODY,
        needs=FOR_WHOM | {Need.CHILD_FIRST_NAME},
    )


@hookimpl
def launchers() -> Iterable[Launcher]:
    yield Launcher(
        name=LAUNCHER,
        title=Text(da="Åbn linket", en="Open the link"),
        open=open_link,
        roles=EVERYBODY,
        needs=FOR_WHOM | {Need.VIEWER_ID},
    )


@hookimpl
def health_checks() -> Iterable[HealthCheck]:
    yield HealthCheck(
        name="services",
        title=Text(da="Statustjenester", en="Status services"),
        check=check,
    )


def read_links(context: Asked) -> Tile:
    """The viewer's links; one service after another is asked, each for its share of the time."""
    offered = list_offered(context.viewer, context.settings.links)
    waiting = sum(bool(each.link.state_address) for each in offered)
    shown, troubles = [], []
    for each in offered:
        if not each.link.state_address:
            shown.append(each)
            continue
        # One more than wait, so that there is time to draw them too.
        share = context.deadline.remaining / (waiting + 1)
        waiting -= 1
        try:
            shown.append(replace(each, states=ask_states(context, each, within=share)))
        except (Unavailable, Refused, UnexpectedAnswer) as error:
            troubles.append(error)
            shown.append(each)
    # The links are there also when no service answers at all.
    return replace(make_tile(shown, context.viewer), troubles=tuple(troubles))


def ask_states(
    context: Asked, offered: Offered, *, within: timedelta
) -> Mapping[Child, StatePayload]:
    """What a service says of the children that a link is for."""
    states = StateClient(context, offered.link).read_states(offered.children, within=within)
    return map_states(states, context.viewer, context.alarm)


def open_link(context: Asked, request: LaunchRequest) -> Destination:
    """Where a link leads: by its service if it has one, otherwise its own address."""
    offered = find_offered(context.viewer, context.settings.links, request.target)
    link, child = offered.link, request.child
    if not link.for_each_child:
        return Destination(address=link.address)
    if child is None or child not in offered.children:
        raise UnexpectedAnswer("the link is for each child, and this is none of them")
    if not link.state_address:
        return Destination(address=link.address, fields={"child": child.id})
    found = StateClient(context, link).launch(child, request.target.partition("/")[2])
    return Destination(address=found.address, fields=dict(found.fields))


def check(context: Asked) -> Text:
    """Asks each service about nobody; raises the failure of the first that does not answer."""
    services = _list_services(context.settings.links)
    for number, link in enumerate(services):
        share = context.deadline.remaining / (len(services) - number)
        StateClient(context, link).read_states((), within=share)
    if not services:
        return NO_SERVICE
    return Text(
        da=f"Alle statustjenester svarer ({len(services)})",
        en=f"All status services answer ({len(services)})",
    )


def _list_services(links: Iterable[CatalogueLink]) -> list[CatalogueLink]:
    """A link for each service, with the key that it is asked with."""
    named = {(link.state_address, link.key_number): link for link in links if link.state_address}
    return list(named.values())
