"""Browsers that come back with made-up codes: what the provider is asked about, and how often."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from core.login import providers
from core.login.limits import ATTEMPTS_PER_ADDRESS
from core.login.models import SignInAttempt
from core.login.oidc.identity_providers import OidcIdentityProvider
from core.login.provider_calls import FAILURES_THAT_OPEN, gates
from core.login.signing_in import oidc
from indgang_sdk.errors import Unavailable
from indgang_sdk.http import Answer
from indgang_sdk.sign_in import OidcProvider
from tests.core.login.systems import logins

WAY, BACK = "/log-ind/med/logins-national/", "/log-ind/oidc/logins-national/svar"
FOUND = OidcIdentityProvider(
    issuer="https://login.example",
    authorization_address="https://login.example/a",
    token_address="https://login.example/t",
    keys_address="https://login.example/k",
    logout_address="",
    names_itself=False,
    token_methods=frozenset(),
    assertion_algorithms=frozenset(),
)


class Played:
    """The provider's token endpoint: it hangs, or says that there is no such code."""

    def __init__(self):
        self.calls = 0
        self.hangs = True

    def send(self, request):
        self.calls += 1
        if self.hangs:
            raise Unavailable("timeout")
        return Answer(status=400, body=b'{"error": "invalid_grant"}')


@pytest.fixture
def played(make_login, monkeypatch, at_moment):
    make_login()
    played = Played()
    logins.described["national"] = OidcProvider(issuer="https://login.example", client_id="x")
    monkeypatch.setattr(oidc, "find_identity_provider", lambda *a, **k: FOUND)
    # Below the gate, as the network would be.
    monkeypatch.setattr(providers, "open_client", lambda **named: played)
    return played


def begin(client):
    return client.get(WAY)


def come_back(client, begun, *, address="203.0.113.5"):
    state = parse_qs(urlsplit(begun["Location"]).query)["state"][0]
    return client.get(BACK, {"code": "junk", "state": state}, REMOTE_ADDR=address).status_code


def test_a_provider_that_hangs_is_left_alone_and_said_to_be_down(played):
    browsers = [Client() for _ in range(FAILURES_THAT_OPEN + 1)]
    begun = [begin(browser) for browser in browsers]
    statuses = [come_back(*pair) for pair in zip(browsers, begun, strict=True)]
    assert statuses == [503] * (FAILURES_THAT_OPEN + 1)
    assert played.calls == FAILURES_THAT_OPEN
    # Nobody is sent there meanwhile, from wherever they come.
    refused = begin(Client())
    assert refused.status_code == 503
    assert "Location" not in refused
    # The last one's question was not spent: once the provider answers, it is asked.
    gates.forget()
    played.hangs = False
    assert come_back(browsers[-1], begun[-1]) == 502
    assert played.calls == FAILURES_THAT_OPEN + 1


def test_made_up_codes_do_not_have_a_healthy_provider_left_alone(played):
    played.hangs = False
    for _ in range(2 * FAILURES_THAT_OPEN):
        browser = Client()
        assert come_back(browser, begin(browser)) == 502
    assert played.calls == 2 * FAILURES_THAT_OPEN


def test_API_09_a_network_that_has_used_up_its_guesses_has_nobody_asked(played):
    played.hangs = False
    statuses = []
    for _ in range(ATTEMPTS_PER_ADDRESS + 10):
        browser = Client()
        statuses.append(come_back(browser, begin(browser)))
    assert statuses == [502] * ATTEMPTS_PER_ADDRESS + [429] * 10
    assert played.calls == ATTEMPTS_PER_ADDRESS
    # Others are as before, and so is the network a minute later.
    browser = Client()
    assert come_back(browser, begin(browser), address="198.51.100.9") == 502
    SignInAttempt.objects.all().delete()
    assert come_back(browser, begin(browser)) == 502
    assert played.calls == ATTEMPTS_PER_ADDRESS + 2
