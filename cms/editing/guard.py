"""The guard before every address of Wagtail's editor."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms.editing.addresses import LEADING_HOME, OPEN_ADDRESSES
from cms.editing.naming import Check, own_fields, own_page, revision_of_page
from core.login.backends import OPEN_EDITOR

# By these names our own addresses call pages and their versions. The page chooser's parent is not
# among them: it leads to where one's own pages begin.
OWN_NAMES = {"page_id": own_page("page_id"), "revision_id": revision_of_page("revision_id")}
View = Callable[..., HttpResponse]
GUARDED = "is_guarded"


def guard_addresses(patterns: list[URLPattern | URLResolver]) -> None:
    """Puts the guard before all addresses, in their own place so that `reverse` finds them."""
    decorate_urlpatterns(patterns, guard)


def guard(view: View) -> View:
    """Answers 404 unless the address is open and what it names is one's own.

    An operator of the whole installation is refused: Wagtail would let him or her past every
    rule. Who may not open the editor at all is left to Wagtail, which asks for a sign-in.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        match = request.resolver_match
        checks = OPEN_ADDRESSES.get(match.view_name) if match else None
        if checks is None:
            raise Http404
        refuse_operators(request)
        if request.user.has_perm(OPEN_EDITOR) and not _is_own(request, kwargs, checks):
            if match and match.view_name in LEADING_HOME:
                return redirect("wagtailadmin_explore_root")
            raise Http404
        return view(request, *args, **kwargs)

    setattr(guarded, GUARDED, True)
    return guarded


def guard_own(view: View) -> View:
    """The guard before an address of ours: open, as long as what it names is one's own."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refuse_operators(request)
        checks = tuple(check for name, check in OWN_NAMES.items() if name in kwargs)
        if request.user.has_perm(OPEN_EDITOR) and not _is_own(request, kwargs, checks):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def refuse_operators(request: HttpRequest) -> None:
    """Raises `PermissionDenied` for somebody to whom no rule of Wagtail's applies."""
    if request.user.is_authenticated and request.user.is_superuser:
        raise PermissionDenied


def _is_own(request: HttpRequest, kwargs: dict[str, Any], checks: tuple[Check, ...]) -> bool:
    return all(check(request, kwargs) for check in checks) and own_fields(request)
