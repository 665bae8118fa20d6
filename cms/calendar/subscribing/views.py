"""The page where somebody makes and stops calendar addresses, and what such an address answers."""

import hashlib
from datetime import datetime
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from cms.calendar.subscribing.ics import write_calendar
from cms.calendar.subscribing.operations import (
    AlreadyThere,
    make_address,
    note_use,
    stop_address,
)
from cms.calendar.subscribing.queries import find_address, list_addresses, read_feed
from cms.front_page import list_children_with_places
from cms.shell import Surroundings, make_shell
from core.access.answers import forbid_keeping
from core.access.viewer import Viewer, viewer_of
from core.login.limits import TooManyAttempts, count_guess
from core.numbers import read_id

_KIND = "calendar"


@require_safe
def answer_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar of a secret address, for programs: without cookies, and kept by nobody.

    An address that never was, one that was stopped and one whose right ended answer the same.
    """
    now: datetime = request.now  # type: ignore[attr-defined]
    address = find_address(secret)
    feed = read_feed(address, now=now) if address is not None else None
    if address is None or feed is None:
        return _close(_refuse(request, now=now))
    note_use(address, now=now)
    with override(address.person.language):
        content = write_calendar(feed)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="indgang.ics"'
    etag = f'"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'
    response.headers["ETag"] = etag
    return _close(get_conditional_response(request, etag=etag, response=response))


def _refuse(request: HttpRequest, *, now: datetime) -> HttpResponse:
    # Right addresses are never counted: a calendar service asks for many families at once.
    try:
        count_guess(kind=_KIND, address=request.META["REMOTE_ADDR"], now=now)
    except TooManyAttempts:
        return HttpResponse(status=429, headers={"Retry-After": "60"})
    return HttpResponse(status=404)


def _close(response: Any) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return cast("HttpResponse", response)


def _for_oneself(view: Any) -> Any:
    @login_required
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        return forbid_keeping(view(request, viewer_of(request)))

    return answer


@_for_oneself
def show_addresses(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Somebody's calendar addresses: of all that is for the person, and of each child."""
    return _show(request, viewer)


@_for_oneself
def make_own_address(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Makes an address and shows it, this once."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("calendar_addresses"))
    around = Surroundings(viewer, page=None)
    children = {child["id"] for child in list_children_with_places(around)}
    wanted = request.POST.get("child", "")
    child_id = read_id(wanted)
    if wanted and child_id not in children:
        raise Http404
    try:
        secret = make_address(
            person_id=cast("int", viewer.person_id), child_id=child_id, now=viewer.now
        )
    except AlreadyThere:
        messages.info(request, _("You have this address already. Stop it to get a new one."))
        return HttpResponseRedirect(reverse("calendar_addresses"))
    return _show(request, viewer, made={"child_id": child_id, "secret": secret})


@_for_oneself
def stop_own_address(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Stops an address: calendars that use it get nothing more."""
    if request.method == "POST":
        address_id = read_id(request.POST.get("address", ""))
        stopped = address_id is not None and stop_address(
            person_id=cast("int", viewer.person_id), address_id=address_id, now=viewer.now
        )
        if not stopped:
            raise Http404
        messages.success(request, _("The address has been stopped. It shows nothing any more."))
    return HttpResponseRedirect(reverse("calendar_addresses"))


def _show(
    request: HttpRequest, viewer: Viewer, *, made: dict[str, Any] | None = None
) -> HttpResponse:
    around = Surroundings(viewer, page=None)
    addresses = list_addresses(cast("int", viewer.person_id))
    made = made or {}
    rows = [{"title": "", "child_id": None, "places": [], "made_url": ""}] + [
        {
            "title": child["first_name"],
            "child_id": child["id"],
            "places": [place["title"] for place in child["places"]],
            "made_url": "",
        }
        for child in list_children_with_places(around)
    ]
    for row in rows:
        row["address"] = addresses.get(cast("int | None", row["child_id"]))
        if made and row["child_id"] == made["child_id"]:
            row["made_url"] = _name_address(made["secret"])
            row["open_url"] = "webcal:" + str(row["made_url"]).partition(":")[2]
    values = make_shell(around) | {"home_current": False, "calendar_current": True, "rows": rows}
    return render(request, "themes/calendar_addresses.html", values)


def _name_address(secret: str) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('calendar_feed', args=[secret])}"
