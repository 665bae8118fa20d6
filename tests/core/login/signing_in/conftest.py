"""The portal with a national login and those of two municipalities, all played by tests."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from core.connectors.configuration import operations
from core.connectors.models import Connection
from core.login.keys import list_keys, make_keys
from core.login.models import KeyPurpose
from core.people.models import Municipality
from indgang_sdk.levels import Level
from indgang_sdk.settings import Layer, Secret
from indgang_sdk.sign_in import OidcProvider, SamlProvider
from tests.core.connectors.conftest import BY, at_moment, configure, families, install
from tests.core.login.oidc.played_provider import CLIENT_ID, SECRET, PlayedProvider
from tests.core.login.signing_in.oidc_login import OidcLogin
from tests.core.login.signing_in.saml_login import SamlLogin
from tests.core.login.systems import logins
from tests.core.people.conftest import NOW, bring, english, heard, world
from tests.identity_provider.answers import IdentityProvider
from tests.identity_provider.keys import make_key_pair

__all__ = ["at_moment", "bring", "english", "families", "heard", "install", "world"]

LOGINS = "tests.core.login.systems.logins"
TWO_FACTOR = "dk:unilogin:loa:ToFaktor"


@pytest.fixture(autouse=True)
def small_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys that are made in a tenth of the time."""
    monkeypatch.setattr("core.login.keys.BITS", 2048)


@pytest.fixture
def connections(families: None, install: Any) -> Iterator[dict[str, Connection]]:
    """The connector of logins, connected and on in both municipalities, by their codes."""
    offer = install(LOGINS).find("logins")
    found = {}
    for code in ("998", "999"):
        municipality = Municipality.objects.get(code=code)
        made = operations.add_connection(municipality, offer, title="Log ind", by=BY)
        operations.fill_in(made, offer, layer=Layer.MUNICIPALITY, values={"mark": code}, by=BY)
        operations.approve(configure(made), by=BY)
        operations.switch(made, on=True, by=BY)
        found[code] = made
    yield found
    logins.described.clear()
    logins.behaviour.clear()


@pytest.fixture
def make_login(connections: dict[str, Connection], client: Client) -> Any:
    """Makes the login of a mark one that speaks SAML, played by a provider of its own name."""
    make_keys(now=NOW)

    def make(mark: str = "national", *, name: str = "", **described: Any) -> SamlLogin:
        provider = IdentityProvider(
            entity_id=f"https://{name or mark}.example/saml",
            key_pair=make_key_pair(f"provider {name or mark}"),
            sso_address=f"https://{name or mark}.example/sso",
            slo_address=f"https://{name or mark}.example/slo",
        )
        said = {
            "metadata": provider.metadata(),
            "contexts": {Level.TWO_FACTOR: (TWO_FACTOR,)},
            "is_encrypted": False,
        }
        logins.described[mark] = SamlProvider(**{**said, **described})
        is_national = mark == "national"
        key = "logins-national" if is_national else f"{mark}-{connections[mark].pk}-own"
        return SamlLogin(key=key, provider=provider, client=client)

    return make


@pytest.fixture
def saml(make_login: Any) -> SamlLogin:
    """The national login."""
    login: SamlLogin = make_login()
    return login


@pytest.fixture
def make_oidc_login(connections: dict[str, Connection], client: Client) -> Iterator[Any]:
    """Makes the login of a mark one that speaks OpenID Connect, played on this machine.

    Without a secret the portal shows who it is by a key of its own.
    """
    make_keys(now=NOW)
    played: list[PlayedProvider] = []

    def make(mark: str = "national", *, secret: str = SECRET, **described: Any) -> OidcLogin:
        provider = PlayedProvider(now=NOW)
        played.append(provider)
        said = {
            "issuer": provider.issuer,
            "client_id": CLIENT_ID,
            "client_secret": Secret(secret) if secret else None,
            "parameters": {Level.TWO_FACTOR: {"acr_values": TWO_FACTOR}},
        }
        logins.described[mark] = OidcProvider(**{**said, **described})
        for connection in connections.values():
            operations.approve(configure(connection), by=BY)
        is_national = mark == "national"
        key = "logins-national" if is_national else f"{mark}-{connections[mark].pk}-own"
        return OidcLogin(key=key, provider=provider, client=client)

    yield make
    for provider in played:
        provider.server.stop()


@pytest.fixture
def oidc(make_oidc_login: Any) -> OidcLogin:
    """The national login."""
    login: OidcLogin = make_oidc_login()
    return login


@pytest.fixture
def own_certificate() -> Any:
    """The certificate that answers are encrypted for, as the metadata names it first."""

    def read() -> bytes:
        return list_keys(KeyPurpose.ENCRYPTION)[0].certificate.encode()

    return read
