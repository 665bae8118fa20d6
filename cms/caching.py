"""What browsers may keep: everything is asked for anew, and much of it answered with 304."""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from cms.blocks.rendering import TEMPLATE_VERSION
from core.access.answers import forbid_sharing
from core.access.viewer import viewer_of
from core.service_messages.queries import list_messages_for


def answer_unless_unchanged(
    request: HttpRequest, parts: tuple[object, ...], render: Callable[[], HttpResponse]
) -> HttpResponse:
    """Answers 304 when the browser holds the page with these parts, else renders it.

    `parts` is everything the page's HTML follows from beside language and session. It is called
    after the right to see the page has been asked for, never before.
    """
    etag = make_etag(request, parts)
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = render()
    response.headers["ETag"] = etag
    return forbid_sharing(response)


def make_etag(request: HttpRequest, parts: tuple[object, ...]) -> str:
    """A weak entity tag of the parts, and of this session, language, appearance and release."""
    session_key, viewer = request.session.session_key or "", viewer_of(request)
    code = getattr(request, "municipality_code", None)
    above = list_messages_for(viewer, code=code)
    look = getattr(request.user, "appearance", "")
    # What somebody is shown changes with the level, which ages out by itself.
    own = (request.LANGUAGE_CODE, look, session_key, viewer.level)
    text = repr((*parts, above, TEMPLATE_VERSION, _release(), *own))
    return f'W/"{hashlib.blake2b(text.encode(), digest_size=12).hexdigest()}"'


@cache
def _release() -> str:
    """The static files' manifest as this process serves it, which is new with every release."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    try:
        return str(manifest.stat().st_mtime_ns)
    except OSError:
        return ""
