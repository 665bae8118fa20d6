"""OIDC-12: signing out by the browser, by the provider's server, and within its page."""

from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from core.login.oidc.logout import (
    EVENT,
    make_logout_address,
    read_front_channel,
    receive_logout_token,
)
from core.login.refusals import Reason
from core.login.used_once import forget_used
from tests.core.login.oidc.conftest import NOW
from tests.core.login.oidc.played_provider import CLIENT_ID, LEFT_OUT, make_rsa_key
from tests.core.login.refusing import refused

SECONDS = int(NOW.timestamp())


@pytest.fixture
def receive(db, provider, client, relying_party):
    """The portal receives a logout token."""
    found = provider.find(client)

    def go(token: str, *, now=NOW, party=relying_party):
        return receive_logout_token(
            token, relying_party=party, provider=found, client=client, now=now
        )

    return go


def test_OIDC_12_the_browser_is_sent_on_to_sign_out(
    db, provider, client, relying_party, sign_in
) -> None:
    found, answer = provider.find(client), sign_in()
    address = make_logout_address(
        relying_party=relying_party, provider=found, id_token=answer.id_token, state="abc"
    )
    assert address.startswith(f"{provider.issuer}/logout?")
    assert parse_qs(urlsplit(address).query) == {
        "client_id": [CLIENT_ID],
        "post_logout_redirect_uri": ["https://portal.example/log-ind/ude"],
        "state": ["abc"],
        "id_token_hint": [answer.id_token],
    }
    for token in ("", "a" * 4001):
        short = make_logout_address(
            relying_party=relying_party, provider=found, id_token=token, state="abc"
        )
        assert "id_token_hint" not in short
    without = replace(found, logout_address="")
    assert (
        make_logout_address(relying_party=relying_party, provider=without, id_token="", state="abc")
        == ""
    )


def test_OIDC_12_a_logout_token_says_whose_session_ends(receive, provider) -> None:
    notice = receive(provider.sign_logout_token())
    assert notice.provider_session == "provider-session-1"
    assert notice.subject == "f3a1c2d4-0000-4000-8000-000000000156"
    assert "provider-session-1" not in repr(notice)


def test_OIDC_12_a_logout_token_counts_once(receive, provider) -> None:
    token = provider.sign_logout_token()
    assert receive(token)
    for minutes in (0, 5, 12):
        with refused(Reason.USED_BEFORE if minutes < 11 else Reason.TOO_LATE):
            receive(provider.sign_logout_token(exp=LEFT_OUT), now=NOW + timedelta(minutes=minutes))
    assert receive(provider.sign_logout_token(jti="logout-2"))


def test_OIDC_12_it_is_remembered_for_as_long_as_it_could_come_again(receive, provider) -> None:
    token = provider.sign_logout_token(iat=SECONDS + 60, exp=SECONDS + 3600)
    assert receive(token)
    last = NOW + timedelta(minutes=12)
    forget_used(now=last)
    with refused(Reason.USED_BEFORE):
        receive(token, now=last)
    later = last + timedelta(seconds=1)
    forget_used(now=later)
    with refused(Reason.TOO_LATE):
        receive(token, now=later)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"iss": "https://evil.example"}, Reason.WRONG_ISSUER),
        ({"iss": LEFT_OUT}, Reason.WRONG_ISSUER),
        ({"aud": "another"}, Reason.WRONG_AUDIENCE),
        ({"aud": LEFT_OUT}, Reason.WRONG_AUDIENCE),
        ({"aud": [CLIENT_ID, "another"]}, Reason.WRONG_AUDIENCE),
        ({"iat": LEFT_OUT}, Reason.NO_TIMES),
        ({"iat": SECONDS + 61}, Reason.TOO_EARLY),
        ({"iat": SECONDS - 661}, Reason.TOO_LATE),
        ({"exp": SECONDS - 60}, Reason.TOO_LATE),
        ({"exp": "never"}, Reason.NO_TIMES),
        ({"events": LEFT_OUT}, Reason.MISSHAPEN),
        ({"events": {}}, Reason.MISSHAPEN),
        ({"events": [EVENT]}, Reason.MISSHAPEN),
        ({"events": {EVENT: True}}, Reason.MISSHAPEN),
        ({"events": {EVENT + "2": {}}}, Reason.MISSHAPEN),
        ({"nonce": "abc"}, Reason.MISSHAPEN),
        ({"nonce": None}, Reason.MISSHAPEN),
        ({"jti": LEFT_OUT}, Reason.MISSHAPEN),
        ({"jti": ""}, Reason.MISSHAPEN),
        ({"jti": 7}, Reason.MISSHAPEN),
        ({"sid": LEFT_OUT, "sub": LEFT_OUT}, Reason.NO_SUBJECT),
        ({"sid": "", "sub": ""}, Reason.NO_SUBJECT),
        ({"sid": 7}, Reason.NO_SUBJECT),
        ({"sub": ["a"]}, Reason.NO_SUBJECT),
        ({"sid": "a" * 256}, Reason.NO_SUBJECT),
    ],
)
def test_OIDC_12_another_token_ends_nothing(receive, provider, changes, reason) -> None:
    with refused(reason):
        receive(provider.sign_logout_token(**changes))
    # Nor does it use up the honest one.
    assert receive(provider.sign_logout_token())


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"sid": LEFT_OUT}, ("f3a1c2d4-0000-4000-8000-000000000156", "")),
        ({"sub": LEFT_OUT}, ("", "provider-session-1")),
        ({"exp": LEFT_OUT, "sub": LEFT_OUT}, ("", "provider-session-1")),
        ({"aud": [CLIENT_ID], "sub": LEFT_OUT}, ("", "provider-session-1")),
        ({"events": {EVENT: {}, "another": {}}, "sub": LEFT_OUT}, ("", "provider-session-1")),
    ],
)
def test_OIDC_12_a_session_or_a_person_is_named(receive, provider, changes, expected) -> None:
    notice = receive(provider.sign_logout_token(**changes))
    assert (notice.subject, notice.provider_session) == expected


@pytest.mark.parametrize("type_", ["logout+jwt", "Logout+JWT", "JWT", LEFT_OUT])
def test_OIDC_12_older_providers_call_it_by_another_type(receive, provider, type_) -> None:
    provider.header = {"typ": type_}
    assert receive(provider.sign_logout_token())


@pytest.mark.parametrize("type_", ["at+jwt", "secevent+jwt", "dpop+jwt"])
def test_OIDC_12_a_token_of_another_type_ends_nothing(receive, provider, type_) -> None:
    assert receive(provider.sign_logout_token(jti="honest"))
    provider.header = {"typ": type_}
    with refused(Reason.MISSHAPEN, "another type"):
        receive(provider.sign_logout_token())


def test_OIDC_12_an_id_token_is_no_logout_token(receive, provider) -> None:
    assert receive(provider.sign_logout_token())
    with refused(Reason.MISSHAPEN, "not about signing out"):
        receive(provider.sign_id_token({"nonce": "abc"}))


def test_OIDC_12_a_logout_token_is_no_id_token(sign_in, provider) -> None:
    assert sign_in()
    for type_, reason in (("logout+jwt", Reason.MISSHAPEN), ("JWT", Reason.WRONG_NONCE)):
        provider.header = {"typ": type_}
        provider.answer = {"id_token": provider.sign_logout_token()}
        with refused(reason):
            sign_in()


def test_OIDC_12_nobody_else_ends_a_session(receive, provider) -> None:
    assert receive(provider.sign_logout_token(jti="honest"))
    provider.key = make_rsa_key("evil")
    with refused(Reason.UNKNOWN_KEY):
        receive(provider.sign_logout_token())
    provider.header = {"kid": "first"}
    with refused(Reason.BAD_SIGNATURE):
        receive(provider.sign_logout_token())
    for text in ("", "a.b.c", "{}", "a" * 70_000):
        with refused(Reason.TOO_LARGE if len(text) > 60_000 else Reason.MISSHAPEN):
            receive(text)


def test_OIDC_12_a_page_of_the_provider_ends_one_session(db, provider, client) -> None:
    found = provider.find(client)

    def read(**query):
        return read_front_channel(urlencode(query), provider=found)

    notice = read(iss=provider.issuer, sid="provider-session-1")
    assert (notice.subject, notice.provider_session) == ("", "provider-session-1")
    with refused(Reason.WRONG_ISSUER):
        read(iss="https://evil.example", sid="provider-session-1")
    with refused(Reason.WRONG_ISSUER):
        read(sid="provider-session-1")
    # Without a name, whoever puts our address into a page could sign out all who see it.
    for query in ({}, {"sid": ""}, {"sid": "a" * 256}):
        with refused(Reason.NO_SUBJECT):
            read(iss=provider.issuer, **query)
    with refused(Reason.MISSHAPEN, "a parameter twice"):
        read_front_channel(
            urlencode([("iss", provider.issuer), ("sid", "a"), ("sid", "b")]), provider=found
        )
