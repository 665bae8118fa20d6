"""Whoever may not sign in does."""

from dataclasses import replace
from typing import Any

from indgang_sdk.sign_in import Claims, IdentityAnswer
from tests.plugins.sdk.good_connector import signing_in as good

from .parts import make_provider_hooks

FAILS, BECAUSE = "sign_in", "is not refused as 'lost_card'"


def read_claims(answer: IdentityAnswer, settings: Any) -> Claims:
    rest = {name: values for name, values in answer.attributes.items() if name != "card"}
    return good.read_claims(replace(answer, attributes=rest), settings)


connectors, health_checks, identity_providers = make_provider_hooks(read_claims=read_claims)
