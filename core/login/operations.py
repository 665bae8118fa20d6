"""The only place that starts and ends sessions."""

from django.contrib import auth
from django.http import HttpRequest

from core.access.viewer import viewer_of
from core.audit.models import Action
from core.audit.operations import record
from core.login.claims import VerifiedClaim
from core.people.models import Person

BACKEND = "core.login.backends.PersonBackend"


class UnknownPerson(Exception):
    """The claim is true, but nobody here who may sign in has that UNI-Login id."""


def start_session(request: HttpRequest, *, claim: VerifiedClaim) -> Person:
    """Signs in the person of a verified claim and records it; raises `UnknownPerson`."""
    now = viewer_of(request).now
    person = Person.objects.filter(unilogin=claim.unilogin, is_active=True).first()
    if person is None:
        record(Action.SIGN_IN_REFUSED, now=now, actor_id=None, reason="unknown person")
        raise UnknownPerson
    record(Action.SIGN_IN, now=now, actor_id=person.pk, reason=claim.method)
    auth.login(request, person, backend=BACKEND)
    return person


def end_session(request: HttpRequest) -> None:
    """Signs out: the session's row is gone afterwards, on every process."""
    if request.user.is_authenticated:
        record(Action.SIGN_OUT, now=viewer_of(request).now, actor_id=request.user.pk)
    auth.logout(request)
