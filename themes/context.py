"""What every template of the portal's shell has, whichever view renders it."""

from functools import cache, partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from core.access.viewer import viewer_of
from core.service_messages.queries import list_messages_for
from themes.looks import find_dark_media, find_theme


def describe_shell(request: HttpRequest) -> dict[str, Any]:
    """Look, addresses, the person's menu and the footer; a view may give its own instead."""
    person = getattr(request, "user", None)
    code = _read_code(request)
    return {
        **describe_shell_of(code),
        # Asked when a template shows it: parts of pages that are rendered anew do not.
        "service_messages": SimpleLazyObject(partial(_list_messages, request, code)),
        **describe_visit(request),
        "signed_in": bool(person and person.is_authenticated),
    }


def describe_visit(request: HttpRequest) -> dict[str, Any]:
    """What the shell has of one person and request: it stands in no kept page."""
    person = getattr(request, "user", None)
    name = person.get_short_name() if person and person.is_authenticated else ""
    return {
        "person_name": name,
        "dark_media": find_dark_media(getattr(person, "appearance", "")),
        "this_address": request.get_full_path(),
    }


def describe_shell_of(code: str | None) -> dict[str, Any]:
    """The shell of a municipality's pages, or of those of none, for nobody in particular."""
    return {
        # What few pages have is said to be empty: Django takes long to miss a name.
        "content_language": "da",
        "portal_search_query": "",
        "service_messages": (),
        "visible_to": "",
        "edit_url": "",
        "take_down_url": "",
        "report_url": "",
        "record_url": "",
        "office_url": "",
        "menu": (),
        "breadcrumbs": (),
        "theme": find_theme(code=code),
        "footer": describe_footer(code),
        **list_addresses(settings.ROOT_URLCONF),
    }


@cache
def list_addresses(root_urlconf: str) -> dict[str, str]:
    """The addresses that the shell links to, by the names its templates have for them."""
    names = {
        "home_url": "home",
        "portal_search_url": "search",
        "log_in_url": "login",
        "cast_url": "sign_in_as_cast",
        "language_url": "choose_language",
        "information_url": "your_information",
        "log_out_url": "logout",
    }
    return {name: reverse(route, urlconf=root_urlconf) for name, route in names.items()}


@cache
def describe_footer(code: str | None) -> dict[str, str]:
    """The footer's addresses: those of a municipality, or the choice between municipalities."""
    query = f"?kommune={code}" if code else ""
    return {name: reverse(name) + query for name in ("accessibility", "privacy", "cookies")}


def _list_messages(request: HttpRequest, code: str | None) -> tuple[str, ...]:
    """The messages on top; a request that failed before anything was known of it has none."""
    if not hasattr(request, "user") or not hasattr(request, "now"):
        return ()
    return list_messages_for(viewer_of(request), code=code)


def _read_code(request: HttpRequest) -> str | None:
    code = str(request.GET.get("kommune") or getattr(request, "municipality_code", None) or "")
    return code if len(code) == 3 and code.isdecimal() else None  # noqa: PLR2004 - as codes are
