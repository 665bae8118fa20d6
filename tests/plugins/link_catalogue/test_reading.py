"""The connector against the absence, library and place systems of the sandbox."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import pytest

from indgang_sdk.errors import ConnectorError, Refused, Unavailable, UnexpectedAnswer
from indgang_sdk.links import Destination, LaunchRequest
from indgang_sdk.people import Role, Viewer
from indgang_sdk.settings import Secret
from indgang_sdk.texts import Text, write
from indgang_sdk.tiles import Item, Mark, Tile
from plugins.link_catalogue import plugin
from plugins.link_catalogue.mapping import name_link
from plugins.link_catalogue.settings import CatalogueLink, LinkCatalogueSettings
from sandbox.servers.playing import Sandbox
from sandbox.servers.switches import State
from tests.plugins.calling import Call, Countdown, WatchedClient
from tests.plugins.conftest import Turn
from tests.plugins.link_catalogue.catalogue import DAYCARE, make_child, make_link, make_viewer
from tests.sandbox.asking import ask

Make = Callable[..., Call]
Line = tuple[str, str, str, Mark]
UNKNOWN = "Vi kan ikke lige nu se, om Bo er meldt fraværende"
BOOKS = "3 bøger lånt, én skal afleveres på fredag"


def make_mother() -> Viewer:
    children = [make_child("bo000001"), make_child("ella0001", institution=DAYCARE)]
    return make_viewer(Role.GUARDIAN, children=children)


@pytest.fixture
def links(sandbox: Sandbox) -> tuple[CatalogueLink, ...]:
    """Three systems with states, one without, and a page that is for everybody."""

    def make(name: str, title: str, key: str, **values: Any) -> CatalogueLink:
        address = sandbox.addresses[name]
        return make_link(
            title=title, address=address, state_address=address, key_number=key, **values
        )

    return (
        make("fravaersportalen", "Fravær", "1", words="Meld {navn} syg", is_about_absence=True),
        make("bogkassen", "Bøger", "2"),
        make("pladsen", "Pladsen", "3", institutions=DAYCARE),
        make_link(title="Kørsel", address="https://korsel.example/bus"),
        make_link(
            title="Ferieplan",
            address="https://lindesoe.example/ferie",
            audience="everyone",
            for_each_child=False,
        ),
    )


@pytest.fixture
def make(links: tuple[CatalogueLink, ...]) -> Make:
    def make_call(viewer: Viewer | None = None, *, seconds: float = 30, **keys: str) -> Call:
        names = {"key_1": "fravaersportalen", "key_2": "bogkassen", "key_3": "pladsen"}
        given = {name: f"{system}-noegle" for name, system in names.items()} | keys
        deadline = Countdown(seconds=seconds)
        hosts = {urlsplit(link.state_address).netloc for link in links if link.state_address}
        return Call(
            settings=LinkCatalogueSettings(
                links=links, **{name: Secret(text) for name, text in given.items()}
            ),
            http=WatchedClient(*hosts, deadline=deadline),
            viewer=viewer or make_mother(),
            now=datetime(2026, 11, 23, 7, 0, tzinfo=UTC),
            deadline=deadline,
        )

    return make_call


def get_client(call: Call) -> WatchedClient:
    assert isinstance(call.http, WatchedClient)
    return call.http


def list_lines(tile: Tile, language: str = "da") -> list[Line]:
    """Title, state and words of each link, with what is to be seen at a glance."""
    return [
        (
            write(part.title, language),
            write(part.detail, language),
            write(part.link.words or "", language) if part.link else "",
            part.mark,
        )
        for part in tile.parts
        if isinstance(part, Item)
    ]


BUS = ("Kørsel", "", "Åbn Kørsel", Mark.NONE)
HOLIDAYS = ("Ferieplan", "", "Åbn Ferieplan", Mark.NONE)
LOANS = ("Bøger", BOOKS, "Se lån", Mark.WARNING)
PLACE = (
    "Pladsen",
    "Plads i Strandløberen til og med den 31. juli 2027, derefter skolestart",
    "Se plads og venteliste",
    Mark.NONE,
)
WELL = ("Fravær", "Ikke meldt fraværende", "Meld Bo syg", Mark.NONE)


# --- what is shown --------------------------------------------------------------------------------


def test_a_mother_sees_how_things_stand_for_each_child(make: Make) -> None:
    call = make()
    bo, ella = call.viewer.children
    tile = plugin.read_links(call.make_context())
    assert list_lines(tile) == [WELL, LOANS, BUS, PLACE, BUS, HOLIDAYS]
    assert [part.child for part in tile.parts] == [bo, bo, bo, ella, ella, None]
    assert call.alarms == []


def test_who_is_ill_can_be_reported_well(make: Make) -> None:
    call = make(make_viewer(Role.GUARDIAN, children=[make_child("ask00001")]))
    assert list_lines(plugin.read_links(call.make_context()))[0] == (
        "Fravær", "Meldt syg i dag", "Meld Ask rask", Mark.WARNING,
    )  # fmt: skip


def test_in_english_the_services_are_asked_in_english(make: Make) -> None:
    call = replace(make(), language="en")
    lines = list_lines(plugin.read_links(call.make_context()), "en")
    assert lines[0] == ("Absence", "Not reported absent", "Report Bo ill", Mark.NONE)


def test_a_teacher_sees_what_is_for_everybody_and_no_service_is_asked(make: Make) -> None:
    call = make(make_viewer(Role.STAFF, person="anna0001"))
    assert list_lines(plugin.read_links(call.make_context())) == [HOLIDAYS]
    assert get_client(call).requests == []


def test_the_health_check_asks_every_service_about_nobody(make: Make) -> None:
    call = make()
    assert plugin.check(call.make_context()) == Text(
        da="Alle statustjenester svarer (3)", en="All status services answer (3)"
    )
    assert {request.body for request in get_client(call).requests} == {b'{"children": []}'}


def test_links_without_a_service_are_fine_and_ask_nobody(make: Make) -> None:
    call = make()
    assert isinstance(call.settings, LinkCatalogueSettings)
    plain = replace(call, settings=LinkCatalogueSettings(links=call.settings.links[3:]))
    assert plugin.check(plain.make_context()) == plugin.NO_SERVICE
    assert get_client(plain).requests == []


# --- the way in -----------------------------------------------------------------------------------


def follow(call: Call, title: str, target: str = "", child: int | None = 0) -> Destination:
    """Opens the link of a title, for one of the viewer's children by number, or for none."""
    assert isinstance(call.settings, LinkCatalogueSettings)
    link = next(each for each in call.settings.links if each.title == title)
    found = call.viewer.children[child] if child is not None else None
    request = LaunchRequest(target=name_link(link) + target, child=found)
    return plugin.open_link(call.make_context(), request)


def test_a_link_with_a_service_lands_signed_in_at_the_right_place(make: Make) -> None:
    destination = follow(make(), "Fravær", "/ill")
    landed = ask(destination.address, form=destination.fields)
    assert "Du er nu i Fraværsportalen som Dorte" in landed.text
    assert "Det handler om Bo." in landed.text
    assert "<code>ill</code>" in landed.text
    assert "?" not in destination.address


def test_a_link_without_a_service_sends_the_child_in_a_field(make: Make) -> None:
    assert follow(make(), "Kørsel") == Destination(
        address="https://korsel.example/bus", fields={"child": "bo000001"}
    )


def test_a_link_about_nobody_is_its_address(make: Make) -> None:
    assert follow(make(), "Ferieplan", child=None) == Destination(
        address="https://lindesoe.example/ferie"
    )


@pytest.mark.parametrize(("title", "child"), [("Pladsen", 0), ("Kørsel", None)])
def test_a_link_is_not_opened_for_who_does_not_have_it(
    make: Make, title: str, child: int | None
) -> None:
    assert follow(make(), title, child=1).fields
    with pytest.raises(UnexpectedAnswer, match="none of them"):
        follow(make(), title, child=child)


def test_a_link_for_parents_is_not_opened_for_staff(make: Make) -> None:
    teacher = make_viewer(Role.STAFF, children=[make_child("bo000001")], person="anna0001")
    assert follow(make(teacher), "Ferieplan", child=None)
    with pytest.raises(UnexpectedAnswer, match="no longer there"):
        follow(make(teacher), "Fravær")


# --- what leaves the portal -----------------------------------------------------------------------


def test_no_address_says_whom_it_is_about(make: Make) -> None:
    call = make()
    plugin.read_links(call.make_context())
    destinations = [follow(call, "Fravær", "/ill"), follow(call, "Kørsel")]
    requests = get_client(call).requests
    assert b"bo000001" in requests[0].body
    asked = [request.address for request in requests] + [each.address for each in destinations]
    for word in ("bo000001", "ella0001", "dorte001", "Bo", "noegle"):
        assert [address for address in asked if word in address] == []


def test_each_service_gets_its_own_key_and_children_and_no_name(make: Make) -> None:
    call = make()
    plugin.read_links(call.make_context())
    sent = [
        (request.headers["Authorization"], request.body) for request in get_client(call).requests
    ]
    both = b'{"children": ["bo000001", "ella0001"]}'
    assert sent == [
        ("Bearer fravaersportalen-noegle", both),
        ("Bearer bogkassen-noegle", both),
        ("Bearer pladsen-noegle", b'{"children": ["ella0001"]}'),
    ]


def test_no_state_is_kept(make: Make) -> None:
    call = make()
    plugin.read_links(call.make_context())
    assert call.memory.values == {}
    (source,) = plugin.tile_sources()
    assert not source.max_age


# --- what goes wrong ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "failure"),
    [
        (State.ERROR, Unavailable),
        (State.DOWN, Unavailable),
        (State.REFUSING, Refused),
        (State.CUT, UnexpectedAnswer),
        (State.WRONG_SHAPE, UnexpectedAnswer),
    ],
)
def test_CON_01_a_service_that_fails_hides_neither_its_link_nor_another(
    make: Make, turn: Turn, state: State, failure: type[ConnectorError]
) -> None:
    turn("fravaersportalen", state)
    tile = plugin.read_links(make().make_context())
    assert list_lines(tile)[:2] == [("Fravær", UNKNOWN, "Meld Bo syg", Mark.WARNING), LOANS]
    assert PLACE in list_lines(tile)
    with pytest.raises(failure):
        plugin.check(make().make_context())


def test_CON_05_a_service_that_hangs_leaves_time_for_the_others(make: Make, turn: Turn) -> None:
    turn("fravaersportalen", State.SLOW, 60)
    lines = list_lines(plugin.read_links(make(seconds=6).make_context()))
    assert lines[:2] == [("Fravær", UNKNOWN, "Meld Bo syg", Mark.WARNING), LOANS]
    assert PLACE in lines


def test_CON_21_a_service_that_answers_about_another_child_is_told_of(
    make: Make, turn: Turn
) -> None:
    call = make()
    turn("fravaersportalen", State.OTHER_CHILD)
    assert list_lines(plugin.read_links(call.make_context()))[0] == WELL
    assert len(get_client(call).answers[0].read_json()["children"]) == 2
    assert len(call.alarms) == 1


def test_the_state_of_yesterday_is_not_shown_as_todays(make: Make) -> None:
    tomorrow = replace(make(), now=datetime(2026, 11, 23, 23, 30, tzinfo=UTC))
    assert list_lines(plugin.read_links(make().make_context()))[0] == WELL
    lines = list_lines(plugin.read_links(tomorrow.make_context()))
    assert lines[0] == ("Fravær", UNKNOWN, "Meld Bo syg", Mark.WARNING)


def test_a_key_that_is_not_filled_in_is_a_refusal_and_nothing_is_sent(make: Make) -> None:
    call = make()
    assert isinstance(call.settings, LinkCatalogueSettings)
    settings = LinkCatalogueSettings(links=call.settings.links[:1])
    without = replace(call, settings=settings)
    with pytest.raises(Refused, match="key 1 is not filled in"):
        plugin.check(without.make_context())
    assert get_client(without).requests == []
    with pytest.raises(Refused, match="401"):
        plugin.check(make(key_1="wrong").make_context())


def test_a_launch_that_fails_has_its_name(make: Make, turn: Turn) -> None:
    turn("fravaersportalen", State.DOWN)
    with pytest.raises(Unavailable):
        follow(make(), "Fravær", "/ill")
