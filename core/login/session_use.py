"""Moving the end of a session on, when the person does something and never when a page does."""

from datetime import datetime, timedelta
from http import HTTPMethod

from django.conf import settings
from django.http import HttpRequest

from core.login.idle_times import ends_when, find_step
from core.login.models import Session

_READING = {HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS}
# Every browser asks for pages as this kind of text too, and no script of ours does.
_ASKED_FOR_PAGES = "application/xhtml+xml"


def note_use(request: HttpRequest, row: Session, *, now: datetime) -> bool:
    """Moves the end of a session on in one query, if it is time to; says whether it did.

    Asked when the request has been answered, so that it is known which page it was.
    """
    if row.idle_seconds is None or row.seen_at is None or row.ends_at is None:
        return False
    idle = timedelta(seconds=row.idle_seconds)
    if now - row.seen_at < find_step(idle) or not is_own_doing(request):
        return False
    end = ends_when(seen_at=now, idle=idle, ends_at=row.ends_at)
    # A session that has ended meanwhile is not there any more, and does not come back.
    found = Session.objects.filter(session_key=row.session_key)
    return bool(found.update(seen_at=now, expire_date=end))


def is_own_doing(request: HttpRequest) -> bool:
    """Whether a person has opened or sent something.

    Boxes and other pieces that scripts fetch, what browsers fetch in advance, and signs of life
    of a page that lies open do not count.
    """
    if "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", "")):
        return False
    match = request.resolver_match
    if match is not None and match.view_name in settings.SIGNS_OF_LIFE:
        return False
    if request.method not in _READING:
        return True
    mode = request.headers.get("Sec-Fetch-Mode")
    return mode == "navigate" or _ASKED_FOR_PAGES in request.headers.get("Accept", "")
