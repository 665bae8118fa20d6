"""The pages for signing in and out."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import authenticate
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from core.access.viewer import viewer_of
from core.login.cast import read_cast
from core.login.claims import VerifiedClaim
from core.login.demo_methods import CAST, PASSWORD
from core.login.forms import SignInForm
from core.login.limits import TooManyAttempts, begin_attempt
from core.login.local.queries import has_account
from core.login.middleware import LANGUAGE_COOKIE
from core.login.next_page import find_next_page
from core.login.operations import UnknownPerson, end_session, start_session
from core.login.providers import list_providers
from core.login.signing_in.farewells import plan_farewell, show_signed_out
from core.login.signing_in.ways import describe_ways

YEAR = 365 * 24 * 60 * 60


@never_cache
@csrf_protect
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The page to sign in on; in demo mode alone it takes a password, too."""
    if request.method != "POST":
        if request.user.is_authenticated:
            return HttpResponseRedirect(find_next_page(request))
        return _show_form(request, SignInForm())
    if not settings.DEMO:
        raise Http404
    form = SignInForm(request.POST)
    if not form.is_valid():
        return _show_form(request, form, status=400)
    now = viewer_of(request).now
    account, address = form.cleaned_data["username"], request.META["REMOTE_ADDR"]
    try:
        attempt = begin_attempt(account=account, address=address, now=now)
    except TooManyAttempts:
        response = render(request, "429.html", status=429)
        response.headers["Retry-After"] = "60"
        return response
    person = authenticate(request, username=account, password=form.cleaned_data["password"])
    # A local account is opened in two steps, and its password by itself opens nothing.
    if person is None or has_account(person.pk):
        form.add_error(None, _("The Unilogin or the password is not right. Try again."))
        return _show_form(request, form, status=400)
    attempt.succeed()
    start_session(request, claim=VerifiedClaim(unilogin=person.unilogin, method=PASSWORD))
    return HttpResponseRedirect(find_next_page(request))


@never_cache
@csrf_protect
@require_POST
def sign_in_as_cast(request: HttpRequest) -> HttpResponse:
    """Signs in as one of the demo's cast; does not exist outside demo mode."""
    unilogin = request.POST.get("unilogin", "")
    if unilogin not in {member.unilogin for member in read_cast()}:
        raise Http404
    try:
        start_session(request, claim=VerifiedClaim(unilogin=unilogin, method=CAST))
    except UnknownPerson as error:
        raise Http404 from error
    return HttpResponseRedirect(find_next_page(request))


@never_cache
@csrf_protect
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session and has the browser forget what it kept of the portal."""
    row = request.session.row if request.user.is_authenticated else None  # type: ignore[attr-defined]
    # Whatever comes of signing out elsewhere, here it is done.
    end_session(request)
    return show_signed_out(request, plan_farewell(row, now=viewer_of(request).now))


@csrf_protect
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remembers Danish or English, for the person who is signed in or else for the browser."""
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        return show_bad_request(request)
    response = HttpResponseRedirect(find_next_page(request))
    if request.user.is_authenticated:
        request.user.language = language
        request.user.save(update_fields=["language"])
    else:
        response.set_cookie(
            LANGUAGE_COOKIE,
            language,
            max_age=YEAR,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response


def show_bad_request(request: HttpRequest) -> HttpResponse:
    """The page for a request that makes no sense."""
    return render(request, "400.html", status=400)


def show_csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form that was sent without its token."""
    return render(request, "themes/csrf_failure.html", status=403)


def _show_form(request: HttpRequest, form: SignInForm, *, status: int = 200) -> HttpResponse:
    providers = list_providers()
    next_page = find_next_page(request)
    ways = describe_ways(providers, request, next_page=next_page)
    context: dict[str, Any] = {
        "form": form,
        "takes_passwords": settings.DEMO and not ways,
        "ways": ways,
        "local_url": f"{reverse('local_sign_in')}?{urlencode({'next': next_page}, safe='/')}",
        "others": [way for way in ways if not way.is_for_everybody],
        # Where a provider plays the cast, one signs in by that.
        "cast": [] if providers else read_cast(),
        "next": next_page,
    }
    return render(request, "themes/login.html", context, status=status)
