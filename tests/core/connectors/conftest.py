"""Dorte's family, and a library that Lindesø has connected."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from core.access.models import OFFICE_RIGHTS, Right
from core.access.operations import grant_rights
from core.connectors.configuration import operations
from core.connectors.configuration.operations import Actor
from core.connectors.configuration.reaches import (
    Configured,
    connections_with_circuits,
    read_configured,
)
from core.connectors.models import Connection, Standing
from core.connectors.registry.installed import read_registry
from core.connectors.running.records import forget_counts
from core.people.models import Institution, Municipality, Person
from indgang_sdk.levels import Level
from indgang_sdk.settings import Layer
from tests.core.connectors.systems import library, platform
from tests.core.people.conftest import NOW, bring, english, find, heard, world
from tests.core.people.roster_cast import klitnaes, lindesoe
from tests.signing_in import sign_in_at

__all__ = ["bring", "english", "heard", "world"]

LIBRARY = "tests.core.connectors.systems.library"
PLATFORM = "tests.core.connectors.systems.platform"
CANARY = "canary-secret-4711"
ANY_KIND = "tests.core.connectors.systems.any_kind"
OPEN_JSON = "plugins.open_json.plugin"
OPEN_SETTINGS = {
    "address": "https://open.example/indgang",
    "token_address": "https://open.example/token",
    "client_id": "indgang",
    "client_secret": CANARY,
}
BY = Actor(person=None, now=NOW)


@pytest.fixture(autouse=True)
def at_moment() -> Iterator[Any]:
    """The demo's Monday morning."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def install(settings: Any) -> Iterator[Any]:
    """Has the portal start with some connectors."""

    def install_some(*places: str) -> Any:
        settings.CONNECTORS = list(places)
        read_registry.cache_clear()
        return read_registry()

    yield install_some
    read_registry.cache_clear()
    library.behaviour.clear()
    platform.behaviour.clear()
    forget_counts()


@pytest.fixture
def families(bring: Any) -> None:
    """Dorte and Jonas with Bo and Emil in Lindesø and Ella in Klitnæs; Carla with Oskar."""
    bring(lindesoe())
    bring(klitnaes(), municipality="999")
    Person.objects.update(language="en")
    for name, key, rights in (
        ("henrik", "998001", OFFICE_RIGHTS),
        ("anna", "998101", [Right.CONNECT]),
    ):
        place = Institution.objects.get(key=key)
        grant_rights(person_id=find(name).pk, institution_id=place.pk, rights=rights)


@pytest.fixture
def books(families: None, install: Any) -> Connection:
    """The library, connected for all of Lindesø, approved, on, and on everybody's pages."""
    offer = install(LIBRARY).find("library")
    connection = operations.add_connection(
        Municipality.objects.get(code="998"), offer, title="BogKassen", by=BY
    )
    values = {"address": "https://library.example/api", "password": CANARY}
    operations.fill_in(connection, offer, layer=Layer.MUNICIPALITY, values=values, by=BY)
    operations.approve(configure(connection), by=BY)
    operations.switch(connection, on=True, by=BY)
    operations.place_tile(connection, "loans", unit="998", standing=Standing.MANDATORY, by=BY)
    return connection


@pytest.fixture
def connect_platform(families: None, install: Any) -> Any:
    """Connects a learning platform, approved and on, for a municipality of choice."""
    offer = install(LIBRARY, PLATFORM).find("platform")

    def connect(title: str = "MinPlan", *, code: str = "998", on: bool = True) -> Connection:
        connection = operations.add_connection(
            Municipality.objects.get(code=code), offer, title=title, by=BY
        )
        values = {"address": "https://platform.example/api", "password": CANARY}
        operations.fill_in(connection, offer, layer=Layer.MUNICIPALITY, values=values, by=BY)
        operations.approve(configure(connection), by=BY)
        operations.switch(connection, on=on, by=BY)
        operations.place_tile(connection, "plan", unit=code, standing=Standing.MANDATORY, by=BY)
        return connection

    return connect


@pytest.fixture
def plans(connect_platform: Any) -> Connection:
    """The learning platform of Lindesø."""
    connection: Connection = connect_platform()
    return connection


@pytest.fixture
def connect_as(plans: Connection, install: Any) -> Any:
    """Connects a system of a kind of choice beside the learning platform, by open_json or another.

    Without a kind, nobody has chosen one yet.
    """
    install(LIBRARY, PLATFORM, ANY_KIND, OPEN_JSON)

    def connect(
        title: str, kind: str, *, connector: str = "open_json", on: bool = True
    ) -> Connection:
        offer = read_registry().find(connector)
        common = OPEN_SETTINGS if connector == "open_json" else {}
        values = {**common, "kind": kind} if kind else common
        made = operations.add_connection(plans.municipality, offer, title=title, by=BY)
        operations.fill_in(made, offer, layer=Layer.MUNICIPALITY, values=values, by=BY)
        operations.approve(configure(made), by=BY)
        operations.switch(made, on=on, by=BY)
        return made

    return connect


def configure(connection: Connection) -> Configured:
    """The connection as it is now."""
    return read_configured(connections_with_circuits().filter(pk=connection.pk))[0]


def sign_in(name: str, *, level: Level = Level.ONE_FACTOR) -> Client:
    """A browser in which somebody is signed in."""
    return sign_in_at(Client(), find(name), level=level)
