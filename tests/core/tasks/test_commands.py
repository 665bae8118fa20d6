"""`run_schedules` until it is told to stop, and `dead_jobs`."""

import signal
from datetime import datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from core.tasks.management.commands import run_schedules
from core.tasks.models import Job, JobState

pytestmark = pytest.mark.django_db


def read(*arguments, **options):
    said = StringIO()
    call_command(*arguments, stdout=said, **options)
    return said.getvalue()


@pytest.fixture
def make_dead(now):
    def make(error="Broken at works.py:3"):
        return Job.objects.create(
            task="tests.core.tasks.works.succeed",
            municipality_code="998",
            state=JobState.DEAD,
            attempts=5,
            created_at=now,
            run_after=now,
            finished_at=now,
            last_error=error,
        )

    return make


def test_dead_jobs_are_listed(make_dead):
    assert len(read("dead_jobs").splitlines()) == 1
    first, second = make_dead(), make_dead("NoTask")
    lines = read("dead_jobs").splitlines()
    assert [line.split()[0] for line in lines] == [str(first.pk), str(second.pk)]
    assert "998  tests.core.tasks.works.succeed  NoTask" in lines[1]


def test_one_dead_job_is_tried_again(make_dead, run_worker):
    first, second = make_dead(), make_dead()
    read("dead_jobs", retry=[first.pk])
    run_worker()
    assert set(Job.objects.values_list("pk", "state")) == {
        (first.pk, JobState.DONE),
        (second.pk, JobState.DEAD),
    }


def test_all_dead_jobs_are_tried_again(make_dead, run_worker):
    make_dead()
    make_dead()
    read("dead_jobs", retry_all=True)
    assert len(run_worker()) == 2


def test_a_job_that_is_not_dead_is_refused(make_dead):
    job = make_dead()
    Job.objects.update(state=JobState.DONE)
    with pytest.raises(CommandError, match=str(job.pk)):
        read("dead_jobs", retry=[job.pk])


def test_the_scheduler_goes_on_after_a_failed_tick_until_it_is_told_to_stop(monkeypatch, caplog):
    """The database is away for the first tick; a signal comes ten seconds into the third."""
    ticks: list[datetime] = []
    slept: list[int] = []
    handlers: dict[int, Any] = {}

    def tick(*, now):
        ticks.append(now)
        if len(ticks) == 1:
            raise OperationalError("Bo Lund")
        return []

    def sleep(seconds):
        slept.append(seconds)
        if len(slept) == 130:
            handlers[signal.SIGTERM](signal.SIGTERM, None)

    monkeypatch.setattr(run_schedules, "tick", tick)
    monkeypatch.setattr("time.sleep", sleep)
    monkeypatch.setattr("signal.signal", handlers.__setitem__)
    read("run_schedules")
    assert len(ticks) == 3
    assert sum(slept) == 130
    assert signal.SIGINT in handlers
    assert caplog.text.count("tick failed") == 1
    assert "Lund" not in caplog.text
