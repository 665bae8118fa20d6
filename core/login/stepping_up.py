"""Proving again, and more surely, who one is, and going on where one was."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from core.access.answers import forbid_keeping
from core.access.levels import name_level, read_level, sign_in_address
from core.access.viewer import viewer_of
from core.login.claims import VerifiedClaim
from core.login.local.queries import METHOD
from core.login.next_page import find_next_page
from core.login.operations import raise_level
from core.login.signing_in.views import confirm_at_provider
from core.people.models import Person

# How one signs in that has no second step; where the method is not known, there is none either.
UNPROVEN = frozenset({"", "demo", "password"})


@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def step_up(request: HttpRequest) -> HttpResponse:
    """Has who is signed in confirm it where they signed in; who has the level already goes on.

    Whoever signed in at the demo without a provider confirms it by a button.
    """
    level, next_page = read_level(_read(request, "niveau")), find_next_page(request)
    person = request.user
    if not isinstance(person, Person):
        return HttpResponseRedirect(sign_in_address(level, next_page))
    if viewer_of(request).level >= level:
        return HttpResponseRedirect(next_page)
    method = request.session.row.provider  # type: ignore[attr-defined]
    if method.startswith(METHOD):
        return HttpResponseRedirect(
            f"{reverse('local_step_up')}?{urlencode({'next': next_page}, safe='/')}"
        )
    if method not in UNPROVEN:
        return confirm_at_provider(request, level=level, next_page=next_page)
    if request.method == "POST":
        if not settings.DEMO:
            raise Http404
        claim = VerifiedClaim(unilogin=person.unilogin, method="demo", level=level)
        raise_level(request, claim=claim)
        return HttpResponseRedirect(next_page)
    context = {
        "level": int(level),
        "level_words": name_level(level),
        "next": next_page,
        "can_confirm": settings.DEMO,
    }
    return forbid_keeping(render(request, "themes/step_up.html", context))


@never_cache
@require_safe
def show_confirmed(request: HttpRequest) -> HttpResponse:
    """The end of a step-up in a window of its own: back to the page that waits in the other."""
    return forbid_keeping(render(request, "themes/step_up_confirmed.html"))


def _read(request: HttpRequest, name: str) -> str:
    return str(request.POST.get(name) or request.GET.get(name) or "")
