"""An identity provider as its discovery document describes it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict, ValidationError

from core.connectors.way_out import find_destination
from core.login.documents import LONGEST_ADDRESS, read_document
from core.login.models import ProviderDocument
from core.login.refusals import Reason, Rejected
from indgang_sdk.errors import NotAllowed, UnexpectedAnswer
from indgang_sdk.http import HttpClient
from indgang_sdk.reading.json import read_json

WELL_KNOWN = "/.well-known/openid-configuration"
FRESH_FOR = timedelta(hours=1)
# As long as it is down, people still sign in by what was true of it.
USABLE_FOR = timedelta(hours=24)
LONGEST_ISSUER = 255


@dataclass(frozen=True, kw_only=True)
class OidcIdentityProvider:
    """Whom answers must come from, and where questions go; all of it at approved hosts.

    `names_itself` is whether it puts its issuer beside each code (RFC 9207). `token_methods` and
    `assertion_algorithms` are how the portal may show who it is: none named is any.
    """

    issuer: str
    authorization_address: str
    token_address: str
    keys_address: str
    logout_address: str
    names_itself: bool
    token_methods: frozenset[str]
    assertion_algorithms: frozenset[str]


class _Discovery(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, hide_input_in_errors=True)

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    end_session_endpoint: str | None = None
    authorization_response_iss_parameter_supported: bool | None = None
    token_endpoint_auth_methods_supported: list[str] | None = None
    token_endpoint_auth_signing_alg_values_supported: list[str] | None = None


def find_identity_provider(
    issuer: str,
    *,
    client: HttpClient,
    approved_hosts: Collection[str],
    now: datetime,
    may_be_local: bool = False,
) -> OidcIdentityProvider:
    """The provider of an issuer, from what it publishes; raises `Rejected` when that is nothing.

    `may_be_local` is for the demo and for tests, and lets it be at this machine, without https.
    """
    address = issuer.removesuffix("/") + WELL_KNOWN
    if "?" in issuer or len(issuer) > LONGEST_ISSUER:
        raise Rejected(Reason.NOT_SET_UP, "discovery: an issuer that is none")
    _check_address(address, approved_hosts=approved_hosts, may_be_local=may_be_local)
    text = read_document(
        ProviderDocument.Kind.OIDC_DISCOVERY,
        address,
        client=client,
        now=now,
        fresh_for=FRESH_FOR,
        usable_for=USABLE_FOR,
        # The document is kept for all who have this provider: whose hosts may be called is theirs.
        check=lambda found: _parse(found, issuer),
    )
    return read_identity_provider(
        text, issuer=issuer, approved_hosts=approved_hosts, may_be_local=may_be_local
    )


def read_identity_provider(
    text: str, *, issuer: str, approved_hosts: Collection[str], may_be_local: bool = False
) -> OidcIdentityProvider:
    """The identity provider of a discovery document that is exactly this issuer's.

    Raises `Rejected` with the reason `NOT_SET_UP` for what cannot be relied on: then nobody is
    signed in by it.
    """
    found = _parse(text, issuer)
    needed = (found.authorization_endpoint, found.token_endpoint, found.jwks_uri)
    for address in (*needed, *filter(None, [found.end_session_endpoint])):
        _check_address(address, approved_hosts=approved_hosts, may_be_local=may_be_local)
    return OidcIdentityProvider(
        issuer=found.issuer,
        authorization_address=found.authorization_endpoint,
        token_address=found.token_endpoint,
        keys_address=found.jwks_uri,
        logout_address=found.end_session_endpoint or "",
        names_itself=bool(found.authorization_response_iss_parameter_supported),
        token_methods=frozenset(found.token_endpoint_auth_methods_supported or ()),
        assertion_algorithms=frozenset(
            found.token_endpoint_auth_signing_alg_values_supported or ()
        ),
    )


def _parse(text: str, issuer: str) -> _Discovery:
    try:
        found = _Discovery.model_validate(read_json(text))
    except (UnexpectedAnswer, ValidationError):
        raise Rejected(Reason.NOT_SET_UP, "discovery: cannot be read") from None
    if found.issuer != issuer:
        raise Rejected(Reason.NOT_SET_UP, "discovery: another issuer's")
    return found


def _check_address(address: str, *, approved_hosts: Collection[str], may_be_local: bool) -> None:
    """Raises `Rejected` unless an address is one of https at a host that was approved."""
    if len(address) > LONGEST_ADDRESS or "#" in address:
        raise Rejected(Reason.NOT_SET_UP, "discovery: an address that is none")
    try:
        find_destination(address, allowed_hosts=approved_hosts, may_call_local=may_be_local)
    # The second for letters that no address can be written in.
    except (NotAllowed, ValueError):
        raise Rejected(Reason.NOT_SET_UP, "discovery: an address that was not approved") from None
