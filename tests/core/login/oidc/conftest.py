"""A provider, the portal as its client, and the way between them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from core.connectors.way_out import WayOut
from core.connectors.way_out.limits import Limits
from core.connectors.way_out.repeating import Repeater
from core.login.keys import list_keys, make_keys
from core.login.models import KeyPurpose
from core.login.oidc.answers import OidcAnswer, fetch_answer
from core.login.oidc.callbacks import read_callback
from core.login.oidc.questions import make_question, make_sign_in_address
from core.login.oidc.relying_party import RelyingParty
from indgang_sdk.http import HttpClient
from tests.core.connectors.way_out.loopback import Within
from tests.core.login.oidc.played_provider import (
    ANSWER_ADDRESS,
    CLIENT_ID,
    SECRET,
    PlayedProvider,
)

NOW = datetime(2026, 11, 30, 7, 45, tzinfo=UTC)
LIMITS = Limits(repeats=0)


@pytest.fixture
def provider() -> Iterator[PlayedProvider]:
    played = PlayedProvider(now=NOW)
    yield played
    played.server.stop()


@pytest.fixture
def client(provider: PlayedProvider) -> HttpClient:
    """The way out, to this provider alone; it asks once, so that questions can be counted."""
    way_out = WayOut(limits=LIMITS, repeater=Repeater(limits=LIMITS))
    return way_out.open(
        allowed_hosts=frozenset({provider.host}), deadline=Within(seconds=30), may_call_local=True
    )


@pytest.fixture
def relying_party() -> RelyingParty:
    return RelyingParty(
        client_id=CLIENT_ID,
        client_secret=SECRET,
        answer_address=ANSWER_ADDRESS,
        signed_out_address="https://portal.example/log-ind/ude",
    )


@pytest.fixture
def keyed_party(
    relying_party: RelyingParty, db: None, monkeypatch: pytest.MonkeyPatch
) -> RelyingParty:
    """The portal with keys of its own in place of a secret."""
    # Longer ones take a second each to make.
    monkeypatch.setattr("core.login.keys.BITS", 2048)
    make_keys(now=NOW, purposes=(KeyPurpose.SIGNING,))
    return replace(relying_party, client_secret=None, signing_keys=list_keys(KeyPurpose.SIGNING))


@pytest.fixture
def sign_in(
    db: None, provider: PlayedProvider, client: HttpClient, relying_party: RelyingParty
) -> Callable[..., OidcAnswer]:
    """A whole sign-in: the question, the provider's page, the way back, and the answer."""

    def go(
        *, party: RelyingParty | None = None, is_forced: bool = False, **changes: Any
    ) -> OidcAnswer:
        party = party or relying_party
        question = make_question(now=provider.now, is_forced=is_forced)
        found = provider.find(client)
        address = make_sign_in_address(question, relying_party=party, provider=found)
        callback = read_callback(provider.sign_in(address), provider=found, state=question.state)
        return fetch_answer(
            callback,
            question=replace(question, **changes),
            relying_party=party,
            provider=found,
            client=client,
            now=provider.now,
        )

    return go
