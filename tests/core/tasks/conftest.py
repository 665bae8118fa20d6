"""A worker in the test's own process, and a clock that goes on."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command
from django_tasks_db.management.commands import db_worker

from tests.core.tasks import works

NOW = datetime(2026, 11, 23, 7, 40, tzinfo=ZoneInfo("Europe/Copenhagen"))


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def clock(now):
    """Stands at 7.40 until a test moves it with `clock.shift` or `clock.move_to`."""
    with time_machine.travel(now, tick=False) as traveller:
        yield traveller


@pytest.fixture
def run_worker(db, clock, monkeypatch):
    """Has a worker do everything that is due and returns the runs there were."""
    # It would close the connection whose transaction is the test's.
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)

    def run():
        works.runs.clear()
        works.dead.clear()
        call_command(
            "db_worker", batch=True, startup_delay=False, interval=0, reload=False, verbosity=0
        )
        return list(works.runs)

    return run
