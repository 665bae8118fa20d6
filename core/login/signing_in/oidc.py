"""Signing in by OpenID Connect: the question, and the answer that the browser brings a code for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from core.login.keys import list_keys
from core.login.models import KeyPurpose
from core.login.oidc.answers import fetch_answer
from core.login.oidc.callbacks import find_state, read_callback
from core.login.oidc.identity_providers import OidcIdentityProvider, find_identity_provider
from core.login.oidc.questions import Question, make_sign_in_address
from core.login.oidc.relying_party import RelyingParty
from core.login.provider_calls import check_answers
from core.login.providers import SignInProvider, open_provider_client
from core.login.refusals import Reason, Rejected
from core.login.signing_in.begun import LASTS, BegunSignIn, check_number, read_asked_at
from core.login.signing_in.finishing import Checked
from core.login.used_once import use_once, was_used
from indgang_sdk.http import HttpClient
from indgang_sdk.levels import Level
from indgang_sdk.sign_in import IdentityAnswer, OidcProvider


@dataclass(frozen=True, kw_only=True)
class Parties:
    """Both sides of an OpenID sign-in, and the way to the provider."""

    relying_party: RelyingParty
    provider: OidcIdentityProvider
    client: HttpClient


def find_parties(provider: SignInProvider, described: OidcProvider, *, now: datetime) -> Parties:
    """The provider as it describes itself, and the portal as it knows it."""
    client = open_provider_client(provider)
    base = f"{settings.WAGTAILADMIN_BASE_URL}/log-ind/oidc/{provider.key}"
    secret = described.client_secret
    return Parties(
        relying_party=RelyingParty(
            client_id=described.client_id,
            client_secret=secret.get_secret_value() if secret else None,
            scope=described.scope,
            answer_address=f"{base}/svar",
            signed_out_address=f"{base}/logget-ud",
            signing_keys=() if secret else list_keys(KeyPurpose.SIGNING),
        ),
        provider=find_identity_provider(
            described.issuer,
            client=client,
            approved_hosts=provider.approved_hosts,
            now=now,
            may_be_local=settings.DEMO,
        ),
        client=client,
    )


def ask(
    provider: SignInProvider, described: OidcProvider, begun: BegunSignIn, *, now: datetime
) -> str:
    """The address to send the browser to for a sign-in that has begun."""
    check_answers(provider.key)
    parties = find_parties(provider, described, now=now)
    return make_sign_in_address(
        _make_question(begun),
        relying_party=parties.relying_party,
        provider=parties.provider,
        parameters=_find_parameters(described.parameters, begun.level),
    )


def find_number(query_string: str, *, provider: str, now: datetime) -> str:
    """The number of the question that a browser comes back from; raises `Rejected` for none."""
    number = f"_{find_state(query_string)}"
    check_number(number, provider=provider, now=now)
    return number


def refuse_answered(number: str) -> None:
    """Raises `Rejected` for a question that was answered: somebody has gone back, or reloaded.

    Their browser keeps it no more, and would be told that it is another one.
    """
    if was_used("question", number):
        raise Rejected(Reason.USED_BEFORE)


def read_returned(
    query_string: str,
    *,
    begun: BegunSignIn,
    provider: SignInProvider,
    described: OidcProvider,
    now: datetime,
) -> Checked:
    """What the provider says of somebody who comes back; the question counts once."""
    question = _make_question(begun)
    check_answers(provider.key)
    parties = find_parties(provider, described, now=now)
    callback = read_callback(query_string, provider=parties.provider, state=question.state)
    if not use_once("question", begun.number, ends_at=now + LASTS):
        raise Rejected(Reason.USED_BEFORE)
    answer = fetch_answer(
        callback,
        question=question,
        relying_party=parties.relying_party,
        provider=parties.provider,
        client=parties.client,
        now=now,
    )
    return Checked(
        answer=IdentityAnswer(
            issuer=answer.issuer,
            subject=answer.subject,
            attributes=answer.claims,
            context=answer.context,
            authenticated_at=answer.authenticated_at,
        ),
        provider_session=answer.provider_session,
        logout_hint=answer.id_token,
    )


def _make_question(begun: BegunSignIn) -> Question:
    return Question(
        # UNI-Login wants letters and digits alone.
        state=begun.number.removeprefix("_"),
        nonce=begun.nonce,
        verifier=begun.verifier,
        authenticated_after=read_asked_at(begun.number) if begun.is_forced else None,
    )


def _find_parameters(
    parameters: Mapping[Level, Mapping[str, str]], level: Level
) -> Mapping[str, str]:
    """What to add to reach a level: the parameters of the lowest that does."""
    found = (parameters[one] for one in sorted(parameters) if one >= level > Level.ONE_FACTOR)
    return next(found, {})
