"""What identity providers say of themselves: a document that a health check can read."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict

from indgang_sdk.connectors import Context
from indgang_sdk.errors import UnexpectedAnswer
from indgang_sdk.reading.xml import read_xml
from indgang_sdk.sign_in import OidcProvider, SamlProvider
from indgang_sdk.texts import Text

__all__ = ["check_provider", "find_provider_hosts"]

DISCOVERY = "/.well-known/openid-configuration"
METADATA = "urn:oasis:names:tc:SAML:2.0:metadata"
DISCOVERED = Text(
    da="Udbyderen svarer, og dens oplysninger er i orden.",
    en="The provider answers, and what it says of itself is in order.",
)
METADATA_READ = Text(da="Udbyderens metadata er læst.", en="The provider's metadata was read.")


class _Discovery(BaseModel):
    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str


def find_provider_hosts(provider: SamlProvider | OidcProvider) -> tuple[str, ...]:
    """The host that the portal itself calls; none where metadata was filled in as a text."""
    address = provider.issuer if isinstance(provider, OidcProvider) else provider.metadata_address
    return (urlsplit(address).netloc.lower(),) if address else ()


def check_provider(
    context: Context[Any], provider: SamlProvider | OidcProvider, *, hosts: Iterable[str]
) -> Text:
    """Reads a provider's discovery document or metadata, and says that it is one.

    `hosts` are those that the municipality approves. Raises the failure where there is no such
    document, or where it leads the portal to another host. Signatures are the portal's to check.
    """
    if isinstance(provider, OidcProvider):
        _check_discovery(context, provider, hosts=frozenset(hosts))
        return DISCOVERED
    body = provider.metadata.encode()
    if provider.metadata_address:
        body = context.http.get(provider.metadata_address).require_ok().body
    _check_metadata(body)
    return METADATA_READ


def _check_discovery(
    context: Context[Any], provider: OidcProvider, *, hosts: frozenset[str]
) -> None:
    answer = context.http.get(f"{provider.issuer.rstrip('/')}{DISCOVERY}").require_ok()
    found = answer.read_model(_Discovery)
    if found.issuer != provider.issuer:
        raise UnexpectedAnswer("the document is that of another issuer")
    for name in ("token_endpoint", "jwks_uri"):
        if urlsplit(getattr(found, name)).netloc.lower() not in hosts:
            raise UnexpectedAnswer(f"{name} is at a host that nobody has approved")


def _check_metadata(body: bytes) -> None:
    entities = read_xml(body).iter(f"{{{METADATA}}}EntityDescriptor")
    found = [one for one in entities if one.find(f"{{{METADATA}}}IDPSSODescriptor") is not None]
    if len(found) != 1:
        raise UnexpectedAnswer("the document is not the metadata of one identity provider")
