"""Signing out: told to the provider by the browser, and told by it in two ways."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from core.login.oidc.answers import LONGEST_NAME, check_parties
from core.login.oidc.callbacks import read_query
from core.login.oidc.identity_providers import OidcIdentityProvider
from core.login.oidc.published_keys import verify_token
from core.login.oidc.questions import join_query
from core.login.oidc.relying_party import RelyingParty
from core.login.oidc.times import LONGEST_WAY, SKEW, check_begun, read_moment
from core.login.oidc.tokens import Token
from core.login.refusals import Reason, Rejected
from core.login.used_once import use_once
from indgang_sdk.http import HttpClient

EVENT = "http://schemas.openid.net/event/backchannel-logout"
TYPES = frozenset({"", "jwt", "logout+jwt", "application/logout+jwt"})
# Servers refuse longer addresses. Without the hint, providers ask the person.
LONGEST_HINT = 4_000


@dataclass(frozen=True, kw_only=True)
class LogoutNotice:
    """Whom an identity provider has signed out, in which of its sessions: none named is all."""

    subject: str = field(default="", repr=False)
    provider_session: str = field(default="", repr=False)


def make_logout_address(
    *,
    relying_party: RelyingParty,
    provider: OidcIdentityProvider,
    id_token: str,
    state: str,
) -> str:
    """The address to send a browser to so that the provider ends its own session, too.

    "" where the provider has none.
    """
    if not provider.logout_address:
        return ""
    query = {
        "client_id": relying_party.client_id,
        "post_logout_redirect_uri": relying_party.signed_out_address,
        "state": state,
    }
    if id_token and len(id_token) <= LONGEST_HINT:
        query["id_token_hint"] = id_token
    return join_query(provider.logout_address, query)


def receive_logout_token(
    text: str,
    *,
    relying_party: RelyingParty,
    provider: OidcIdentityProvider,
    client: HttpClient,
    now: datetime,
) -> LogoutNotice:
    """What a signed token from the provider's server says, once (back-channel logout).

    Raises `Rejected` with the reason, also when the same token comes again.
    """
    token = verify_token(text, provider=provider, client=client, now=now)
    notice = read_logout_token(token, relying_party=relying_party, provider=provider, now=now)
    token_id = str(token.claims["jti"])
    # Every token with that id is refused for its age by then.
    ends_at = now + LONGEST_WAY + 2 * SKEW
    if not use_once("oidc logout", provider.issuer, token_id, ends_at=ends_at):
        raise Rejected(Reason.USED_BEFORE)
    return notice


def read_logout_token(
    token: Token, *, relying_party: RelyingParty, provider: OidcIdentityProvider, now: datetime
) -> LogoutNotice:
    """Whom a logout token is about; raises `Rejected` for one that is not in order."""
    claims = token.claims
    if token.type.lower() not in TYPES:
        raise Rejected(Reason.MISSHAPEN, "another type")
    check_parties(claims, relying_party=relying_party, provider=provider)
    check_begun(claims, now=now)
    # Not all providers say when it ends. By when it was issued, it is short-lived anyway.
    ends = read_moment(claims, "exp")
    if ends is not None and now >= ends + SKEW:
        raise Rejected(Reason.TOO_LATE)
    events = claims.get("events")
    if not isinstance(events, dict) or not isinstance(events.get(EVENT), dict):
        raise Rejected(Reason.MISSHAPEN, "not about signing out")
    # An id token has one, and is no request to sign anybody out.
    if "nonce" in claims:
        raise Rejected(Reason.MISSHAPEN, "a nonce")
    if not isinstance(claims.get("jti"), str) or not claims["jti"]:
        raise Rejected(Reason.MISSHAPEN, "no id")
    return _read_whom(claims)


def read_front_channel(query_string: str, *, provider: OidcIdentityProvider) -> LogoutNotice:
    """Which session a request within the provider's page is about (front-channel logout).

    Nobody has signed it: whoever knows the session's name there may end it here.
    """
    query = read_query(query_string)
    if query.get("iss") != provider.issuer:
        raise Rejected(Reason.WRONG_ISSUER)
    session = query.get("sid", "")
    if not 0 < len(session) <= LONGEST_NAME:
        raise Rejected(Reason.NO_SUBJECT)
    return LogoutNotice(provider_session=session)


def _read_whom(claims: Mapping[str, Any]) -> LogoutNotice:
    subject, session = claims.get("sub", ""), claims.get("sid", "")
    if not isinstance(subject, str) or not isinstance(session, str):
        raise Rejected(Reason.NO_SUBJECT)
    if len(subject) > LONGEST_NAME or len(session) > LONGEST_NAME or not subject + session:
        raise Rejected(Reason.NO_SUBJECT)
    return LogoutNotice(subject=subject, provider_session=session)
