"""What a portal sends is read and its signature checked, here of one that python3-saml plays."""

from typing import Any

import pytest
from onelogin.saml2.auth import OneLogin_Saml2_Auth

from tests.identity_provider.answers import IdentityProvider
from tests.identity_provider.conftest import ACS, ENTITY_ID, HOST
from tests.identity_provider.keys import KeyPair, make_key_pair
from tests.identity_provider.received import read_redirect
from tests.identity_provider.redirects import inflate_to, write_redirect
from tests.identity_provider.vocabulary import samlp, write


@pytest.fixture
def address(settings_of_recipient: dict[str, Any]) -> str:
    """Where a portal sends the browser of somebody who wants to sign in."""
    request = {"https": "on", "http_host": HOST, "script_name": "/login"}
    return OneLogin_Saml2_Auth(request, settings_of_recipient).login(return_to="https://a.dk/?b=c")


def test_it_reads_an_authn_request(
    address: str, provider: IdentityProvider, recipient: KeyPair
) -> None:
    read = read_redirect(address, recipient.certificate_pem)

    assert read.kind == "AuthnRequest"
    assert read.signed
    assert read.id is not None
    assert (read.issuer, read.acs_address, read.destination, read.relay_state) == (
        ENTITY_ID,
        ACS,
        provider.sso_address,
        "https://a.dk/?b=c",
    )


def test_a_changed_relay_state_is_not_signed(address: str, recipient: KeyPair) -> None:
    changed = address.replace("a.dk", "evil.dk")

    assert changed != address
    assert not read_redirect(changed, recipient.certificate_pem).signed


def test_another_certificate_does_not_vouch(address: str) -> None:
    assert not read_redirect(address, make_key_pair("attacker").certificate_pem).signed
    assert not read_redirect(address).signed


def test_a_parameter_may_come_once(address: str) -> None:
    with pytest.raises(ValueError, match="RelayState comes twice"):
        read_redirect(f"{address}&RelayState=x")


def test_it_inflates_up_to_a_limit() -> None:
    message = write(samlp.LogoutRequest(ID="_1"))
    just = write_redirect("https://a.dk/", inflate_to(256 * 1024, message))
    bomb = write_redirect("https://a.dk/", inflate_to(8_000_000, message))

    assert read_redirect(just).id == "_1"
    assert len(bomb) < 20_000
    with pytest.raises(ValueError, match="more than 262144 bytes"):
        read_redirect(bomb)
