"""What every template of the portal's shell has, whichever view renders it."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from themes.looks import find_theme


def describe_shell(request: HttpRequest) -> dict[str, Any]:
    """Look, addresses, the person's menu and the footer; a view may give its own instead."""
    code = _read_code(request)
    return {
        # What few pages have is said to be empty: Django takes long to miss a name.
        "content_language": "da",
        "search_url": "",
        "service_message": "",
        "visible_to": "",
        "edit_url": "",
        "theme": SimpleLazyObject(lambda: find_theme(code=code)),
        "home_url": reverse("home"),
        "log_in_url": reverse("login"),
        "cast_url": reverse("sign_in_as_cast"),
        "language_url": reverse("choose_language"),
        "person": SimpleLazyObject(lambda: describe_person(request)),
        "footer": SimpleLazyObject(lambda: describe_footer(code)),
    }


def describe_person(request: HttpRequest) -> dict[str, str] | None:
    """The menu of the person who is signed in."""
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return None
    return {
        "name": person.get_short_name(),
        "information_url": reverse("your_information"),
        "log_out_url": reverse("logout"),
    }


def describe_footer(code: str | None) -> dict[str, str]:
    """The footer's addresses: those of a municipality, or the choice between municipalities."""
    query = f"?kommune={code}" if code else ""
    return {
        "accessibility": reverse("accessibility") + query,
        "privacy": reverse("privacy") + query,
        "cookies": reverse("cookies") + query,
    }


def _read_code(request: HttpRequest) -> str | None:
    code = request.GET.get("kommune", "")
    return code if len(code) == 3 and code.isdecimal() else None  # noqa: PLR2004 - as codes are
