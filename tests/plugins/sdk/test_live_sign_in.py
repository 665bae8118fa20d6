"""The kit against a real identity provider: its document is asked for, nobody signs in."""

import json
from typing import Any

import pytest

from indgang_sdk.http import Answer, Request
from indgang_sdk.testing import Example
from indgang_sdk.testing.live import LiveTrial, try_system
from plugins.unilogin import plugin
from plugins.unilogin.settings import UniloginSettings

ISSUER = "https://login.example/realm"
DOCUMENT = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/auth",
    "token_endpoint": f"{ISSUER}/token",
    "jwks_uri": f"{ISSUER}/keys",
}


def try_with(document: dict[str, Any], **settings: Any) -> LiveTrial:
    def ask(request: Request) -> Answer:
        return Answer(status=200, body=json.dumps(document).encode())

    given = {"protocol": "oidc", "issuer": ISSUER, "client_id": "indgang", **settings}
    example = Example(settings=UniloginSettings(**given), answers=())
    return try_system(plugin, example, ask=ask)


# Whom the operator lets in changes nothing of what the recorded answers mean.
@pytest.mark.parametrize("settings", [{}, {"lets_in_staff": False, "lets_in_pupils": False}])
def test_recorded_answers_are_read_by_the_settings_of_their_own_example(
    settings: dict[str, Any],
) -> None:
    trial = try_with(DOCUMENT, **settings)
    assert trial.failed == ()
    assert trial.certificate["tier"] == "silver"
    for rule in ("sign_in", "odd_claims", "levels", "health"):
        assert trial.certificate["rules"][rule]["state"] == "passed"


def test_a_provider_that_says_it_is_another_is_told() -> None:
    trial = try_with({**DOCUMENT, "issuer": "https://elsewhere.example"})
    (failed,) = trial.failed
    assert "the document is that of another issuer" in failed
    assert trial.certificate["tier"] == "none"
