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
from core.login.demo_methods import CAST, DEMO_METHODS
from core.login.local.queries import METHOD, REACHES
from core.login.next_page import find_next_page
from core.login.operations import raise_level
from core.login.signing_in.views import confirm_at_provider
from core.people.models import Person
from indgang_sdk.levels import Level

# How one signs in that has no second step; where the method is not known, there is none either.
UNPROVEN = DEMO_METHODS | {""}


@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def step_up(request: HttpRequest) -> HttpResponse:
    """Has who is signed in confirm it where they signed in; who has the level already goes on.

    Whoever signed in at the demo without a provider confirms it by a button; whoever has a local
    login, which does not reach every level, is told how else to sign in.
    """
    level, next_page = read_level(_read(request, "niveau")), find_next_page(request)
    person = request.user
    if not isinstance(person, Person):
        return HttpResponseRedirect(sign_in_address(level, next_page))
    if viewer_of(request).level >= level:
        return HttpResponseRedirect(next_page)
    method = request.session.row.provider  # type: ignore[attr-defined]
    if method.startswith(METHOD):
        return _confirm_locally(request, level=level, next_page=next_page)
    if method not in UNPROVEN:
        return confirm_at_provider(request, level=level, next_page=next_page)
    if request.method == "POST":
        if not settings.DEMO:
            raise Http404
        claim = VerifiedClaim(unilogin=person.unilogin, method=CAST, level=level)
        raise_level(request, claim=claim)
        return HttpResponseRedirect(next_page)
    return _show(request, level=level, next_page=next_page)


@never_cache
@require_safe
def show_confirmed(request: HttpRequest) -> HttpResponse:
    """The end of a step-up in a window of its own: back to the page that waits in the other."""
    return forbid_keeping(render(request, "themes/step_up_confirmed.html"))


def _confirm_locally(request: HttpRequest, *, level: Level, next_page: str) -> HttpResponse:
    if level > REACHES:
        # To be asked for a code again and again would raise nothing.
        return _show(request, level=level, next_page=next_page, is_local=True)
    return HttpResponseRedirect(
        f"{reverse('local_step_up')}?{urlencode({'next': next_page}, safe='/')}"
    )


def _show(
    request: HttpRequest, *, level: Level, next_page: str, is_local: bool = False
) -> HttpResponse:
    """The page that asks for a level, or says that the way somebody signed in cannot reach it."""
    context = {
        "level": int(level),
        "level_words": name_level(level),
        "next": next_page,
        "is_local": is_local,
        "can_confirm": settings.DEMO and not is_local,
    }
    return forbid_keeping(render(request, "themes/step_up.html", context))


def _read(request: HttpRequest, name: str) -> str:
    return str(request.POST.get(name) or request.GET.get(name) or "")
