"""A word that nobody knows is as good as the best."""

from dataclasses import replace
from typing import Any

from indgang_sdk.levels import Level
from indgang_sdk.nsis import LOA
from indgang_sdk.sign_in import Claims, IdentityAnswer
from tests.plugins.sdk.good_connector import signing_in as good

from .parts import make_provider_hooks

FAILS, BECAUSE = "levels", "no known word says"


def read_claims(answer: IdentityAnswer, settings: Any) -> Claims:
    said = answer.attributes.get(LOA)
    level = Level.NSIS_SUBSTANTIAL if said else good.read_claims(answer, settings).level
    return replace(good.read_claims(answer, settings), level=level)


connectors, health_checks, identity_providers = make_provider_hooks(read_claims=read_claims)
