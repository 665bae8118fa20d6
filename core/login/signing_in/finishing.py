"""From a provider's checked answer to a session, or to one that counts as proved more surely."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import structlog
from django.http import HttpRequest

from core.access.viewer import viewer_of
from core.login.claims import VerifiedClaim
from core.login.operations import UnknownPerson, raise_level, start_session
from core.login.providers import SignInProvider
from core.login.refusals import Reason, Rejected
from core.login.saml.conditions import SKEW
from core.login.signing_in.begun import BegunSignIn, read_asked_at
from core.login.signing_in.people import find_people, recognise
from core.people.models import Person
from indgang_sdk.levels import Level
from indgang_sdk.sign_in import Claims, IdentityAnswer, SignInRefused

log = structlog.get_logger(__name__)


class RefusedByConnector(Rejected):
    """A connector does not let somebody in, with its own words for the person."""

    def __init__(self, refusal: SignInRefused) -> None:
        super().__init__(Reason.OF_CONNECTOR, refusal.code[:40])
        self.words = refusal.words


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A provider's answer, after all checks of its protocol."""

    answer: IdentityAnswer
    is_subject_stable: bool = True
    provider_session: str = field(default="", repr=False)
    logout_hint: str = field(default="", repr=False)


def find_candidates(
    provider: SignInProvider, checked: Checked, *, now: datetime
) -> tuple[Claims, list[Person]]:
    """Whom an answer is about, and how surely; raises `Rejected` when it is nobody."""
    claims = _read_claims(provider, checked.answer)
    if not claims.unilogins:
        raise Rejected(Reason.UNKNOWN_PERSON, "no id in the answer")
    return claims, find_people(claims.unilogins, provider=provider, now=now)


def finish(
    request: HttpRequest,
    person: Person,
    *,
    provider: SignInProvider,
    checked: Checked,
    level: Level,
    begun: BegunSignIn,
) -> None:
    """Signs a person in, or raises the level of the session that the person has."""
    now = viewer_of(request).now
    authenticated_at = checked.answer.authenticated_at
    if begun.is_forced and (
        authenticated_at is None or authenticated_at < read_asked_at(begun.number) - SKEW
    ):
        raise Rejected(Reason.TOO_LATE, "authenticated before it was asked for")
    if authenticated_at is None:
        # What nobody knows the age of cannot age out.
        level = Level.ONE_FACTOR
    recognise(
        person,
        provider=provider.key,
        issuer=checked.answer.issuer,
        subject=checked.answer.subject,
        is_subject_stable=checked.is_subject_stable,
        now=now,
    )
    claim = VerifiedClaim(
        unilogin=person.unilogin,
        method=provider.key,
        level=level,
        # A provider whose clock is ahead makes nothing last longer.
        authenticated_at=min(authenticated_at or now, now),
        issuer=checked.answer.issuer,
        subject=checked.answer.subject,
        provider_session=checked.provider_session,
        logout_hint=checked.logout_hint,
    )
    if begun.person_id is None or request.user.pk != begun.person_id:
        _start(request, claim, is_own_device=begun.is_own_device)
        return
    if level < begun.level:
        raise Rejected(Reason.LEVEL_TOO_LOW)
    raise_level(request, claim=claim)


def choose_for_step_up(people: list[Person], begun: BegunSignIn) -> list[Person]:
    """The one who has to prove it again, among those whom an answer is about."""
    if begun.person_id is None:
        return people
    same = [person for person in people if person.pk == begun.person_id]
    if not same:
        raise Rejected(Reason.OTHER_PERSON)
    return same


def _start(request: HttpRequest, claim: VerifiedClaim, *, is_own_device: bool) -> None:
    try:
        start_session(request, claim=claim, is_own_device=is_own_device)
    except UnknownPerson:
        raise Rejected(Reason.UNKNOWN_PERSON) from None


def _read_claims(provider: SignInProvider, answer: IdentityAnswer) -> Claims:
    try:
        claims = provider.source.read_claims(answer, provider.settings)
    except SignInRefused as refusal:
        raise RefusedByConnector(refusal) from None
    # Whatever a connector makes of an answer, nothing of it lands in the log.
    except (Exception, SystemExit) as error:  # noqa: BLE001
        log.error("connector reads no claims", provider=provider.key, error=type(error).__name__)
        raise Rejected(Reason.CONNECTOR_FAILED) from None
    if (
        not isinstance(claims, Claims)
        or not isinstance(claims.level, Level)
        or not all(isinstance(one, str) and one for one in claims.unilogins)
    ):
        raise Rejected(Reason.CONNECTOR_FAILED, "claims of another kind")
    return claims


def pack(checked: Checked) -> dict[str, Any]:
    """A checked answer as plain values, for the time between two requests."""
    answer = checked.answer
    return {
        "issuer": answer.issuer,
        "subject": answer.subject,
        "attributes": {name: list(values) for name, values in answer.attributes.items()},
        "context": answer.context,
        "authenticated_at": answer.authenticated_at and answer.authenticated_at.isoformat(),
        "is_subject_stable": checked.is_subject_stable,
        "provider_session": checked.provider_session,
        "logout_hint": checked.logout_hint,
    }


def unpack(values: dict[str, Any]) -> Checked:
    """A checked answer again."""
    moment = values["authenticated_at"]
    return Checked(
        answer=IdentityAnswer(
            issuer=values["issuer"],
            subject=values["subject"],
            attributes={name: tuple(told) for name, told in values["attributes"].items()},
            context=values["context"],
            authenticated_at=datetime.fromisoformat(moment) if moment else None,
        ),
        is_subject_stable=values["is_subject_stable"],
        provider_session=values["provider_session"],
        logout_hint=values["logout_hint"],
    )
