"""Of two people it signs in the one that happens to come first."""

from dataclasses import replace
from typing import Any

from indgang_sdk.sign_in import Claims, IdentityAnswer
from tests.plugins.sdk.good_connector import signing_in as good

from .parts import make_provider_hooks

FAILS, BECAUSE = "odd_claims", "of two ids it takes one"


def read_claims(answer: IdentityAnswer, settings: Any) -> Claims:
    found = [one.strip() for one in answer.attributes.get("reader", ()) if one.strip()]
    return replace(good.read_claims(answer, settings), unilogins=tuple(found[:1]))


connectors, health_checks, identity_providers = make_provider_hooks(read_claims=read_claims)
