"""The page "Where you are logged in", and its buttons."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.access.viewer import viewer_of
from core.login.open_sessions.queries import describe_sessions, find_session, list_sessions
from core.login.operations import end_own_sessions
from core.people.models import Person


@never_cache
@login_required
@require_safe
def show_sessions(request: HttpRequest) -> HttpResponse:
    """Every browser in which the person who asks is signed in."""
    rows = list_sessions(cast("Person", request.user), now=viewer_of(request).now)
    context = {
        "sessions": describe_sessions(
            rows,
            this_key=request.session.session_key or "",
            language=request.LANGUAGE_CODE,
        ),
    }
    return render(request, "themes/open_sessions.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end_one(request: HttpRequest) -> HttpResponse:
    """Ends a session in another browser; in this one that is signing out."""
    if request.method == "POST":
        person, now = cast("Person", request.user), viewer_of(request).now
        row = find_session(list_sessions(person, now=now), request.POST.get("session", ""))
        if row is None or row.session_key == request.session.session_key:
            raise Http404
        end_own_sessions(person, [row], now=now)
        messages.success(request, _("You are logged out there."))
    return redirect("open_sessions")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end_others(request: HttpRequest) -> HttpResponse:
    """Ends every session but that of this browser."""
    if request.method == "POST":
        person, now = cast("Person", request.user), viewer_of(request).now
        this = request.session.session_key
        # Those with an old password too, which are not shown.
        others = person.sessions.exclude(session_key=this)  # type: ignore[attr-defined]
        ended = end_own_sessions(person, others, now=now)
        says = ngettext(
            "You are logged out of %(number)s other place.",
            "You are logged out of %(number)s other places.",
            ended,
        )
        messages.success(request, says % {"number": ended})
    return redirect("open_sessions")
