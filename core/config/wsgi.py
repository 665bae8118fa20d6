"""The portal as a WSGI application, warmed up before the first request."""

import os

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application


def make_application() -> WSGIHandler:
    """The application with its addresses and templates already imported."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "core.config.settings")
    made = get_wsgi_application()
    from django.urls import get_resolver  # noqa: PLC0415 - needs the settings

    _ = get_resolver().url_patterns
    return made


application = make_application()
