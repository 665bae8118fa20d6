"""What the pages of the local accounts have in common."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from core.login.limits import TooManyAttempts
from core.login.local.halfway import HalfWay, forget, keep

TOO_LATE = "for-sent"
WAIT_SECONDS = "60"

View = Callable[..., HttpResponse]


def local_page(view: View) -> View:
    """A page on which secrets are typed, and that says when there were too many attempts."""

    @never_cache
    @csrf_protect
    @sensitive_post_parameters()
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def answer(request: HttpRequest, **named: Any) -> HttpResponse:
        try:
            return view(request, **named)
        except TooManyAttempts:
            response = render(request, "429.html", status=429)
            response.headers["Retry-After"] = WAIT_SECONDS
            return response

    return answer


def render_page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    state: HalfWay | None = None,
    wrong: bool = False,
) -> HttpResponse:
    """A page of the local accounts; the browser keeps `state` for what it sends."""
    status = 400 if wrong else 200
    response = render(request, f"themes/local/{template}", context, status=status)
    if state is None:
        return response
    return keep(response, state, now=request.now)  # type: ignore[attr-defined]


def begin_again() -> HttpResponse:
    """Back to the first page, which says that it took too long."""
    response = HttpResponseRedirect(f"{reverse('local_sign_in')}?{TOO_LATE}=1")
    return forget(response)


def read_next(request: HttpRequest) -> str:
    """Where somebody was going, if that is a page of the portal; else the front page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(
        wanted, allowed_hosts=None, require_https=request.is_secure()
    ):
        return wanted
    return resolve_url(settings.LOGIN_REDIRECT_URL)
