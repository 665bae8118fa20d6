"""The only place that starts and ends sessions."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.contrib import auth
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from core.access.viewer import viewer_of
from core.audit.models import Action
from core.audit.operations import record
from core.connectors.tiles.keeping import forget_session
from core.connectors.vault import encrypt
from core.login.browser_names import name_browser
from core.login.claims import VerifiedClaim
from core.login.idle_times import decide_life, ends_when
from core.login.models import Session
from core.people.models import Institution, Person

# How long somebody counts as proved more surely than by one factor.
LEVEL_LASTS = timedelta(hours=2)
BACKEND = "core.login.backends.PersonBackend"
OBJECT_TYPE = Session._meta.label_lower


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
    """Raises the level of the session of somebody who has just proved again who they are.

    It gets a new key, and the provider's new names for itself, by which that one ends it.
    """
    now = viewer_of(request).now
    row = request.session.row  # type: ignore[attr-defined]
    record(Action.STEP_UP, now=now, actor_id=row.person_id, reason=claim.method)
    authenticated_at = claim.authenticated_at or now
    said: dict[str, Any] = {"level": claim.level, "level_until": authenticated_at + LEVEL_LASTS}
    if claim.issuer:
        said |= {"subject": claim.subject, "provider_session": claim.provider_session}
        said["logout_hint"] = encrypt(claim.logout_hint) if claim.logout_hint else ""
    request.session.cycle_key()
    request.session.describe(**said)  # type: ignore[attr-defined]


def _describe_session(request: HttpRequest, *, claim: VerifiedClaim, is_own_device: bool) -> None:
    """Writes down by whom, how surely and for how long the session was begun, in its own row."""
    viewer = viewer_of(request)
    now, person_id = viewer.now, viewer.person_id
    assert person_id is not None  # noqa: S101 - somebody has just signed in
    life = decide_life(person_id, is_own_device=is_own_device, on=viewer.today)
    request.session.describe(  # type: ignore[attr-defined]
        started_at=now,
        seen_at=now,
        idle_seconds=int(life.idle.total_seconds()),
        ends_at=now + life.at_most,
        expire_date=ends_when(seen_at=now, idle=life.idle, ends_at=now + life.at_most),
        browser=name_browser(request.headers),
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


def end_own_sessions(person: Person, sessions: Iterable[Session], *, now: datetime) -> int:
    """Ends some of a person's sessions, on other devices say; returns how many there were."""
    own = [row for row in sessions if row.person_id == person.pk]
    return _end(own, now=now, ended_by=person, reason="by the person")


def end_every_session_of(
    person: Person, *, at: Institution, ended_by: Person, reason: str, now: datetime
) -> int:
    """Signs a person out everywhere, for an institution that has a reason; returns how many."""
    with transaction.atomic():
        # Written down also when there was none: it is known then that somebody has seen to it.
        record(
            Action.SIGN_OUT,
            now=now,
            actor_id=ended_by.pk,
            subject_id=person.pk,
            object_type=OBJECT_TYPE,
            municipality_code=at.municipality.code,
            institution_key=at.key,
            reason=reason,
        )
        rows = list(Session.objects.filter(person=person))
        return _delete(rows, now=now)


def end_sessions_of_provider(
    provider: str,
    *,
    subject: str = "",
    provider_session: str = "",
    now: datetime | None = None,
) -> int:
    """Ends what an identity provider says is over, on every process; returns how many there were.

    `provider` is its key here: what it calls itself, another one may call itself, too. By
    `provider_session`, its own name for one of its sessions, by `subject`, its name for the
    person, or by both: then those alone that have both. Raises `ValueError` for neither.
    """
    if not provider or not (subject or provider_session):
        raise ValueError("a provider, and a subject or a session of it, are needed")
    rows = Session.objects.filter(provider=provider)
    if subject:
        rows = rows.filter(subject=subject)
    if provider_session:
        rows = rows.filter(provider_session=provider_session)
    return _end(rows, now=now or timezone.now(), ended_by=None, reason="by the identity provider")


def _end(
    sessions: Iterable[Session], *, now: datetime, ended_by: Person | None, reason: str
) -> int:
    rows = list(sessions)
    with transaction.atomic():
        for row in rows:
            record(
                Action.SIGN_OUT,
                now=now,
                actor_id=ended_by.pk if ended_by else None,
                subject_id=row.person_id,
                object_type=OBJECT_TYPE,
                reason=reason,
            )
        return _delete(rows, now=now)


def _delete(rows: list[Session], *, now: datetime) -> int:
    """Deletes sessions with what was kept for them; returns how many were in force."""
    Session.objects.filter(session_key__in=[row.session_key for row in rows]).delete()
    for row in rows:
        forget_session(row.session_key)
    return sum(row.expire_date > now for row in rows)
