"""Who asks: the person of the session, read in the session's own query."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.crypto import constant_time_compare
from django.utils.timezone import localdate

from core.access.levels import LevelRequired, answer_level_required
from core.login.demo_methods import DEMO_METHODS
from core.login.local.queries import may_go_on
from core.login.models import Session
from core.login.session_use import note_use
from core.people.models import Person
from indgang_sdk.levels import Level

LANGUAGE_COOKIE = "sprog"
CLEAR_SITE_DATA = '"cache", "storage"'


class PersonMiddleware:
    """Sets `request.user` and the language that this person, or this browser, has chosen.

    Somebody who was deactivated or whose password changed is nobody at the next request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = read_person(request.session)
        row: Session | None = request.session.row if person else None  # type: ignore[attr-defined]
        request.user = person or AnonymousUser()
        request.level = read_level(request.session, now=request.now)  # type: ignore[attr-defined]
        language = person.language if person else request.COOKIES.get(LANGUAGE_COOKIE)
        with translation.override("en" if language == "en" else "da"):
            request.LANGUAGE_CODE = translation.get_language() or "da"
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        if person is None and settings.SESSION_COOKIE_NAME in request.COOKIES:
            # The session timed out or was ended elsewhere: nothing private stays behind.
            response.headers.setdefault("Clear-Site-Data", CLEAR_SITE_DATA)
        if person is not None:
            # Whoever forgets to say how long something may be kept has it kept nowhere.
            response.headers.setdefault("Cache-Control", "private, no-store")
        if row is not None and request.session.session_key == row.session_key:
            note_use(request, row, now=request.now)  # type: ignore[attr-defined]
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Leads to the step-up who has come upon something that asks for a higher level."""
        if isinstance(error, LevelRequired):
            return answer_level_required(request, error)
        return None


def read_level(session: Any, *, now: datetime) -> Level:
    """How sure it is, now, who has the session: what is more than one factor ages out."""
    row = session.row if session.session_key else None
    if row is None or row.level_until is None or now >= row.level_until:
        return Level.ONE_FACTOR
    return Level(row.level)


def read_person(session: Any) -> Person | None:
    """The person who is signed in with a session, if the person may still be."""
    if not session.session_key:
        return None
    proof = session.get(HASH_SESSION_KEY)  # reads the row, too
    person: Person | None = session.row.person if session.row else None
    if person is None or not person.is_active:
        return None
    # Nobody has proved anything at the demo: where it has become a portal, this counts no more.
    if session.row.provider in DEMO_METHODS and not settings.DEMO:
        return None
    if not may_go_on(person.pk, session.row.provider, on=localdate()):
        return None
    return person if proves(proof, person) else None


def proves(proof: str | None, person: Person) -> bool:
    """Whether what a session remembers was written for a person with the present password."""
    return proof is not None and constant_time_compare(proof, person.get_session_auth_hash())
