"""The demo connects every played system, with the settings that its connector now asks for."""

from importlib import import_module
from typing import Any

import pytest

from core.connectors.configuration.layers import Mistake, find_mistakes
from sandbox.content.systems import describe_portal_connectors, list_connection_files
from sandbox.servers.playing import SYSTEMS, list_addresses
from sandbox.servers.unilogin.system import Unilogin

ADDRESSES = list_addresses(8900)
FILES = {each["municipality"]: each["connections"] for each in list_connection_files(ADDRESSES)}
# Where people sign in is connected by the operator.
CONNECTED = [system for system in SYSTEMS if system is not Unilogin]
# What the operator fills in of a connector, by its name.
OF_PORTAL = {
    each["connector"]: each["settings"]
    for each in describe_portal_connectors(ADDRESSES)["connectors"]
}
CONNECTIONS = [connection for connections in FILES.values() for connection in connections]


def find_model(name: str) -> Any:
    (connector,) = import_module(f"plugins.{name}.plugin").connectors()
    return connector.settings


def list_mistakes(connection: dict[str, Any]) -> list[Mistake]:
    """What is wrong with a connection's settings, and with those of each of its institutions."""
    name = connection["connector"]
    model, common = find_model(name), OF_PORTAL.get(name, {}) | connection.get("settings", {})
    own = [each["settings"] for each in connection.get("institutions", {}).values()]
    return [mistake for each in own or [{}] for mistake in find_mistakes(model, common | each)]


@pytest.mark.parametrize("connection", CONNECTIONS, ids=[each["title"] for each in CONNECTIONS])
def test_a_connection_has_the_settings_that_its_connector_asks_for(
    connection: dict[str, Any],
) -> None:
    assert list_mistakes(connection) == []
    spoilt = {**connection, "settings": {**connection.get("settings", {}), "gone": "x"}}
    assert {mistake.name for mistake in list_mistakes(spoilt)} == {"gone"}


@pytest.mark.parametrize("system", CONNECTED, ids=[each.name for each in CONNECTED])
def test_every_system_is_connected_where_it_is_played(system: Any) -> None:
    places = {code for code, found in FILES.items() if ADDRESSES[system.name] in str(found)}
    assert places == set(system.municipalities)


def test_people_sign_in_where_unilogin_is_played() -> None:
    assert ADDRESSES["unilogin"] in OF_PORTAL["unilogin"]["issuer"]
    switched_on = {
        code
        for code, connections in FILES.items()
        if any(each["connector"] == "unilogin" for each in connections)
    }
    assert switched_on == set(FILES)
