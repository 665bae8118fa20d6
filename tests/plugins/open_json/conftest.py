"""open_json against the platforms of the sandbox, over real sockets."""

from collections.abc import Callable

import pytest

from indgang_sdk.connectors import Category
from indgang_sdk.people import Role
from indgang_sdk.settings import Secret
from plugins.open_json.settings import OpenJsonSettings
from sandbox.servers.playing import Sandbox
from tests.plugins.calling import Call, PlainClient, make_viewer

FAMILIES = {
    "dorte": ("laeringsstien", "dorte001", {Role.GUARDIAN}, ("bo000001", "emil0001")),
    "bo": ("laeringsstien", "bo000001", {Role.PUPIL}, ("bo000001",)),
    "anna": ("laeringsstien", "anna0001", {Role.STAFF, Role.PEDAGOGICAL}, ()),
    "dorte in Klitnæs": ("tavlen", "dorte001", {Role.GUARDIAN}, ("ella0001",)),
    "amira": ("tavlen", "amira001", {Role.GUARDIAN}, ("noor0001",)),
}


def make_settings(address: str, name: str) -> OpenJsonSettings:
    return OpenJsonSettings(
        kind=Category.LEARNING_PLATFORM,
        address=address,
        token_address=f"{address}/token",
        client_id="indgang",
        client_secret=Secret(f"{name}-hemmelighed"),
    )


@pytest.fixture
def call(sandbox: Sandbox) -> Callable[[str], Call]:
    """Makes the call for one of the people of `FAMILIES`."""

    def make(who: str) -> Call:
        system, person, roles, children = FAMILIES[who]
        return Call(
            settings=make_settings(sandbox.addresses[system], system),
            http=PlainClient(),
            viewer=make_viewer(person, roles, children),
        )

    return make
