"""OIDC-12: signing out at the portal ends the provider's session, and the other way round."""

import re
from html import unescape

import pytest
from django.test import Client

from core.login.models import Session
from core.login.refusals import Reason
from tests.core.login.oidc.played_provider import CLIENT_ID, LEFT_OUT, make_rsa_key
from tests.core.login.signing_in.browsers import find_session
from tests.core.people.conftest import NOW

SECONDS = int(NOW.timestamp())


@pytest.fixture
def signed_in(oidc):
    """Dorte in two browsers, and Henrik in a third, each in a session of the provider's own."""
    oidc.browsers = {}
    for name, who in (("first", "dorte"), ("second", "dorte"), ("third", "henrik")):
        oidc.browsers[name] = Client()
        oidc.sign_in(who, client=oidc.browsers[name], sid=f"session-{name}")
    assert list_in(oidc) == {"first": "dorte", "second": "dorte", "third": "henrik"}
    return oidc


def list_in(oidc):
    return {name: who for name, one in oidc.browsers.items() if (who := oidc.who(one))}


def read_form(response):
    """Where the page's form to the provider leads, and with what."""
    page = response.content.decode()
    form = re.search(r'<form method="post" action="([^"]+)" data-launch>(.*?)</form>', page, re.S)
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]+)">', form[2])
    return unescape(form[1]), {name: unescape(value) for name, value in fields}


def test_signing_out_here_leads_to_signing_out_there(signed_in):
    response = signed_in.browsers["first"].post("/log-ud/")
    assert response.status_code == 200
    assert list_in(signed_in) == {"second": "dorte", "third": "henrik"}
    address, fields = read_form(response)
    # What an id token says of somebody stands in no address, which browsers and servers keep.
    assert address == f"{signed_in.provider.issuer}/logout"
    assert fields.pop("id_token_hint").count(".") == 2
    state = fields.pop("state")
    assert fields == {
        "client_id": CLIENT_ID,
        "post_logout_redirect_uri": f"http://localhost:8000/log-ind/oidc/{signed_in.key}/logget-ud",
    }
    policy = response["Content-Security-Policy"]
    assert f"form-action 'self' {signed_in.provider.server.address}" in policy
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    # To change the language there signs nobody out again.
    assert '<input type="hidden" name="next" value="/log-ind/">' in response.content.decode()
    back = Client().get(f"/log-ind/oidc/{signed_in.key}/logget-ud", {"state": state})
    assert back.status_code == 200
    assert "Du er logget ud" in back.content.decode()


def test_the_token_is_kept_encrypted_and_for_as_long_as_the_session_alone(signed_in):
    session = find_session(signed_in.browsers["first"])
    kept = session.logout_hint
    response = signed_in.browsers["first"].post("/log-ud/")
    _, fields = read_form(response)
    assert kept
    assert fields["id_token_hint"] not in kept
    assert not Session.objects.filter(logout_hint=kept).exists()


def test_a_provider_that_ends_nothing_or_is_down_keeps_nobody_signed_in(make_oidc_login):
    oidc = make_oidc_login()
    oidc.provider.discovery = {"end_session_endpoint": LEFT_OUT}
    oidc.sign_in()
    response = oidc.client.post("/log-ud/")
    assert (response.status_code, oidc.who()) == (200, "")
    assert "data-launch" not in response.content.decode()
    down = make_oidc_login()
    down.sign_in()
    down.provider.is_down = True
    assert down.client.post("/log-ud/").status_code == 200
    assert (down.who(), Session.objects.count()) == ("", 0)


def test_back_channel_ends_that_session_alone(signed_in):
    token = signed_in.provider.sign_logout_token(sid="session-first", sub="name-of-dorte")
    response = signed_in.post_logout(token)
    assert (response.status_code, response.content) == (200, b"")
    assert "no-store" in response["Cache-Control"]
    assert list_in(signed_in) == {"second": "dorte", "third": "henrik"}


def test_back_channel_without_a_session_ends_all_of_that_person(signed_in):
    token = signed_in.provider.sign_logout_token(sid=LEFT_OUT, sub="name-of-dorte")
    assert signed_in.post_logout(token).status_code == 200
    assert list_in(signed_in) == {"third": "henrik"}


def test_back_channel_leaves_the_session_of_another_person_alone(signed_in):
    token = signed_in.provider.sign_logout_token(sid="session-third", sub="name-of-dorte")
    assert signed_in.post_logout(token).status_code == 200
    assert len(list_in(signed_in)) == 3


def test_back_channel_counts_once(signed_in):
    token = signed_in.provider.sign_logout_token(sid=LEFT_OUT, sub="name-of-dorte")
    signed_in.post_logout(token)
    signed_in.sign_in("dorte", client=signed_in.browsers["first"], sid="session-fourth")
    response = signed_in.post_logout(token)
    assert (response.status_code, signed_in.refused_for) == (400, [Reason.USED_BEFORE])
    assert list_in(signed_in) == {"first": "dorte", "third": "henrik"}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"aud": "another"}, Reason.WRONG_AUDIENCE),
        ({"iss": "https://evil.example"}, Reason.WRONG_ISSUER),
        ({"events": LEFT_OUT}, Reason.MISSHAPEN),
        ({"nonce": "abc"}, Reason.MISSHAPEN),
        ({"jti": LEFT_OUT}, Reason.MISSHAPEN),
        ({"iat": SECONDS - 661}, Reason.TOO_LATE),
        ({"sid": LEFT_OUT, "sub": LEFT_OUT}, Reason.NO_SUBJECT),
    ],
)
def test_back_channel_that_is_not_in_order_ends_nothing(signed_in, changes, reason):
    honest = {"sid": "session-first", "sub": "name-of-dorte"}
    token = signed_in.provider.sign_logout_token(**{**honest, **changes})
    response = signed_in.post_logout(token)
    assert (response.status_code, signed_in.refused_for) == (400, [reason])
    assert len(list_in(signed_in)) == 3
    signed_in.post_logout(signed_in.provider.sign_logout_token(**honest))
    assert len(list_in(signed_in)) == 2


def test_back_channel_by_a_foreign_key_ends_nothing(signed_in):
    honest = {"sid": "session-first", "sub": "name-of-dorte"}
    own = signed_in.provider.key
    for header, reason in (({}, Reason.UNKNOWN_KEY), ({"kid": own.kid}, Reason.BAD_SIGNATURE)):
        signed_in.provider.key, signed_in.provider.header = make_rsa_key("evil"), header
        response = signed_in.post_logout(signed_in.provider.sign_logout_token(**honest))
        assert (response.status_code, signed_in.refused_for.pop()) == (400, reason)
    assert signed_in.post_logout("").status_code == 400
    assert len(list_in(signed_in)) == 3
    signed_in.provider.key, signed_in.provider.header = own, {}
    signed_in.post_logout(signed_in.provider.sign_logout_token(**honest))
    assert len(list_in(signed_in)) == 2


def test_back_channel_of_one_provider_ends_nothing_of_another(signed_in, make_oidc_login):
    other = make_oidc_login("998")
    token = other.provider.sign_logout_token(sid="session-first", sub="name-of-dorte")
    assert other.post_logout(token).status_code == 200
    assert len(list_in(signed_in)) == 3
    assert signed_in.post_logout(token).status_code == 400
    assert signed_in.refused_for[0] in {Reason.WRONG_ISSUER, Reason.UNKNOWN_KEY}
    assert len(list_in(signed_in)) == 3
    own = signed_in.provider.sign_logout_token(sid="session-first", sub="name-of-dorte")
    signed_in.post_logout(own)
    assert len(list_in(signed_in)) == 2


def test_front_channel_ends_that_session_alone_and_only_the_provider_frames_it(signed_in):
    response = signed_in.frame_logout(iss=signed_in.provider.issuer, sid="session-first")
    assert (response.status_code, response.content) == (200, b"")
    assert list_in(signed_in) == {"second": "dorte", "third": "henrik"}
    policy = dict(part.strip().partition(" ")[::2] for part in read_policy(response))
    assert policy["frame-ancestors"] == signed_in.provider.server.address
    assert not response.has_header("X-Frame-Options")
    assert "no-store" in response["Cache-Control"]
    # Others of the portal's pages are framed by nobody else.
    policy = dict(part.strip().partition(" ")[::2] for part in read_policy(Client().get("/")))
    assert policy["frame-ancestors"] == "'self'"


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ({"iss": "https://evil.example"}, Reason.WRONG_ISSUER),
        ({"iss": ""}, Reason.WRONG_ISSUER),
        ({"sid": ""}, Reason.NO_SUBJECT),
    ],
)
def test_front_channel_that_names_nothing_of_ours_ends_nothing(signed_in, query, reason):
    honest = {"iss": signed_in.provider.issuer, "sid": "session-first"}
    response = signed_in.frame_logout(**{**honest, **query})
    assert (response.status_code, signed_in.refused_for) == (400, [reason])
    assert len(list_in(signed_in)) == 3
    unknown = signed_in.frame_logout(iss=signed_in.provider.issuer, sid="nobody's")
    assert unknown.status_code == 200
    assert len(list_in(signed_in)) == 3
    signed_in.frame_logout(**honest)
    assert len(list_in(signed_in)) == 2


def read_policy(response):
    return response["Content-Security-Policy"].split(";")
