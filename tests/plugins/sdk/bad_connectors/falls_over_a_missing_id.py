"""An answer without an id is an error of the connector's."""

from dataclasses import replace
from typing import Any

from indgang_sdk.sign_in import Claims, IdentityAnswer
from tests.plugins.sdk.good_connector import signing_in as good

from .parts import make_provider_hooks

FAILS, BECAUSE = "odd_claims", "makes it raise KeyError"


def read_claims(answer: IdentityAnswer, settings: Any) -> Claims:
    found = good.read_claims(answer, settings)
    return replace(found, unilogins=found.unilogins if answer.attributes["reader"] else ())


connectors, health_checks, identity_providers = make_provider_hooks(read_claims=read_claims)
