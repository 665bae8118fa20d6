"""The page for when there is no network, and the worker that keeps this page and nothing else."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.template import Context
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

STYLESHEET = "themes/offline.css"


@require_safe
def show_offline(request: HttpRequest) -> HttpResponse:
    """What a browser shows without network: the same for everybody, so that it may be kept."""
    return _answer(_render_offline(), content_type="text/html; charset=utf-8")


@require_safe
def serve_worker(request: HttpRequest) -> HttpResponse:
    """The service worker, which is new whenever the page that it keeps is."""
    page = _render_offline()
    values = {
        "version": hashlib.blake2b(page.encode(), digest_size=8).hexdigest(),
        "offline_url": reverse("offline"),
        "stylesheet_url": static(STYLESHEET),
    }
    script = _render("themes/offline/worker.js", values)
    return _answer(script, content_type="text/javascript; charset=utf-8")


def _render_offline() -> str:
    # The browser keeps one: it is asked for without cookies, and so nobody's language is known.
    with translation.override("da"):
        return _render("themes/offline/page.html", {"stylesheet_url": static(STYLESHEET)})


def _render(template: str, values: dict[str, str]) -> str:
    """The template with these values, and nothing of a request or a person."""
    compiled = get_template(template).template  # type: ignore[attr-defined]
    return str(compiled.render(Context(values)))


def _answer(text: str, *, content_type: str) -> HttpResponse:
    response = HttpResponse(text, content_type=content_type)
    response.headers["Cache-Control"] = "no-cache"
    return response
