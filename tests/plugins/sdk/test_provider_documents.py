"""What an operator's try of a sign-in finds out: whether there is a document, and whose."""

import json
from typing import Any

import pytest

from indgang_sdk.errors import Refused, Unavailable, UnexpectedAnswer
from indgang_sdk.http import Answer
from indgang_sdk.provider_documents import check_provider, find_provider_hosts
from indgang_sdk.settings import Settings
from indgang_sdk.sign_in import OidcProvider, SamlProvider
from tests.plugins.calling import Call, ScriptedClient, make_viewer

ISSUER = "https://login.example/realm"
OIDC = OidcProvider(issuer=ISSUER, client_id="indgang")
FOUND: dict[str, Any] = {
    "issuer": ISSUER,
    "authorization_endpoint": "https://www.example/authorize",
    "token_endpoint": f"{ISSUER}/token",
    "jwks_uri": f"{ISSUER}/keys",
}
METADATA = (
    '<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="x">'
    "{role}</md:EntityDescriptor>"
)
PROVIDER = METADATA.format(role="<md:IDPSSODescriptor/>")
SERVICE = METADATA.format(role="<md:SPSSODescriptor/>")
SEVERAL = (
    '<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">'
    "{inside}</md:EntitiesDescriptor>"
)


def check(provider: SamlProvider | OidcProvider, *answers: Answer) -> tuple[str, list[str]]:
    """What is said, and the addresses that were asked."""
    client = ScriptedClient(*answers)
    call = Call(settings=Settings(), http=client, viewer=make_viewer("", ()))
    said = check_provider(call.make_context(), provider, hosts=find_provider_hosts(provider))
    return said.en, [request.address for request in client.requests]


def say(value: Any) -> Answer:
    return Answer(status=200, body=json.dumps(value).encode())


def test_a_discovery_document_is_read_at_its_place() -> None:
    said, asked = check(OIDC, say(FOUND))
    assert "in order" in said
    assert asked == [f"{ISSUER}/.well-known/openid-configuration"]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"issuer": "https://elsewhere.example"}, "another issuer"),
        ({"issuer": f"{ISSUER}/"}, "another issuer"),
        ({"token_endpoint": "https://elsewhere.example/token"}, "token_endpoint is at a host"),
        ({"jwks_uri": "https://elsewhere.example/keys"}, "jwks_uri is at a host"),
        ({"jwks_uri": None}, "jwks_uri: string_type"),
    ],
)
def test_a_document_that_the_portal_could_not_use_is_said(
    changed: dict[str, Any], reason: str
) -> None:
    with pytest.raises(UnexpectedAnswer, match=reason) as failed:
        check(OIDC, say({**FOUND, **changed}))
    assert "elsewhere" not in str(failed.value)


@pytest.mark.parametrize(
    ("status", "error"), [(403, Refused), (404, UnexpectedAnswer), (503, Unavailable)]
)
def test_a_status_is_the_failure_that_it_names(status: int, error: type[Exception]) -> None:
    for provider in (OIDC, SamlProvider(metadata_address="https://login.example/metadata")):
        with pytest.raises(error):
            check(provider, Answer(status=status))


def test_metadata_is_read_at_its_address() -> None:
    address = "https://login.example/metadata"
    provider = SamlProvider(metadata_address=address)
    said, asked = check(provider, Answer(status=200, body=PROVIDER.encode()))
    assert (said, asked) == ("The provider's metadata was read.", [address])
    assert find_provider_hosts(provider) == ("login.example",)


def test_metadata_as_a_text_is_read_without_asking_anybody() -> None:
    assert check(SamlProvider(metadata=PROVIDER))[1] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<html/>",
        SERVICE,
        SEVERAL.format(inside=PROVIDER * 2),
        f"<!DOCTYPE x>{PROVIDER}",
        PROVIDER[:-9],
    ],
)
def test_what_is_no_metadata_of_one_provider_is_said(text: str) -> None:
    assert check(SamlProvider(metadata=SEVERAL.format(inside=PROVIDER + SERVICE)))
    with pytest.raises(UnexpectedAnswer):
        check(SamlProvider(metadata=text))
