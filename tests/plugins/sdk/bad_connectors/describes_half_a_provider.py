"""A provider that the portal could not tell who it is."""

from dataclasses import replace
from typing import Any

from indgang_sdk.sign_in import OidcProvider
from tests.plugins.sdk.good_connector import signing_in as good

from .parts import make_provider_hooks

FAILS, BECAUSE = "sign_in", "without the portal's client_id"


def describe(settings: Any) -> OidcProvider:
    return replace(good.describe(settings), client_id="")


connectors, health_checks, identity_providers = make_provider_hooks(describe=describe)
