"""Timetables and links in the portal itself: set up, asked over real sockets, and drawn."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.connectors.configuration import operations
from core.connectors.models import Connection, InstitutionConnection, Standing
from core.people.models import Institution, Municipality, Person
from indgang_sdk.settings import Layer
from plugins.calendar import plugin as calendar
from plugins.link_catalogue import plugin as link_catalogue
from sandbox.servers.people import Place
from sandbox.servers.playing import Sandbox
from sandbox.servers.switches import State
from sandbox.servers.timetables import make_feed_path
from tests.core.connectors.conftest import (
    BY,
    at_moment,
    bring,
    configure,
    english,
    families,
    heard,
    install,
    sign_in,
    world,
)
from tests.core.connectors.test_tiles import read_box, words_of
from tests.plugins.conftest import Turn

__all__ = ["at_moment", "bring", "english", "families", "heard", "install", "world"]


def connect(offer: Any, title: str, tile: str, fill_in: Callable[[Connection], None]) -> Connection:
    """A system of Lindesø, filled in, approved, on, and on everybody's pages."""
    lindesoe = Municipality.objects.get(code="998")
    connection = operations.add_connection(lindesoe, offer, title=title, by=BY)
    fill_in(connection)
    operations.approve(configure(connection), by=BY)
    operations.switch(connection, on=True, by=BY)
    operations.place_tile(connection, tile, unit="998", standing=Standing.MANDATORY, by=BY)
    return configure(connection).connection


@pytest.fixture
def timetables(families: None, install: Any, sandbox: Sandbox) -> Connection:
    """Timeplan, with the feeds of one of the two schools that have a 3.B."""
    offer = install(calendar.__name__).find("calendar")
    feeds = [
        {
            "class_name": group,
            "address": sandbox.addresses["timeplan"]
            + make_feed_path(Place(institution="998101", group=group, level="")),
        }
        for group in ("3.B", "7.A")
    ]

    def fill_in(connection: Connection) -> None:
        row = InstitutionConnection.objects.create(
            connection=connection,
            institution=Institution.objects.get(key="998101"),
            is_on=True,
            changed_at=BY.now,
        )
        operations.fill_in(row, offer, layer=Layer.INSTITUTION, values={"feeds": feeds}, by=BY)

    return connect(offer, "Timeplan", "today", fill_in)


@pytest.fixture
def links(families: None, install: Any, sandbox: Sandbox) -> Connection:
    """The links of Lindesø: absence with its service, and a page for everybody."""
    offer = install(link_catalogue.__name__).find("link_catalogue")
    address = sandbox.addresses["fravaersportalen"]
    rows = [
        {
            "title": "Fravær",
            "english_title": "Absence",
            "address": address,
            "audience": "guardian",
            "for_each_child": True,
            "state_address": address,
            "key_number": "1",
            "is_about_absence": True,
        },
        {
            "title": "Ferieplan",
            "english_title": "Holidays",
            "address": "https://lindesoe.example/ferie",
            "audience": "everyone",
        },
    ]
    values = {"links": rows, "key_1": "fravaersportalen-noegle"}
    return connect(
        offer,
        "Selvbetjening",
        "links",
        lambda row: operations.fill_in(row, offer, layer=Layer.MUNICIPALITY, values=values, by=BY),
    )


@pytest.fixture
def dorte(links: Connection) -> Client:
    """Dorte, whom the absence system knows with her sons by the ids of the demo."""
    client = sign_in("dorte")
    for name, unilogin in (("dorte", "dorte001"), ("bo", "bo000001"), ("emil", "emil0001")):
        Person.objects.filter(unilogin=name).update(unilogin=unilogin)
    return client


def read_week(client: Client) -> str:
    return words_of(client.get(reverse("week_content")))


# --- timetables -----------------------------------------------------------------------------------


def test_a_mother_sees_the_day_of_both_her_sons(timetables: Connection) -> None:
    words = words_of(read_box(sign_in("dorte"), timetables, "today"))
    order = [words.index(said) for said in ("Emil", "room 21", "Bo", "room 14", "Timeplan")]
    assert order == sorted(order)
    assert "fetched at 7:00" in words


def test_a_class_of_the_same_name_at_another_school_has_another_timetable(
    timetables: Connection,
) -> None:
    assert read_box(sign_in("bo"), timetables, "today").status_code == 200
    assert read_box(sign_in("oskar"), timetables, "today").status_code == 404
    assert read_box(sign_in("carla"), timetables, "today").status_code == 404


def test_the_week_has_what_is_different_on_a_day(timetables: Connection) -> None:
    words = read_week(sign_in("dorte"))
    assert "Matematik" in words
    assert "Substitute" in words
    assert "Cancelled" in words
    assert "Matematik" not in read_week(sign_in("carla"))


def test_a_teacher_sees_the_day_of_her_class(timetables: Connection) -> None:
    words = words_of(read_box(sign_in("anna"), timetables, "today"))
    assert "3.B, room 14" in words
    assert "7.A" not in words


def test_CON_01_a_timetable_that_is_down_says_so(timetables: Connection, turn: Turn) -> None:
    turn("timeplan", State.ERROR)
    client = sign_in("dorte")
    assert "Timeplan does not answer right now" in words_of(read_box(client, timetables, "today"))
    assert "Timeplan" in read_week(client)
    assert "Dansk" not in read_week(client)


# --- links ----------------------------------------------------------------------------------------


def test_a_mother_sees_that_nobody_is_absent_and_where_to_say_so(
    dorte: Client, links: Connection
) -> None:
    words = words_of(read_box(dorte, links, "links"))
    for said in ("Not reported absent", "Report Bo ill", "Report Emil ill", "Open Holidays"):
        assert said in words


def test_a_teacher_sees_what_is_for_everybody(links: Connection) -> None:
    words = words_of(read_box(sign_in("anna"), links, "links"))
    assert "Open Holidays" in words
    assert "Absence" not in words


def test_the_way_in_is_a_form_with_a_code_and_names_nobody(
    dorte: Client, links: Connection
) -> None:
    addresses = read_links(dorte, links)
    assert [each for each in addresses if "bo000001" in each or "dorte001" in each] == []
    response = dorte.get(addresses[0])
    text = response.content.decode()
    assert response.status_code == 200
    assert 'name="code"' in text
    assert "bo000001" not in text
    assert dorte.get(addresses[-1]).headers["Location"] == "https://lindesoe.example/ferie"


def test_CON_01_links_stay_when_the_service_is_down(links: Connection, turn: Turn) -> None:
    turn("fravaersportalen", State.ERROR)
    words = words_of(read_box(sign_in("dorte"), links, "links"))
    assert "We cannot see right now whether Bo is reported absent" in words
    assert "Open Absence" in words
    assert "Open Holidays" in words


def read_links(client: Client, connection: Connection) -> list[str]:
    text = read_box(client, connection, "links").content.decode()
    return [unescape(item) for item in re.findall(r'href="(/aabn/[^"]+)"', text)]
