"""/live and /ready, as a load balancer asks them."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from core.tasks import health
from core.tasks.health import LIVE_PATH, READY_PATH, ProbeMiddleware
from core.tasks.heartbeats import SCHEDULER, WORKER, beat


def dead_database(execute, sql, params, many, context):
    raise OperationalError("could not connect to 10.0.0.7")


@pytest.fixture
def at_work(db):
    for name in (WORKER, SCHEDULER):
        beat(name, now=timezone.now())


def test_rel_19_live_asks_nothing(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/live")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


def test_rel_19_ready_names_what_works(client, at_work):
    answer = client.get("/ready")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "database": "ok",
        "migrations": "ok",
        "worker": "ok",
        "scheduler": "ok",
    }


def test_rel_10_without_a_database_live_lives_and_ready_is_not(client, at_work):
    with connection.execute_wrapper(dead_database):
        live, ready = client.get("/live"), client.get("/ready")
    assert live.status_code == 200
    assert (ready.status_code, ready.json()) == (503, {"status": "fails", "database": "fails"})
    assert client.get("/ready").status_code == 200


def test_ready_names_migrations_that_the_database_has_not_had(client, at_work, monkeypatch):
    known = health._migrations_in_code()
    monkeypatch.setattr(health, "_migrations_in_code", lambda: known | {("tasks", "0999_new")})
    answer = client.get("/ready")
    assert answer.status_code == 503
    assert answer.json() == {"status": "fails", "database": "ok", "migrations": "fails"}
    assert health.find_unapplied_migrations() == ["tasks.0999_new"]


def test_a_late_worker_is_named_and_pages_are_served_all_the_same(client, at_work):
    beat(WORKER, now=timezone.now() - timedelta(hours=1))
    answer = client.get("/ready")
    assert answer.status_code == 200
    assert (answer.json()["status"], answer.json()["worker"]) == ("late", "late")
    assert answer.json()["scheduler"] == "ok"


def test_ready_asks_few_questions(client, at_work, django_assert_max_num_queries):
    client.get("/ready")
    with django_assert_max_num_queries(5):
        client.get("/ready")


@pytest.mark.parametrize("path", [LIVE_PATH, READY_PATH])
def test_probes_come_by_address_and_need_no_session(path, at_work):
    """The middleware answers before the host is checked; other pages still go through."""
    middleware = ProbeMiddleware(lambda request: HttpResponse(status=418))
    request = RequestFactory().get(path, headers={"host": "10.1.2.3"})
    assert middleware(request).status_code == 200
    assert middleware(RequestFactory().get("/")).status_code == 418
    assert middleware(RequestFactory().post(path)).status_code == 405
