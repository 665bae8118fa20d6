"""From a code to an id token: the provider is asked, without the browser between."""

from datetime import datetime, timedelta
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, ValidationError

from core.login.oidc.callbacks import Callback
from core.login.oidc.identity_providers import OidcIdentityProvider
from core.login.oidc.questions import Question
from core.login.oidc.relying_party import RelyingParty, make_credentials
from core.login.refusals import Reason, Rejected
from indgang_sdk.errors import ConnectorError, NotAllowed, Unavailable, UnexpectedAnswer
from indgang_sdk.http import Answer, HttpClient, Request

TIME_LIMIT = timedelta(seconds=5)
# What providers say when they give no token. Of others, only that they are others.
_REASONS = {
    "invalid_client": Reason.NOT_SET_UP,
    "unauthorized_client": Reason.NOT_SET_UP,
    "unsupported_grant_type": Reason.NOT_SET_UP,
    "invalid_scope": Reason.NOT_SET_UP,
    "invalid_request": Reason.PROVIDER_ERROR,
    # Used before, out of date, or another's.
    "invalid_grant": Reason.PROVIDER_ERROR,
}


class _Tokens(BaseModel):
    """What is answered. The other tokens would let the portal act as the person: it never does."""

    model_config = ConfigDict(strict=True, frozen=True, hide_input_in_errors=True)

    id_token: str


class _Error(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, hide_input_in_errors=True)

    error: str


def exchange_code(
    callback: Callback,
    *,
    question: Question,
    relying_party: RelyingParty,
    provider: OidcIdentityProvider,
    client: HttpClient,
    now: datetime,
) -> str:
    """The id token that the provider gives for a code, unread; raises `Rejected` without one.

    It is asked for once: a code counts once, and a provider may end the session of one that comes
    again.
    """
    credentials = make_credentials(relying_party, provider, now=now)
    fields = {
        "grant_type": "authorization_code",
        "code": callback.code,
        "redirect_uri": relying_party.answer_address,
        "code_verifier": question.verifier,
        **credentials.fields,
    }
    request = Request(
        method="POST",
        address=provider.token_address,
        headers={
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
            **credentials.headers,
        },
        body=urlencode(fields).encode(),
        within=TIME_LIMIT,
    )
    try:
        return _read_answer(client.send(request))
    except NotAllowed:
        raise Rejected(Reason.NOT_SET_UP, "an address that was not approved") from None
    except Unavailable:
        raise Rejected(Reason.PROVIDER_DOWN, "token endpoint") from None
    except (ConnectorError, ValidationError):
        raise Rejected(Reason.PROVIDER_ERROR, "token endpoint") from None


def _read_answer(answer: Answer) -> str:
    if answer.status in {400, 401}:
        error = _read_error(answer)
        known = error if error in _REASONS else f"status {answer.status}"
        raise Rejected(_REASONS.get(error, Reason.PROVIDER_ERROR), known)
    return _Tokens.model_validate(answer.require_ok().read_json()).id_token


def _read_error(answer: Answer) -> str:
    try:
        return _Error.model_validate(answer.read_json()).error
    except (UnexpectedAnswer, ValidationError):
        return ""
