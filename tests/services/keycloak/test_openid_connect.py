"""The broker speaks OpenID Connect as UNI-Login does, by itself and without a portal."""

import secrets
import time
from collections.abc import Iterator

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.services.keycloak.clients import CLAIMS, PortalAtBroker
from tests.services.keycloak.server import Keycloak
from tests.services.keycloak.sign_in import (
    CodeFlow,
    fill_in_code,
    fill_in_password,
    read_query,
)
from tests.services.listener import Listener, listening
from tests.services.web import Visitor, fetch

pytestmark = pytest.mark.services

KEY = RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256"}, auto_kid=True)
PATHS = {"key_set": "/keys", "back_channel_logout": "/logged-out", "after_logout": "/bye"}


@pytest.fixture
def portal(keycloak: Keycloak) -> Iterator[Listener]:
    """What of a portal the broker talks to: its key set, and where it is told of logouts."""
    with listening({"/keys": {"keys": [KEY.as_dict(private=False)]}}) as listener:
        keycloak.connect(PortalAtBroker(address=listener.address, callback="/back", **PATHS))
        yield listener


@pytest.fixture
def visitor(portal: Listener) -> Visitor:
    return Visitor(stops_at=portal.address)


def begin(keycloak: Keycloak, portal: Listener, client: str = "indgang") -> CodeFlow:
    return CodeFlow(keycloak=keycloak, callback=f"{portal.address}/back", client=client)


def read_claims(flow: CodeFlow, visitor: Visitor, unilogin: str, **asked: str) -> dict:
    """Signs somebody in by password alone."""
    page = visitor.get(flow.write_request(**asked))
    back = fill_in_password(visitor, page, flow.keycloak, unilogin)
    return flow.verify(flow.exchange(back).json["id_token"])


def test_discovery_says_what_the_portal_leans_on(keycloak: Keycloak) -> None:
    told = fetch(keycloak.discovery).json

    assert told["issuer"] == keycloak.issuer
    assert "S256" in told["code_challenge_methods_supported"]
    assert "private_key_jwt" in told["token_endpoint_auth_methods_supported"]
    assert told["backchannel_logout_supported"]
    assert told["frontchannel_logout_supported"]
    keys = fetch(told["jwks_uri"]).json["keys"]
    assert keycloak.administration.find_signing_key()["kid"] in {key["kid"] for key in keys}


def test_token_tells_a_teacher_as_unilogin_does(
    keycloak: Keycloak, portal: Listener, visitor: Visitor
) -> None:
    claims = read_claims(begin(keycloak, portal), visitor, "anna0001")

    assert {name: claims[name] for name in CLAIMS} == {
        "uniid": "anna0001",
        "aktoer_gruppe": "Medarbejder",
        "unilogin_loa": "EnFaktor",
        "institution_ids": "[998101]",
    }


def test_token_tells_neither_name_nor_address(
    keycloak: Keycloak, portal: Listener, visitor: Visitor
) -> None:
    claims = read_claims(begin(keycloak, portal), visitor, "dorte001")

    assert claims["institution_ids"] == "[998101,998111,G99901]"
    assert not {"name", "given_name", "preferred_username", "email"} & claims.keys()


def test_wrong_password_is_asked_again(
    keycloak: Keycloak, portal: Listener, visitor: Visitor
) -> None:
    page = visitor.get(begin(keycloak, portal).write_request())
    again = visitor.send(page.forms[0], username="anna0001", password="something else")
    back = fill_in_password(visitor, again, keycloak, "anna0001")

    assert again.status == 200
    assert "username" in again.forms[0].fields
    assert "code" in read_query(back.goes_to)


def test_request_without_challenge_is_refused(
    keycloak: Keycloak, portal: Listener, visitor: Visitor
) -> None:
    flow = begin(keycloak, portal)
    without = {"code_challenge": None, "code_challenge_method": None}

    refused = visitor.get(flow.write_request(**without))
    assert read_query(refused.goes_to)["error"] == "invalid_request"
    assert visitor.get(flow.write_request()).forms


def test_code_is_given_for_the_verifier_only(
    keycloak: Keycloak, portal: Listener, visitor: Visitor
) -> None:
    flow = begin(keycloak, portal)
    back = fill_in_password(visitor, visitor.get(flow.write_request()), keycloak, "anna0001")
    wrong = CodeFlow(keycloak=keycloak, callback=flow.callback, state=flow.state)

    assert wrong.exchange(back).json["error"] == "invalid_grant"
    back = visitor.get(flow.write_request())
    assert flow.exchange(back).json["id_token"]


def test_client_can_show_who_it_is_by_its_own_key(
    keycloak: Keycloak, portal: Listener, visitor: Visitor
) -> None:
    flow = begin(keycloak, portal, client="indgang-key")
    back = fill_in_password(visitor, visitor.get(flow.write_request()), keycloak, "ida00001")
    stranger = RSAKey.generate_key(2048, {"kid": KEY.kid})

    assert flow.exchange(back, **sign_assertion(keycloak, stranger)).status in {400, 401}
    back = visitor.get(flow.write_request())
    told = flow.exchange(back, **sign_assertion(keycloak, KEY))
    assert flow.verify(told.json["id_token"])["uniid"] == "ida00001"


def sign_assertion(keycloak: Keycloak, key: RSAKey) -> dict[str, str]:
    now = int(time.time())
    claims = {
        "iss": "indgang-key",
        "sub": "indgang-key",
        "aud": keycloak.issuer,
        "jti": secrets.token_hex(16),
        "iat": now,
        "exp": now + 60,
    }
    return {
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": jwt.encode({"alg": "RS256", "kid": KEY.kid}, claims, key),
    }


def test_second_step_is_asked_for_once_it_is_needed(
    keycloak: Keycloak, portal: Listener, visitor: Visitor
) -> None:
    assert read_claims(begin(keycloak, portal), visitor, "ida00001")["acr"] == "EnFaktor"
    flow = begin(keycloak, portal)
    page = visitor.get(flow.write_request(acr_values="ToFaktor"))
    back = fill_in_code(visitor, page, keycloak)

    assert flow.verify(flow.exchange(back).json["id_token"])["acr"] == "ToFaktor"


def test_both_steps_are_asked_for_of_somebody_who_is_not_signed_in(
    keycloak: Keycloak, portal: Listener, visitor: Visitor
) -> None:
    flow = begin(keycloak, portal)
    page = visitor.get(flow.write_request(acr_values="ToFaktor"))
    second = fill_in_password(visitor, page, keycloak, "ida00001")
    wrong = visitor.send(second.forms[0], otp="000000")
    back = fill_in_code(visitor, wrong, keycloak)

    assert wrong.status == 200
    assert flow.verify(flow.exchange(back).json["id_token"])["acr"] == "ToFaktor"


def test_new_key_signs_and_the_old_one_is_gone(
    keycloak: Keycloak, portal: Listener, visitor: Visitor
) -> None:
    old, new = keycloak.administration.rotate_signing_key()
    flow = begin(keycloak, portal)
    keys = {key["kid"] for key in fetch(flow.configuration["jwks_uri"]).json["keys"]}

    assert new in keys
    assert old not in keys
    assert read_claims(flow, visitor, "anna0001")["uniid"] == "anna0001"


def test_ended_session_is_told_by_the_back_channel(
    keycloak: Keycloak, portal: Listener, visitor: Visitor
) -> None:
    flow = begin(keycloak, portal)
    claims = read_claims(flow, visitor, "rasmus01")
    assert keycloak.administration.list_sessions("rasmus01")

    keycloak.administration.end_sessions("rasmus01")

    path, sent = portal.posts.get(timeout=10)
    told = flow.verify_logout(sent["logout_token"])
    assert path == "/logged-out"
    assert (told["sub"], told["sid"]) == (claims["sub"], claims["sid"])
    assert keycloak.administration.list_sessions("rasmus01") == []


def test_logout_leads_back_to_where_the_portal_said(
    keycloak: Keycloak, portal: Listener, visitor: Visitor
) -> None:
    flow = begin(keycloak, portal)
    back = fill_in_password(visitor, visitor.get(flow.write_request()), keycloak, "anna0001")
    id_token = flow.exchange(back).json["id_token"]

    end = flow.configuration["end_session_endpoint"]
    asked = f"{end}?id_token_hint={id_token}&post_logout_redirect_uri={portal.address}"
    assert visitor.get(f"{asked}/elsewhere").status == 400
    assert visitor.get(f"{asked}/bye").goes_to == f"{portal.address}/bye"
    assert visitor.get(flow.write_request()).forms


def test_logout_tells_other_clients_by_the_front_channel(
    keycloak: Keycloak, portal: Listener, visitor: Visitor
) -> None:
    told = PortalAtBroker(
        address=portal.address, callback="/back", front_channel_logout="/front", **PATHS
    )
    keycloak.connect(told)
    flow = begin(keycloak, portal)
    back = fill_in_password(visitor, visitor.get(flow.write_request()), keycloak, "anna0001")
    id_token = flow.exchange(back).json["id_token"]

    end = flow.configuration["end_session_endpoint"]
    page = visitor.get(f"{end}?id_token_hint={id_token}")

    assert f"{portal.address}/front?" in page.text
    assert flow.verify(id_token)["sid"] in page.text


def test_administrator_switches_what_is_told_and_to_whom(
    keycloak: Keycloak, portal: Listener, visitor: Visitor
) -> None:
    keycloak.administration.set_attribute("thea0001", "unilogin_loa", "EnFaktor")
    assert read_claims(begin(keycloak, portal), visitor, "thea0001")["unilogin_loa"] == "EnFaktor"

    keycloak.administration.set_client("indgang", enabled=False)
    assert visitor.get(begin(keycloak, portal).write_request()).status == 400
