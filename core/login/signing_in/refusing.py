"""What somebody sees who was not signed in, and what is written down about it."""

from dataclasses import dataclass
from datetime import datetime

import structlog
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.audit.models import Action
from core.audit.operations import record
from core.login.refusals import Reason, Rejected, make_reference
from core.login.signing_in.finishing import RefusedByConnector

log = structlog.get_logger(__name__)

# Nobody whom we trust has said these: they are in the log, and not in the record that is kept,
# which anybody could fill by them.
_FROM_ANYBODY = frozenset(
    {
        Reason.TOO_LARGE,
        Reason.TOO_OFTEN,
        Reason.UNREADABLE,
        Reason.DOCUMENT_TYPE,
        Reason.MISSHAPEN,
        Reason.WEAK_ALGORITHM,
        Reason.CANNOT_DECRYPT,
        Reason.NOT_ENCRYPTED,
        Reason.NO_SIGNATURE,
        Reason.BAD_SIGNATURE,
        Reason.UNKNOWN_KEY,
        Reason.NOT_ASKED_FOR,
        Reason.NOT_SET_UP,
        Reason.OTHER_BROWSER,
        Reason.USED_BEFORE,
        Reason.NOT_SUCCESSFUL,
        Reason.CANCELLED,
        Reason.TOO_LATE,
        Reason.PROVIDER_DOWN,
        Reason.PROVIDER_ERROR,
    }
)
# The provider knows them, and would send the same person here again without asking.
_ABOUT_PERSON = frozenset(
    {
        Reason.UNKNOWN_PERSON,
        Reason.NOT_VOUCHED_FOR,
        Reason.IDENTITY_CHANGED,
        Reason.OF_CONNECTOR,
    }
)
_STATUS = {
    Reason.TOO_LARGE: 413,
    Reason.TOO_OFTEN: 429,
    Reason.PROVIDER_DOWN: 503,
    Reason.PROVIDER_ERROR: 502,
    Reason.NOT_SET_UP: 404,
    Reason.CONNECTOR_FAILED: 502,
    Reason.UNKNOWN_PERSON: 403,
    Reason.NOT_VOUCHED_FOR: 403,
    Reason.IDENTITY_CHANGED: 403,
    Reason.OTHER_PERSON: 403,
    Reason.LEVEL_TOO_LOW: 403,
    Reason.OF_CONNECTOR: 403,
}


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a refused person reads: what happened, and what to do."""

    title: str | Promise
    advice: tuple[str | Promise, ...]


_AGAIN = Words(
    title=_("You were not logged in"),
    advice=(
        _("Something in the answer from the login was not as it should be. Try again."),
        _("If it happens again, tell your school or daycare institution the number below."),
    ),
)
_WORDS = {
    Reason.CANCELLED: Words(
        title=_("You cancelled the login"),
        advice=(_("Nothing has happened. You can log in again whenever you like."),),
    ),
    Reason.TOO_LATE: Words(
        title=_("The login took too long"),
        advice=(_("For your safety, a login has to be finished within ten minutes. Try again."),),
    ),
    Reason.USED_BEFORE: Words(
        title=_("This login has been used"),
        advice=(
            _("It happens when you go back or reload the page. Log in again from the beginning."),
        ),
    ),
    Reason.OTHER_BROWSER: Words(
        title=_("Begin again in this browser"),
        advice=(
            _("The login was begun in another browser or window, or the browser keeps no cookies."),
            _("Log in again from the beginning, and finish in the same browser."),
        ),
    ),
    Reason.TOO_OFTEN: Words(
        title=_("Too many attempts"),
        advice=(_("There have been too many attempts in a short time. Wait a minute."),),
    ),
    Reason.PROVIDER_DOWN: Words(
        title=_("The login does not answer"),
        advice=(
            _("The service that checks who you are does not answer right now. Try again shortly."),
        ),
    ),
    Reason.NOT_SET_UP: Words(
        title=_("This way of logging in is not open"),
        advice=(_("Choose another way of logging in."),),
    ),
    Reason.UNKNOWN_PERSON: Words(
        title=_("We do not know you here yet"),
        advice=(
            _("Your login is right, but no school or daycare institution has registered you here."),
            _(
                "Are you a parent? Ask the office of your child's school or daycare institution to"
                " check that you are registered as a contact person. It usually takes until the"
                " next day before it works."
            ),
            _("Are you an employee? Ask your leader, or whoever administers Unilogin with you."),
        ),
    ),
    Reason.NOT_VOUCHED_FOR: Words(
        title=_("Log in another way"),
        advice=(
            _("This login cannot be used for you, since you also belong somewhere else."),
            _("Log in with Unilogin instead."),
        ),
    ),
    Reason.IDENTITY_CHANGED: Words(
        title=_("Your login has to be looked at"),
        advice=(
            _("Your Unilogin belongs to another user than last time, so we let nobody in by it."),
            _("Tell the office of your school or daycare institution the number below."),
        ),
    ),
    Reason.OTHER_PERSON: Words(
        title=_("You logged in as somebody else"),
        advice=(
            _("You were to confirm that it is you, and the answer was about another person."),
            _("Go back and try again, or log out and log in as the one you want to be."),
        ),
    ),
    Reason.LEVEL_TOO_LOW: Words(
        title=_("It has to be confirmed in a safer way"),
        advice=(
            _("What you want to see asks for a safer login than the one you used."),
            _("Try again, and choose MitID or a login with two steps."),
        ),
    ),
}


def refuse(
    request: HttpRequest,
    rejected: Rejected,
    *,
    provider: str = "",
    person_id: int | None = None,
    now: datetime,
    next_page: str = "",
) -> HttpResponse:
    """The page for somebody who was refused, with a number by which the log knows why."""
    reference = make_reference()
    log.warning(
        "sign-in refused",
        reason=rejected.reason.value,
        detail=rejected.detail,
        provider=provider,
        reference=reference,
    )
    if rejected.reason not in _FROM_ANYBODY:
        record(
            Action.SIGN_IN_REFUSED,
            now=now,
            actor_id=person_id,
            reason=f"{provider}: {rejected.reason.value} ({reference})",
        )
    words = _find_words(rejected)
    context = {
        "words": words,
        "reference": reference,
        "next": next_page,
        "log_in_url": reverse("login") + ("?ny=1" if rejected.reason in _ABOUT_PERSON else ""),
        # What the answer had in its address stands on no page, and cannot be asked again.
        "this_address": next_page or reverse("login"),
    }
    status = _STATUS.get(rejected.reason, 400)
    response = render(request, "themes/sign_in_refused.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    if rejected.reason is Reason.TOO_OFTEN:
        response.headers["Retry-After"] = "60"
    return response


def _find_words(rejected: Rejected) -> Words:
    if isinstance(rejected, RefusedByConnector):
        said = rejected.words
        text = said.en if (get_language() or "").startswith("en") else said.da
        return Words(title=_("You were not logged in"), advice=(text,))
    return _WORDS.get(rejected.reason, _AGAIN)
