"""From an id token to what the identity provider has said, or why it is refused."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from secrets import compare_digest
from typing import Any

from core.login.oidc.callbacks import Callback
from core.login.oidc.code_exchange import exchange_code
from core.login.oidc.identity_providers import OidcIdentityProvider
from core.login.oidc.published_keys import verify_token
from core.login.oidc.questions import Question
from core.login.oidc.relying_party import RelyingParty
from core.login.oidc.times import SKEW, check_begun, read_moment, require_moment
from core.login.oidc.tokens import Token
from core.login.refusals import Reason, Rejected
from indgang_sdk.http import HttpClient

# Some providers let an id token last for a working day. Here it is used at once.
LONGEST = timedelta(hours=24)
# Of a person, and of a session of the provider.
LONGEST_NAME = 255
TYPES = frozenset({"", "jwt"})


@dataclass(frozen=True, kw_only=True)
class OidcAnswer:
    """What an identity provider has said of somebody; every check has been made.

    `authenticated_at` is None where it did not say. The `id_token` is what the provider wants to
    see when it is told of a sign-out.
    """

    issuer: str
    subject: str = field(repr=False)
    claims: Mapping[str, tuple[str, ...]] = field(repr=False)
    context: str
    authenticated_at: datetime | None
    provider_session: str = field(repr=False)
    id_token: str = field(repr=False)
    nonce: str = field(repr=False)


def fetch_answer(
    callback: Callback,
    *,
    question: Question,
    relying_party: RelyingParty,
    provider: OidcIdentityProvider,
    client: HttpClient,
    now: datetime,
) -> OidcAnswer:
    """What the provider says for a code, if it is in order; raises `Rejected` with the reason.

    Whether the question was answered before, who reads it has to find out.
    """
    id_token = exchange_code(
        callback,
        question=question,
        relying_party=relying_party,
        provider=provider,
        client=client,
        now=now,
    )
    token = verify_token(id_token, provider=provider, client=client, now=now)
    return read_answer(
        token,
        id_token=id_token,
        question=question,
        relying_party=relying_party,
        provider=provider,
        now=now,
    )


def read_answer(
    token: Token,
    *,
    id_token: str,
    question: Question,
    relying_party: RelyingParty,
    provider: OidcIdentityProvider,
    now: datetime,
) -> OidcAnswer:
    """What a signed id token says; raises `Rejected` unless it answers the question.

    What is missing is refused like what is wrong.
    """
    claims = token.claims
    if token.type.lower() not in TYPES:
        raise Rejected(Reason.MISSHAPEN, "another type")
    check_parties(claims, relying_party=relying_party, provider=provider)
    _check_period(claims, now=now)
    nonce = claims.get("nonce")
    if not isinstance(nonce, str) or not compare_digest(nonce.encode(), question.nonce.encode()):
        raise Rejected(Reason.WRONG_NONCE)
    return OidcAnswer(
        issuer=provider.issuer,
        subject=_read_subject(claims),
        claims={name: read_values(value) for name, value in claims.items()},
        context=_read_text(claims, "acr"),
        authenticated_at=_check_authenticated(claims, question=question, now=now),
        provider_session=_read_session(claims),
        id_token=id_token,
        nonce=nonce,
    )


def check_parties(
    claims: Mapping[str, Any], *, relying_party: RelyingParty, provider: OidcIdentityProvider
) -> None:
    """Raises `Rejected` unless a token is from this provider and for the portal alone.

    What is also for another client could be handed on by that client.
    """
    if claims.get("iss") != provider.issuer:
        raise Rejected(Reason.WRONG_ISSUER)
    audience = claims.get("aud")
    if audience not in (relying_party.client_id, [relying_party.client_id]):
        raise Rejected(Reason.WRONG_AUDIENCE)
    if claims.get("azp", relying_party.client_id) != relying_party.client_id:
        raise Rejected(Reason.WRONG_AUDIENCE, "azp")


def read_values(value: Any) -> tuple[str, ...]:
    """The values of a claim as texts: of a list each one, and of what is no text its JSON."""
    if value is None:
        return ()
    several = value if isinstance(value, list) else [value]
    return tuple(
        one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in several
    )


def _check_period(claims: Mapping[str, Any], *, now: datetime) -> None:
    ends = require_moment(claims, "exp")
    issued = check_begun(claims, now=now)
    if now >= ends + SKEW:
        raise Rejected(Reason.TOO_LATE)
    if ends - issued > LONGEST:
        raise Rejected(Reason.TOO_LONG)


def _check_authenticated(
    claims: Mapping[str, Any], *, question: Question, now: datetime
) -> datetime | None:
    """When the person was authenticated; raises `Rejected` when it had to be anew, and was not."""
    moment = read_moment(claims, "auth_time")
    if moment is not None and now < moment - SKEW:
        raise Rejected(Reason.TOO_EARLY, "authenticated")
    if question.authenticated_after is None:
        return moment
    if moment is None:
        raise Rejected(Reason.NO_TIMES, "no auth_time")
    if moment < question.authenticated_after - SKEW:
        raise Rejected(Reason.TOO_LATE, "authenticated before")
    return moment


def _read_subject(claims: Mapping[str, Any]) -> str:
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_NAME:
        raise Rejected(Reason.NO_SUBJECT)
    return subject


def _read_session(claims: Mapping[str, Any]) -> str:
    session = _read_text(claims, "sid")
    if len(session) > LONGEST_NAME:
        raise Rejected(Reason.MISSHAPEN, "a sid that is too long")
    return session


def _read_text(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name, "")
    return value if isinstance(value, str) else ""
