"""Signing out: at the portal, at the provider's own page, and everybody is told."""

import queue
import time
from urllib.parse import urlencode

import pytest
from lxml import html

from tests.sandbox.asking import ask
from tests.sandbox.unilogin.browsing import Broker, Portal, Visitor

EVENT = "http://schemas.openid.net/event/backchannel-logout"


def is_signed_in(broker: Broker, visitor: Visitor) -> bool:
    return visitor.open(broker.make_address()).status == 303


def make_logout(broker: Broker, token: str, address: str, **more: str) -> str:
    values = {"id_token_hint": token, "post_logout_redirect_uri": address, **more}
    kept = {name: value for name, value in values.items() if value}
    return f"{broker.facts['end_session_endpoint']}?{urlencode(kept)}"


def test_the_portal_signs_out_and_the_person_comes_back(broker: Broker, visitor: Visitor) -> None:
    tokens = broker.get_tokens(visitor)
    back = f"{broker.portal.address}/log-ud/"
    heard = visitor.open(make_logout(broker, tokens["id_token"], back, state="abc"))
    assert (heard.status, heard.headers["location"]) == (303, f"{back}?state=abc")
    assert "Max-Age=0" in visitor.set_cookies[-1]
    assert not is_signed_in(broker, visitor)
    # Who wished it knows.
    with pytest.raises(queue.Empty):
        broker.portal.logouts.get(timeout=0.3)


def test_what_was_given_for_the_session_counts_no_longer(broker: Broker, visitor: Visitor) -> None:
    tokens = broker.get_tokens(visitor)
    address = broker.facts["userinfo_endpoint"]
    key = {"Authorization": f"Bearer {tokens['access_token']}"}
    assert ask(address, headers=key).status == 200
    visitor.open(make_logout(broker, tokens["id_token"], ""))
    assert ask(address, headers=key).status == 401


def test_without_a_token_the_person_is_asked_first(broker: Broker, visitor: Visitor) -> None:
    tokens = broker.get_tokens(visitor)
    for hint in ("", "made.up.token", tokens["id_token"][:-4]):
        heard = visitor.open(make_logout(broker, hint, "", client_id="indgang"))
        assert (heard.status, "Log ud af Prøve-Unilogin" in heard.text) == (200, True)
        assert is_signed_in(broker, visitor)


def test_who_was_asked_comes_back_too(broker: Broker, visitor: Visitor) -> None:
    broker.get_tokens(visitor)
    back = f"{broker.portal.address}/"
    page = visitor.open(make_logout(broker, "", back, client_id="indgang"))
    assert visitor.choose(page, broker.root).headers["location"] == back
    assert not is_signed_in(broker, visitor)


@pytest.mark.parametrize("address", ["http://evil.example/", "//evil.example"])
def test_the_form_for_signing_out_leads_nowhere_else(
    broker: Broker, visitor: Visitor, address: str
) -> None:
    broker.get_tokens(visitor)
    heard = visitor.choose(visitor.open(f"{broker.root}/log-ud"), broker.root, address=address)
    assert (heard.status, "location" in heard.headers) == (200, False)


@pytest.mark.parametrize(
    "address", ["http://evil.example/", "//evil.example", "/x", "javascript:x"]
)
def test_nobody_is_sent_elsewhere_after_signing_out(
    broker: Broker, visitor: Visitor, address: str
) -> None:
    tokens = broker.get_tokens(visitor)
    heard = visitor.open(make_logout(broker, tokens["id_token"], address))
    assert (heard.status, "location" in heard.headers) == (400, False)


def test_the_provider_tells_the_portal_behind_the_persons_back(
    broker: Broker, visitor: Visitor
) -> None:
    claims = broker.read_token(broker.get_tokens(visitor)["id_token"]).claims
    page = visitor.open(f"{broker.root}/log-ud")
    assert "dorte001" in page.text
    before = int(time.time())
    heard = visitor.choose(page, broker.root)
    assert "Du er logget ud" in heard.text
    token = broker.read_token(broker.portal.logouts.get(timeout=10))
    assert token.header["typ"] == "logout+jwt"
    told = dict(token.claims)
    assert told.pop("jti")
    assert before <= told.pop("iat") < told.pop("exp")
    assert told == {
        "iss": broker.issuer,
        "aud": "indgang",
        "sub": claims["sub"],
        "sid": claims["sid"],
        "events": {EVENT: {}},
    }
    assert not is_signed_in(broker, visitor)


def test_the_portal_is_told_in_front_too(broker: Broker, visitor: Visitor) -> None:
    claims = broker.read_token(broker.get_tokens(visitor)["id_token"]).claims
    heard = visitor.choose(visitor.open(f"{broker.root}/log-ud"), broker.root)
    (frame,) = html.fromstring(heard.text).xpath("//iframe/@src")
    assert frame.startswith(f"{broker.portal.address}/log-ind/oidc/unilogin/frontkanal?iss=")
    assert frame.endswith(f"&sid={claims['sid']}")
    assert f"frame-src {broker.portal.address};" in heard.headers["content-security-policy"]


def test_the_portal_says_where_it_is_told(broker: Broker, visitor: Visitor) -> None:
    address = f"{broker.root}/client"
    changed = ask(address, method="PUT", value={"frontchannel_logout": ""})
    assert changed.json() == {
        "jwks": "/log-ind/oidc/unilogin/jwks.json",
        "backchannel_logout": "/log-ind/oidc/unilogin/bagkanal",
        "frontchannel_logout": "",
    }
    broker.get_tokens(visitor)
    heard = visitor.choose(visitor.open(f"{broker.root}/log-ud"), broker.root)
    assert "iframe" not in heard.text
    for wrong in ({"other": "/x"}, {"jwks": 1}):
        assert ask(address, method="PUT", value=wrong).status == 400


def test_a_portal_that_does_not_answer_holds_nobody_up(
    broker: Broker, visitor: Visitor, portal: Portal
) -> None:
    gone = Portal()
    address = gone.redirect_uri
    gone.server.server_close()
    broker.get_code(visitor, redirect_uri=address)
    assert is_signed_in(broker, visitor)
    heard = visitor.choose(visitor.open(f"{broker.root}/log-ud"), broker.root)
    assert "Du er logget ud" in heard.text
    assert portal.logouts.get(timeout=10)


def test_nobody_to_sign_out_is_said(broker: Broker, visitor: Visitor) -> None:
    heard = visitor.open(f"{broker.root}/log-ud")
    assert (heard.status, "Ingen er logget ind her." in heard.text) == (200, True)
    assert "Du er logget ud" in visitor.open(f"{broker.root}/log-ud", {"lang": "da"}).text


def test_a_token_about_signing_out_is_no_hint(broker: Broker, visitor: Visitor) -> None:
    broker.get_tokens(visitor)
    visitor.choose(visitor.open(f"{broker.root}/log-ud"), broker.root)
    token = broker.portal.logouts.get(timeout=10)
    broker.get_tokens(visitor)
    heard = visitor.open(make_logout(broker, token, f"{broker.portal.address}/"))
    assert heard.status == 400
