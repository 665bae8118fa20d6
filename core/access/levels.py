"""What asks for a level of assurance, and how who has less gets there and back again."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access.answers import forbid_keeping
from core.access.viewer import viewer_of
from indgang_sdk.levels import Level

View = Callable[..., HttpResponse]
# As those read it who choose one or are asked for it; a portal may have others in use.
LEVEL_WORDS: dict[Level, str | Promise] = {
    Level.ONE_FACTOR: gettext_lazy("Ordinary log-in"),
    Level.NSIS_LOW: gettext_lazy("A known identity (NSIS Low)"),
    Level.TWO_FACTOR: gettext_lazy("Confirmed in two steps"),
    Level.NSIS_SUBSTANTIAL: gettext_lazy("MitID or the like (NSIS Substantial)"),
    Level.NSIS_HIGH: gettext_lazy("The highest certainty (NSIS High)"),
}
# Those that are offered where somebody chooses one.
OFFERED = (Level.ONE_FACTOR, Level.TWO_FACTOR, Level.NSIS_SUBSTANTIAL)
LEVEL_CHOICES = [(level.value, LEVEL_WORDS[level]) for level in OFFERED]
# Of a form that is to be sent again, these are made anew.
_NOT_TYPED = frozenset({"csrfmiddlewaretoken"})


class LevelRequired(Exception):
    """Somebody may know of a thing and not see it yet: `level` is asked for, at `address`."""

    def __init__(self, level: int, *, address: str) -> None:
        super().__init__()
        self.level = Level(level)
        self.address = address


def name_level(level: int) -> str:
    """A level in words."""
    return str(LEVEL_WORDS[Level(level)])


def read_level(text: str | None) -> Level:
    """The level with a number that stands in an address; one factor for what is none."""
    known = {str(level.value): level for level in Level}
    return known.get(text or "", Level.ONE_FACTOR)


def step_up_address(level: int, next: str) -> str:  # noqa: A002 - as the address calls it
    """Where somebody confirms who they are at a level, and then comes to `next`."""
    return f"{reverse('step_up')}?{_write_query({'niveau': int(level), 'next': next})}"


def sign_in_address(level: int, next: str) -> str:  # noqa: A002 - as above
    """Where nobody in particular signs in, at a level at once, and then comes to `next`."""
    named: dict[str, Any] = {"next": next}
    if level > Level.ONE_FACTOR:
        named["niveau"] = int(level)
    return f"{resolve_url(settings.LOGIN_URL)}?{_write_query(named)}"


def _write_query(named: dict[str, Any]) -> str:
    # Slashes may stand in a query, and people read it there.
    return urlencode(named, safe="/")


def ask_to_step_up(request: HttpRequest, level: int, next: str) -> HttpResponse:  # noqa: A002
    """Leads who is signed in to the step-up, and others to the sign-in that does for both."""
    find = step_up_address if request.user.is_authenticated else sign_in_address
    return forbid_keeping(HttpResponseRedirect(find(level, next)))


def page_around(request: HttpRequest) -> str:
    """The address of the page that a piece is fetched for, to come back to; the home page else."""
    referer = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(
        referer, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        parts = urlsplit(referer)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path or "/"
    return reverse("home")


def sensitive_level() -> Level:
    """What the operator wants asked for where rights are given or people's data are taken out."""
    level: Level = settings.SENSITIVE_LEVEL
    return level


def check_level(request: HttpRequest, level: Level) -> None:
    """Raises `LevelRequired`, with the address that is asked for, unless the viewer has a level."""
    if viewer_of(request).level < level:
        raise LevelRequired(level, address=request.get_full_path())


def require_level(level: Level | Callable[[], Level] = sensitive_level) -> Callable[[View], View]:
    """Lets a view be reached at a level only; others come back to it once they have stepped up.

    Of a form that is sent when the level has aged out nothing is lost: a page keeps what was
    typed, and sends it again. A file has to be chosen again.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
            try:
                check_level(request, level() if callable(level) else level)
            except LevelRequired as error:
                return answer_level_required(request, error)
            return view(request, *args, **named)

        return answer

    return decorate


def answer_level_required(request: HttpRequest, error: LevelRequired) -> HttpResponse:
    """What `LevelRequired` comes to: the step-up, or for a form the page that keeps it."""
    if request.method == "POST" and request.user.is_authenticated:
        return _keep_what_was_typed(request, error.level)
    return ask_to_step_up(request, error.level, error.address)


def _keep_what_was_typed(request: HttpRequest, level: Level) -> HttpResponse:
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in _NOT_TYPED
        for value in values
    ]
    context = {
        "title": _("Confirm that it is you"),
        "level_words": name_level(level),
        "address": request.get_full_path(),
        # In a window of its own, so that this page still holds what was typed.
        "step_up_url": step_up_address(level, reverse("confirmed")),
        "typed": typed,
        "has_files": bool(request.FILES),
    }
    return forbid_keeping(render(request, "themes/step_up_again.html", context, status=403))
