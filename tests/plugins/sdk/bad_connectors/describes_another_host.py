"""A provider at a host that the municipality has never been shown."""

from dataclasses import replace
from typing import Any

from indgang_sdk.sign_in import OidcProvider
from tests.plugins.sdk.good_connector import signing_in as good

from .parts import make_provider_hooks

FAILS, BECAUSE = "sign_in", "not among the hosts"


def describe(settings: Any) -> OidcProvider:
    return replace(good.describe(settings), issuer="https://elsewhere.example")


connectors, health_checks, identity_providers = make_provider_hooks(describe=describe)
