"""The only place that starts and ends sessions."""

from datetime import timedelta

from django.contrib import auth
from django.http import HttpRequest

from core.access.viewer import viewer_of
from core.audit.models import Action
from core.audit.operations import record
from core.connectors.vault import encrypt
from core.login.claims import VerifiedClaim
from core.login.models import Session
from core.people.models import Person

# How long somebody counts as proved more surely than by one factor.
LEVEL_LASTS = timedelta(hours=2)
BACKEND = "core.login.backends.PersonBackend"


class UnknownPerson(Exception):
    """The claim is true, but nobody here who may sign in has that UNI-Login id."""


def start_session(
    request: HttpRequest, *, claim: VerifiedClaim, is_own_device: bool = False
) -> Person:
    """Signs in the person of a verified claim and records it; raises `UnknownPerson`.

    `is_own_device` is what the person said: that nobody else uses this browser.
    """
    now = viewer_of(request).now
    person = Person.objects.filter(unilogin=claim.unilogin, is_active=True).first()
    if person is None:
        record(Action.SIGN_IN_REFUSED, now=now, actor_id=None, reason="unknown person")
        raise UnknownPerson
    record(Action.SIGN_IN, now=now, actor_id=person.pk, reason=claim.method)
    auth.login(request, person, backend=BACKEND)
    _describe_session(request, claim=claim, is_own_device=is_own_device)
    return person


def raise_level(request: HttpRequest, *, claim: VerifiedClaim) -> None:
    """Raises the level of the session of somebody who has just proved again who they are."""
    now = viewer_of(request).now
    row = request.session.row  # type: ignore[attr-defined]
    record(Action.STEP_UP, now=now, actor_id=row.person_id, reason=claim.method)
    authenticated_at = claim.authenticated_at or now
    row.level, row.level_until = claim.level, authenticated_at + LEVEL_LASTS
    row.save(update_fields=["level", "level_until"])


def end_sessions_of_provider(issuer: str, *, subject: str = "", provider_session: str = "") -> int:
    """Ends the sessions that a provider speaks of, on every process; returns how many.

    One that names neither a person nor a session of its own ends none.
    """
    if not subject and not provider_session:
        return 0
    rows = Session.objects.filter(issuer=issuer)
    if subject:
        rows = rows.filter(subject=subject)
    if provider_session:
        rows = rows.filter(provider_session=provider_session)
    return rows.delete()[0]


def _describe_session(request: HttpRequest, *, claim: VerifiedClaim, is_own_device: bool) -> None:
    """Writes down by whom and how surely the session was begun, in its own row."""
    now = viewer_of(request).now
    request.session.save()
    Session.objects.filter(session_key=request.session.session_key).update(
        started_at=now,
        seen_at=now,
        is_own_device=is_own_device,
        level=claim.level,
        level_until=(claim.authenticated_at or now) + LEVEL_LASTS,
        provider=claim.method,
        issuer=claim.issuer,
        subject=claim.subject,
        provider_session=claim.provider_session,
        logout_hint=encrypt(claim.logout_hint) if claim.logout_hint else "",
    )


def end_session(request: HttpRequest) -> None:
    """Signs out: the session's row is gone afterwards, on every process."""
    if request.user.is_authenticated:
        record(Action.SIGN_OUT, now=viewer_of(request).now, actor_id=request.user.pk)
    auth.logout(request)
