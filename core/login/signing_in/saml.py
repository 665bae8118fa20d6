"""Signing in by SAML: the question, and the answer that a form brings from another site."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings

from core.login.documents import read_document
from core.login.models import ProviderDocument
from core.login.providers import SignInProvider, make_service_provider, open_provider_client
from core.login.refusals import Reason, Rejected
from core.login.saml.answers import SamlAnswer, find_request_id, read_answer
from core.login.saml.identity_providers import SamlIdentityProvider, read_identity_provider
from core.login.saml.questions import make_sign_in_address
from core.login.signing_in.begun import BegunSignIn, check_number
from core.login.signing_in.finishing import Checked
from core.login.used_once import use_once
from indgang_sdk.levels import Level
from indgang_sdk.sign_in import IdentityAnswer, SamlProvider

METADATA_FRESH = timedelta(days=1)
METADATA_USABLE = timedelta(days=7)


def read_saml_provider(
    provider: SignInProvider, described: SamlProvider, *, now: datetime
) -> SamlIdentityProvider:
    """The provider by its metadata, which is part of the settings or is fetched and kept."""

    def read(text: str) -> SamlIdentityProvider:
        return read_identity_provider(
            text, certificate=described.metadata_certificate, may_be_local=settings.DEMO
        )

    metadata = described.metadata
    if not metadata and described.metadata_address:
        metadata = read_document(
            ProviderDocument.Kind.SAML_METADATA,
            described.metadata_address,
            client=open_provider_client(provider),
            now=now,
            fresh_for=METADATA_FRESH,
            usable_for=METADATA_USABLE,
            # What nobody could be signed in by does not take the place of what still counts.
            check=read,
        )
    if not metadata:
        raise Rejected(Reason.NOT_SET_UP, "no metadata")
    return read(metadata)


def ask(
    provider: SignInProvider, described: SamlProvider, begun: BegunSignIn, *, now: datetime
) -> str:
    """The address to send the browser to for a sign-in that has begun."""
    return make_sign_in_address(
        service=make_service_provider(provider.key),
        provider=read_saml_provider(provider, described, now=now),
        request_id=begun.number,
        contexts=_find_contexts(described.contexts, begun.level),
        is_forced=begun.is_forced,
    )


def read_posted(
    text: str, *, provider: SignInProvider, described: SamlProvider, now: datetime
) -> tuple[str | None, Checked]:
    """The question's number and the answer of a posted response; both count once.

    The number is None for an answer that nobody asked for, where the provider may begin.
    """
    number = find_request_id(text)
    if number is not None:
        check_number(number, provider=provider.key, now=now)
    elif not described.may_begin:
        raise Rejected(Reason.NOT_ASKED_FOR)
    answer = read_answer(
        text,
        service=make_service_provider(provider.key),
        provider=read_saml_provider(provider, described, now=now),
        request_id=number,
        now=now,
        is_encrypted=described.is_encrypted,
    )
    if not use_once("assertion", provider.key, answer.assertion_id, ends_at=answer.ends_at):
        raise Rejected(Reason.USED_BEFORE)
    if number is not None and not use_once("question", number, ends_at=answer.ends_at):
        raise Rejected(Reason.USED_BEFORE, "the question was answered")
    return number, _translate(answer)


def find_number(text: str) -> str:
    """The number of the question that a posted response says it answers; "" without one."""
    return find_request_id(text) or ""


def _translate(answer: SamlAnswer) -> Checked:
    return Checked(
        answer=IdentityAnswer(
            issuer=answer.issuer,
            subject=answer.subject,
            attributes=answer.attributes,
            context=answer.context,
            authenticated_at=answer.authenticated_at,
        ),
        is_subject_stable=answer.is_subject_stable,
        provider_session=answer.session_index,
    )


def _find_contexts(contexts: Mapping[Level, tuple[str, ...]], level: Level) -> tuple[str, ...]:
    """What to ask for to reach a level: the references of the lowest that does."""
    return next((contexts[one] for one in sorted(contexts) if one >= level > Level.ONE_FACTOR), ())
