"""What the portal asks an OpenID provider: to authenticate somebody."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_hex, token_urlsafe
from urllib.parse import urlencode

from core.login.oidc.identity_providers import OidcIdentityProvider
from core.login.oidc.relying_party import RelyingParty
from core.login.refusals import Reason, Rejected

# Longer than any session of a provider lasts in a day.
SAID_WITHIN = timedelta(hours=12)
# fmt: off
_OURS = frozenset({
    "client_id", "code_challenge", "code_challenge_method", "id_token_hint", "max_age", "nonce",
    "redirect_uri", "request", "request_uri", "response_mode", "response_type", "scope",
    "state",
})
# fmt: on
# That somebody is asked anew, a connector may want; that nobody is asked, it may not.
_PROMPTS = frozenset({"login", "select_account"})


@dataclass(frozen=True, kw_only=True)
class Question:
    """What has to be remembered of a question until it is answered, and known to nobody else.

    With `authenticated_after` the person has to authenticate anew, whatever session the provider
    has.
    """

    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    authenticated_after: datetime | None = None


def make_question(*, now: datetime, is_forced: bool = False) -> Question:
    """A new question, which nobody can guess."""
    return Question(
        # UNI-Login wants letters and digits alone.
        state=token_hex(16),
        nonce=token_hex(16),
        verifier=token_urlsafe(48),
        authenticated_after=now if is_forced else None,
    )


def make_sign_in_address(
    question: Question,
    *,
    relying_party: RelyingParty,
    provider: OidcIdentityProvider,
    parameters: Mapping[str, str] | None = None,
) -> str:
    """The address to send a browser to, with a question in it.

    `parameters` are the provider's own for a level, such as `acr_values` or `prompt=login`; they
    cannot change what keeps the question safe.
    """
    added = dict(parameters or {})
    if not _OURS.isdisjoint(added) or added.get("prompt", "login") not in _PROMPTS:
        raise Rejected(Reason.CONNECTOR_FAILED, "a parameter that is the portal's")
    if "openid" not in relying_party.scope.split():
        raise Rejected(Reason.CONNECTOR_FAILED, "a scope without openid")
    query = {
        "response_type": "code",
        "client_id": relying_party.client_id,
        "redirect_uri": relying_party.answer_address,
        "scope": relying_party.scope,
        "state": question.state,
        "nonce": question.nonce,
        "code_challenge": make_challenge(question.verifier),
        "code_challenge_method": "S256",
        # So that the provider says when it authenticated the person, without asking anew for it.
        "max_age": str(int(SAID_WITHIN.total_seconds())),
        **added,
    }
    if question.authenticated_after is not None:
        # The first makes the provider ask, the second makes it say when it did.
        query |= {"prompt": "login", "max_age": "0"}
    return join_query(provider.authorization_address, query)


def make_challenge(verifier: str) -> str:
    """What stands in the question for the verifier, which is shown with the code alone (S256)."""
    digest = sha256(verifier.encode()).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def join_query(address: str, query: Mapping[str, str]) -> str:
    """The address with these parameters behind those that it has."""
    return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}"
