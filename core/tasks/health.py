"""Whether the process lives and can do its work: asked by machines, without a person."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from http import HTTPStatus

from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.tasks.heartbeats import SCHEDULER, WORKER, find_age, is_late

OK, FAILS, LATE = "ok", "fails", "late"
LIVE_PATH, READY_PATH = "/live", "/ready"


@never_cache
@require_safe
def show_live(request: HttpRequest) -> HttpResponse:
    """Says that the process answers; asks nothing and nobody."""
    return JsonResponse({"status": OK})


@never_cache
@require_safe
def show_ready(request: HttpRequest) -> HttpResponse:
    """Names what works and what does not: 503 when no page could be shown.

    A late worker or scheduler is named with 200: without them pages are shown all the same, and
    a load balancer that took every web process away would make an outage of a late mail.
    """
    states = read_states(now=timezone.now())
    if FAILS in states.values():
        status, code = FAILS, HTTPStatus.SERVICE_UNAVAILABLE
    else:
        status, code = (LATE if LATE in states.values() else OK), HTTPStatus.OK
    return JsonResponse({"status": status, **states}, status=code)


class ProbeMiddleware:
    """Answers both before hosts, sessions and languages are looked at.

    A probe comes by address, not by the portal's name, and must hear of a dead database even
    when it brings somebody's cookie.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == LIVE_PATH:
            return show_live(request)
        if request.path_info == READY_PATH:
            return show_ready(request)
        return self.get_response(request)


def read_states(*, now: datetime) -> dict[str, str]:
    """The state of everything the portal leans on, by name; what could not be asked is left out."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if find_unapplied_migrations():
            return {"database": OK, "migrations": FAILS}
        ages = {name: find_age(name, now=now) for name in (WORKER, SCHEDULER)}
    except Error:
        return {"database": FAILS}
    late = {name: LATE if is_late(age) else OK for name, age in ages.items()}
    return {"database": OK, "migrations": OK, **late}


def find_unapplied_migrations() -> list[str]:
    """The migrations in the code that the database has not had, as `app.name`."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in _migrations_in_code() - applied.keys())


@cache
def _migrations_in_code() -> frozenset[tuple[str, str]]:
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    return frozenset(loader.disk_migrations)
