"""Jobs: for whom they are, how often they are tried, and what is kept of a failure."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from core.people.models import Municipality
from core.tasks.attempts import DELAYS, MOST_ATTEMPTS
from core.tasks.models import Job, JobState
from core.tasks.queue import (
    INSTALLATION,
    MunicipalityMissing,
    NoTask,
    enqueue,
    find_task,
    forget_finished_jobs,
    retry_dead_job,
    run_job,
)
from tests.core.tasks import works

pytestmark = pytest.mark.django_db


def test_ten_19_a_job_knows_its_municipality(run_worker, now):
    enqueue(works.succeed, municipality_code="998", now=now, arguments={"number": 7})
    [run] = run_worker()
    assert (run.municipality_code, run.attempt, run.now) == ("998", 1, now)
    assert Job.objects.get().state == JobState.DONE


@pytest.mark.parametrize("nobody", ["", None, "99", "9980", "Lindesø", "99a", "998\n"])
def test_ten_19_a_job_without_a_municipality_is_refused(run_worker, now, nobody):
    with pytest.raises(MunicipalityMissing):
        enqueue(works.succeed, municipality_code=nobody, now=now)
    assert not DBTaskResult.objects.exists()
    enqueue(works.succeed, municipality_code="998", now=now)
    assert len(run_worker()) == 1


def test_ten_19_a_job_for_the_whole_installation_says_so(run_worker, now):
    with pytest.raises(TypeError, match="municipality_code"):
        enqueue(works.succeed, now=now)  # type: ignore[call-arg]
    enqueue(works.succeed, municipality_code=INSTALLATION, now=now)
    [run] = run_worker()
    assert run.municipality_code == ""


def test_ten_19_the_database_refuses_a_job_without_a_municipality(db, now):
    fields = {"task": works.succeed.name, "created_at": now, "run_after": now}
    for wrong in (
        {"municipality_code": ""},
        {"municipality_code": "998", "installation_wide": True},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Job.objects.create(**fields, **wrong)
    Job.objects.create(**fields, municipality_code="998")


def test_a_job_is_enqueued_with_the_callers_transaction(run_worker, now):
    with transaction.atomic():
        enqueue(works.succeed, municipality_code="998", now=now)
        transaction.set_rollback(True)
    assert run_worker() == []
    with transaction.atomic():
        enqueue(works.succeed, municipality_code="998", now=now)
    assert len(run_worker()) == 1


def test_a_later_job_waits(run_worker, clock, now):
    later = now + timedelta(hours=1)
    enqueue(works.succeed, municipality_code="998", now=now, run_after=later)
    assert run_worker() == []
    clock.move_to(later)
    assert len(run_worker()) == 1


def test_a_failed_attempt_writes_nothing_and_its_text_is_kept_nowhere(run_worker, now, caplog):
    enqueue(works.write_and_fail, municipality_code="998", now=now)
    assert len(run_worker()) == 1
    assert not Municipality.objects.exists()
    job = Job.objects.get()
    assert job.last_error.startswith("Broken at works.py:")
    kept = repr([*Job.objects.values(), *DBTaskResult.objects.values()]) + caplog.text
    assert "Broken" in kept
    assert "Lund" not in kept
    assert "010114" not in kept


def test_rel_22_attempts_back_off_and_end_with_a_dead_letter(run_worker, clock, now):
    enqueue(works.fail, municipality_code="998", now=now, arguments={"number": 17})
    for delay in DELAYS:
        assert len(run_worker()) == 1
        assert works.dead == []
        assert run_worker() == []
        clock.shift(delay - timedelta(seconds=1))
        assert run_worker() == []
        clock.shift(timedelta(seconds=1))
    [last] = run_worker()
    assert last.attempt == MOST_ATTEMPTS == 5
    assert works.dead == [17]
    clock.shift(timedelta(days=30))
    assert run_worker() == []
    assert Job.objects.get().state == JobState.DEAD


def test_rel_22_the_queue_flows_on_past_a_poisonous_job(run_worker, now):
    enqueue(works.fail, municipality_code="998", now=now, arguments={"number": 1})
    enqueue(works.succeed, municipality_code="998", now=now)
    assert len(run_worker()) == 2
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.WAITING, JobState.DONE}


def test_a_task_has_its_own_patience(run_worker, clock, now):
    enqueue(works.fail_patiently, municipality_code="998", now=now)
    run_worker()
    assert Job.objects.get().run_after == now + timedelta(hours=3)


def test_a_dead_job_is_revived_by_hand(run_worker, clock, now):
    job = enqueue(works.fail, municipality_code="998", now=now, arguments={"number": 1})
    assert not retry_dead_job(job.pk, now=now)
    Job.objects.update(state=JobState.DEAD, attempts=5, finished_at=now)
    assert retry_dead_job(job.pk, now=now)
    assert [run.attempt for run in run_worker()] == [1]


def test_a_ticket_too_many_does_nothing(run_worker, now):
    job = enqueue(works.succeed, municipality_code="998", now=now)
    run_job.enqueue(job.pk)
    run_job.enqueue(job.pk + 1000)
    assert len(run_worker()) == 1


@pytest.mark.parametrize(
    "name", ["tests.core.tasks.works.not_a_task", "os.system", "no.such.module", ""]
)
def test_only_tasks_are_run(name):
    with pytest.raises(NoTask):
        find_task(name)
    assert find_task("tests.core.tasks.works.succeed") is works.succeed


def test_a_job_whose_task_is_gone_is_tried_again_later(run_worker, clock, now):
    enqueue(works.succeed, municipality_code="998", now=now)
    Job.objects.update(task="tests.core.tasks.works.removed")
    run_worker()
    job = Job.objects.get()
    assert (job.state, job.attempts) == (JobState.WAITING, 1)
    assert job.last_error.startswith("NoTask")


def test_rel_20_a_worker_that_is_told_to_stop_gives_its_job_back(run_worker, now):
    enqueue(works.stop_worker, municipality_code="998", now=now)
    run_worker()
    job = Job.objects.get()
    assert (job.state, job.last_error.split()[0]) == (JobState.WAITING, "SystemExit")


def test_finished_jobs_are_forgotten_after_a_while(db, now):
    def make(state, days):
        return Job.objects.create(
            task="t",
            installation_wide=True,
            state=state,
            created_at=now,
            run_after=now,
            finished_at=now - timedelta(days=days),
        ).pk

    kept = {make(JobState.DONE, 6), make(JobState.DEAD, 89)}
    make(JobState.DONE, 8)
    make(JobState.DEAD, 91)
    waiting = make(JobState.WAITING, 400)
    assert forget_finished_jobs(now=now) == 2
    assert set(Job.objects.values_list("pk", flat=True)) == {*kept, waiting}
