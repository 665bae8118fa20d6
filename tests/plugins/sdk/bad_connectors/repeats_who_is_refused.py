"""Who may not sign in is named in what is said."""

from typing import Any

from indgang_sdk.sign_in import Claims, IdentityAnswer, SignInRefused
from indgang_sdk.texts import Text
from tests.plugins.sdk.good_connector import signing_in as good

from .parts import make_provider_hooks

FAILS, BECAUSE = "messages", "repeats what the identity provider"


def read_claims(answer: IdentityAnswer, settings: Any) -> Claims:
    try:
        return good.read_claims(answer, settings)
    except SignInRefused as refused:
        words = Text(da=f"Kortet {answer.read('reader')} er tabt.", en="The card is lost.")
        raise SignInRefused(refused.code, words) from None


connectors, health_checks, identity_providers = make_provider_hooks(read_claims=read_claims)
