"""Killed workers, leases that ran out, and late zombies."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from core.people.models import Municipality
from core.tasks.attempts import LeaseLost, claim_job, fail_job, finish_job
from core.tasks.models import Job, JobState
from core.tasks.queue import LEASE, _perform, enqueue, recover_lost_jobs
from tests.core.tasks import works

LONG = LEASE + timedelta(minutes=1)


@pytest.mark.django_db
def test_a_job_that_is_at_work_or_in_the_queue_is_left_alone(run_worker, clock, now):
    enqueue(works.succeed, municipality_code="998", now=now)
    clock.shift(LONG)
    assert recover_lost_jobs(now=now + LONG) == 0
    running = enqueue(works.succeed, municipality_code="998", now=now + LONG)
    assert claim_job(running.pk, now=now + LONG, lease=LEASE)
    assert recover_lost_jobs(now=now + LONG + LEASE) == 0
    assert recover_lost_jobs(now=now + LONG + LEASE + timedelta(seconds=1)) == 1


@pytest.mark.django_db
def test_a_job_whose_worker_died_before_taking_it_is_handed_over_again(run_worker, clock, now):
    enqueue(works.succeed, municipality_code="998", now=now)
    DBTaskResult.objects.get().claim("killed worker")
    assert run_worker() == []
    clock.shift(LONG)
    assert recover_lost_jobs(now=now + LONG) == 1
    assert recover_lost_jobs(now=now + LONG) == 0
    assert len(run_worker()) == 1
    assert not DBTaskResult.objects.running().exists()


@pytest.mark.django_db
def test_a_job_that_always_kills_its_worker_dies_after_five(run_worker, clock, now):
    job = enqueue(works.succeed, municipality_code="998", now=now)
    for attempt in range(1, 6):
        claimed = claim_job(job.pk, now=timezone.now(), lease=LEASE)
        assert claimed is not None
        assert claimed.attempts == attempt
        clock.shift(timedelta(days=1))
        recover_lost_jobs(now=timezone.now())
        clock.shift(timedelta(days=1))
    job.refresh_from_db()
    assert (job.state, job.last_error) == (JobState.DEAD, "LeaseExpired")
    assert run_worker() == []


@pytest.mark.django_db
def test_rel_22_a_late_zombie_writes_nothing(run_worker, clock, now):
    arguments = {"seconds": 0}
    job = enqueue(works.write_late, municipality_code="998", now=now, arguments=arguments)
    zombie = claim_job(job.pk, now=now, lease=timedelta(minutes=1))
    assert zombie is not None
    clock.shift(timedelta(hours=1))
    recover_lost_jobs(now=timezone.now())
    clock.shift(timedelta(hours=1))
    run_worker()
    with pytest.raises(LeaseLost):
        _perform(zombie, now=now)
    assert fail_job(zombie, "late", now=now) is None
    # What the second attempt wrote stands, what the first wrote too late does not.
    assert [row.code for row in Municipality.objects.all()] == ["200"]
    assert Job.objects.get().state == JobState.DONE


@pytest.mark.django_db
def test_of_two_who_take_a_job_one_gets_it(db, now):
    job = enqueue(works.succeed, municipality_code="998", now=now)
    first = claim_job(job.pk, now=now, lease=LEASE)
    assert first is not None
    assert claim_job(job.pk, now=now, lease=LEASE) is None
    finish_job(first, now=now)
    with pytest.raises(LeaseLost):
        finish_job(first, now=now)


@pytest.mark.django_db
@pytest.mark.parametrize(("workers", "status"), [(4, "READY"), (5, "FAILED")])
def test_a_task_of_wagtail_left_running_is_run_again_but_not_for_ever(db, now, workers, status):
    fields = {"args_kwargs": {"args": [], "kwargs": {}}, "backend_name": "default"}
    lost = DBTaskResult.objects.create(
        **fields,
        task_path="wagtail.tasks.update_reference_index_task",
        status=TaskResultStatus.RUNNING,
        started_at=now - LONG,
        worker_ids=["w"] * workers,
    )
    busy = DBTaskResult.objects.create(
        **fields,
        task_path="wagtail.tasks.update_reference_index_task",
        status=TaskResultStatus.RUNNING,
        started_at=now - timedelta(minutes=1),
    )
    recover_lost_jobs(now=now)
    lost.refresh_from_db()
    busy.refresh_from_db()
    assert (lost.status, busy.status) == (status, "RUNNING")


def run_in_process(database, code):
    """Runs code in a process of its own, which may move its `clock`; returns how it ended."""
    program = f"""
import django, time_machine
from datetime import UTC, datetime, timedelta
with time_machine.travel(datetime.now(UTC)) as clock:
    django.setup()
    from django.core.management import call_command
    from django.utils import timezone
    from core.people.models import Municipality
    from core.tasks.models import Job
    from core.tasks.queue import enqueue, recover_lost_jobs
    from tests.core.tasks import works
    def work():
        call_command("db_worker", batch=True, startup_delay=False, reload=False, verbosity=0)
    {code}
"""
    return subprocess.run(  # noqa: S603 - this Python, with the code of a test
        [sys.executable, "-c", program],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "INDGANG_DATABASE_URL": f"sqlite:///{database}",
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_rel_06_a_job_whose_worker_is_killed_is_done_by_the_next(migrated_file):
    """Kill -9 in mid job: the job is neither lost nor done twice."""
    killed = run_in_process(
        migrated_file,
        "enqueue(works.kill_worker, municipality_code='998', now=timezone.now(), "
        "arguments={'attempts': 1}); work()",
    )
    assert killed.returncode == -signal.SIGKILL
    seen = run_in_process(
        migrated_file,
        "job = Job.objects.get(); print(job.state, job.attempts); work(); "
        "clock.shift(3600); recover_lost_jobs(now=timezone.now()); "
        "clock.shift(3600); work(); "
        "job.refresh_from_db(); print(job.state, job.attempts); "
        "print(*Municipality.objects.values_list('code', flat=True))",
    )
    assert seen.stdout.split("\n")[:3] == ["running 1", "done 2", "200"], seen.stderr
