"""What a browser brings back from an OpenID provider, before the provider itself is asked."""

from dataclasses import dataclass, field
from secrets import compare_digest
from urllib.parse import parse_qsl

from core.login.oidc.identity_providers import OidcIdentityProvider
from core.login.refusals import Reason, Rejected

MOST_LETTERS = 16 * 1024
# What providers say when they have not signed somebody in. Of others, only that they are others.
_REASONS = {
    "access_denied": Reason.CANCELLED,
    "account_selection_required": Reason.NOT_SUCCESSFUL,
    "consent_required": Reason.NOT_SUCCESSFUL,
    "interaction_required": Reason.NOT_SUCCESSFUL,
    "login_required": Reason.NOT_SUCCESSFUL,
    "temporarily_unavailable": Reason.PROVIDER_DOWN,
    "server_error": Reason.PROVIDER_ERROR,
    "invalid_request": Reason.PROVIDER_ERROR,
    "invalid_scope": Reason.NOT_SET_UP,
    "unauthorized_client": Reason.NOT_SET_UP,
    "unsupported_response_type": Reason.NOT_SET_UP,
}


@dataclass(frozen=True, kw_only=True)
class Callback:
    """A code that has come back for our question; it is worth something to us alone."""

    code: str = field(repr=False)


def find_state(query_string: str) -> str:
    """Which question a callback says that it answers; nothing in it is believed yet."""
    return read_query(query_string).get("state", "")


def read_callback(query_string: str, *, provider: OidcIdentityProvider, state: str) -> Callback:
    """The code that a browser brings for the question with this state.

    Raises `Rejected` when it is for another question, from another provider, or no code.
    """
    query = read_query(query_string)
    if not state or not compare_digest(query.get("state", "").encode(), state.encode()):
        raise Rejected(Reason.NOT_ASKED_FOR)
    issuer = query.get("iss")
    if issuer is None and provider.names_itself:
        raise Rejected(Reason.WRONG_ISSUER, "none named")
    if issuer is not None and issuer != provider.issuer:
        raise Rejected(Reason.WRONG_ISSUER)
    code, error = query.get("code", ""), query.get("error", "")
    if error and code:
        raise Rejected(Reason.MISSHAPEN, "a code and an error")
    if error:
        known = error if error in _REASONS else "another error"
        raise Rejected(_REASONS.get(error, Reason.PROVIDER_ERROR), known)
    if not code:
        raise Rejected(Reason.MISSHAPEN, "no code")
    return Callback(code=code)


def read_query(query_string: str) -> dict[str, str]:
    """The parameters, each of them once: with two of a name, each reader might take another."""
    if len(query_string) > MOST_LETTERS:
        raise Rejected(Reason.TOO_LARGE)
    try:
        pairs = parse_qsl(query_string, keep_blank_values=True, errors="strict", max_num_fields=50)
    except ValueError:
        raise Rejected(Reason.UNREADABLE, "the parameters") from None
    query = dict(pairs)
    if len(query) != len(pairs):
        raise Rejected(Reason.MISSHAPEN, "a parameter twice")
    if any("\0" in value for value in query.values()):
        raise Rejected(Reason.UNREADABLE, "the parameters")
    return query
