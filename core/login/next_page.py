"""Where somebody goes on after signing in: a page of the portal, and never another site."""

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


def find_next_page(request: HttpRequest) -> str:
    """What the form or the address names as `next`, or the front page."""
    return check_next_page(
        request.POST.get("next") or request.GET.get("next") or "", is_secure=request.is_secure()
    )


def check_next_page(wanted: str, *, is_secure: bool) -> str:
    """The same page if it is one of the portal's, or else the front page."""
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None, require_https=is_secure):
        return wanted
    return resolve_url(settings.LOGIN_REDIRECT_URL)
