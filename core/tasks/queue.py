"""Work after the request; the only module of the portal that knows the task queue beneath."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, Final

import structlog
from django.db import transaction
from django.db.models import Q
from django.dispatch import receiver
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import TaskResultStatus
from django_tasks import task as queue_task
from django_tasks.signals import task_enqueued
from django_tasks_db.models import DBTaskResult

from core.tasks.attempts import (
    DELAYS,
    MOST_ATTEMPTS,
    LeaseLost,
    claim_job,
    describe_error,
    fail_job,
    finish_job,
    revive_job,
)
from core.tasks.heartbeats import WORKER, beat
from core.tasks.models import Job, JobState, Schedule, TaskOwner
from core.tasks.owners import find_owner

log = structlog.get_logger(__name__)

LEASE = timedelta(minutes=15)
DONE_ARE_KEPT = timedelta(days=7)
DEAD_ARE_KEPT = timedelta(days=90)


class Everywhere(Enum):
    """What is passed as municipality by work that is for the whole installation."""

    INSTALLATION = "installation"


INSTALLATION: Final = Everywhere.INSTALLATION


class MunicipalityMissing(ValueError):
    """A job says neither for which municipality it is nor that it is for all of them."""


class NoTask(LookupError):
    """The name of a job's task no longer leads to a task."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """What a task is told about the attempt it runs in; `municipality_code` is "" for all."""

    job_id: int
    municipality_code: str
    attempt: int
    now: datetime


@dataclass(frozen=True, kw_only=True)
class Task:
    """Something that can be done after the request.

    Called with a `Run` and the job's arguments. When `atomic`, it runs in one transaction that
    also marks the job done, so its writes happen once; on SQLite nobody else writes meanwhile.
    Work on the network or of long duration is not atomic and must bear being run twice.
    `on_dead` is called in place of a further attempt when the last has failed.
    """

    name: str
    function: Callable[..., None]
    atomic: bool = True
    lease: timedelta = LEASE
    delays: Sequence[timedelta] = field(default=DELAYS)
    on_dead: Callable[..., None] | None = None


def task(
    *,
    atomic: bool = True,
    lease: timedelta = LEASE,
    delays: Sequence[timedelta] = DELAYS,
    on_dead: Callable[..., None] | None = None,
) -> Callable[[Callable[..., None]], Task]:
    """Makes a module-level function `f(run, **arguments)` into a task that can be enqueued."""

    def make_task(function: Callable[..., None]) -> Task:
        return Task(
            name=f"{function.__module__}.{function.__qualname__}",
            function=function,
            atomic=atomic,
            lease=lease,
            delays=delays,
            on_dead=on_dead,
        )

    return make_task


def enqueue(
    wanted: Task,
    *,
    municipality_code: str | Everywhere,
    now: datetime,
    arguments: Mapping[str, Any] | None = None,
    run_after: datetime | None = None,
    schedule: Schedule | None = None,
) -> Job:
    """Has a task run after the caller's transaction; arguments are JSON, ids and no names.

    Raises `MunicipalityMissing` unless the job is for a municipality or for `INSTALLATION`.
    """
    code = "" if isinstance(municipality_code, Everywhere) else str(municipality_code)
    if municipality_code is not INSTALLATION and not re.fullmatch(r"[0-9]{3}", code):
        raise MunicipalityMissing(f"{wanted.name} needs a municipality, or INSTALLATION")
    with transaction.atomic():
        job = Job.objects.create(
            task=wanted.name,
            arguments=dict(arguments or {}),
            municipality_code=code,
            installation_wide=municipality_code is INSTALLATION,
            schedule=schedule,
            created_at=now,
            run_after=max(run_after or now, now),
        )
        _hand_over(job)
    return job


@queue_task()
def run_job(job_id: int) -> None:
    """One attempt at a job; the queue calls it, and calling it once too often does nothing."""
    now = timezone.now()
    beat(WORKER, now=now)
    with structlog.contextvars.bound_contextvars(job_id=job_id):
        _attempt(job_id, now=now)


@receiver(task_enqueued)
def note_owner(sender: Any, task_result: Any, **kwargs: Any) -> None:
    """Says for which municipality a task is that somebody else enqueues; our jobs say it first."""
    path = task_result.task.module_path
    if path == run_job.module_path:
        return
    code = find_owner(path, task_result.args, task_result.kwargs)
    TaskOwner.objects.create(
        result_id=task_result.id, municipality_code=code, installation_wide=not code
    )


def recover_lost_jobs(*, now: datetime) -> int:
    """Hands over again what a killed worker left behind and returns how many jobs that were."""
    overdue = list(Job.objects.filter(state=JobState.RUNNING, lease_until__lt=now))
    for job in overdue:
        _fail(job, "LeaseExpired", now=now)
    forgotten = [
        job
        for job in Job.objects.filter(state=JobState.WAITING, run_after__lt=now - LEASE)
        if not _is_in_queue(job)
    ]
    for job in forgotten:
        _hand_over(job)
    return len(overdue) + len(forgotten) + _recover_foreign_tasks(now=now)


def retry_dead_job(job_id: int, *, now: datetime) -> bool:
    """Gives a dead job five more attempts; False when it is not dead."""
    with transaction.atomic():
        job = revive_job(job_id, now=now)
        if job is not None:
            _hand_over(job)
    return job is not None


def forget_finished_jobs(*, now: datetime) -> int:
    """Deletes jobs that are done for a week or dead for three months and returns how many."""
    old = Q(state=JobState.DONE, finished_at__lt=now - DONE_ARE_KEPT) | Q(
        state=JobState.DEAD, finished_at__lt=now - DEAD_ARE_KEPT
    )
    return Job.objects.filter(old).delete()[0]


def find_task(name: str) -> Task:
    """The task of a job's row; raises `NoTask` for any other name."""
    try:
        found = import_string(name)
    except ImportError as error:
        raise NoTask(name) from error
    if not isinstance(found, Task):
        raise NoTask(name)
    return found


def _attempt(job_id: int, *, now: datetime) -> None:
    lease = _lease_of(job_id)
    job = claim_job(job_id, now=now, lease=lease)
    if job is None:
        return
    code = job.municipality_code or INSTALLATION.value
    with structlog.contextvars.bound_contextvars(municipality_code=code, task=job.task):
        try:
            _perform(job, now=now)
        except LeaseLost:
            log.warning("job overtaken", attempt=job.attempts)
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the job is tried again
            _fail(job, describe_error(error), now=timezone.now())
        except BaseException as error:
            # The worker was told to stop: the job goes back and the worker goes.
            _fail(job, describe_error(error), now=timezone.now())
            raise


def _perform(job: Job, *, now: datetime) -> None:
    wanted = find_task(job.task)
    run = Run(job_id=job.pk, municipality_code=job.municipality_code, attempt=job.attempts, now=now)
    if not wanted.atomic:
        wanted.function(run, **job.arguments)
        finish_job(job, now=timezone.now())
        return
    with transaction.atomic():
        wanted.function(run, **job.arguments)
        # Raises when overtaken, and so takes back everything the task has written.
        finish_job(job, now=timezone.now())


def _fail(job: Job, error: str, *, now: datetime) -> None:
    try:
        wanted = find_task(job.task)
    except NoTask:
        wanted = None
    with transaction.atomic():
        state = fail_job(job, error, now=now, delays=wanted.delays if wanted else DELAYS)
        if state is JobState.WAITING:
            _hand_over(job)
        elif state is JobState.DEAD and wanted:
            _tell_dead(wanted, job, now=now)
    if state is not None:
        log.error(
            "job failed",
            job_id=job.pk,
            task=job.task,
            municipality_code=job.municipality_code or INSTALLATION.value,
            attempt=job.attempts,
            error=error,
            state=state.value,
        )


def _tell_dead(wanted: Task, job: Job, *, now: datetime) -> None:
    if wanted.on_dead is None:
        return
    try:
        with transaction.atomic():
            wanted.on_dead(now=now, **job.arguments)
    except Exception as error:  # noqa: BLE001 - the job is dead all the same
        log.error("nobody told of dead job", error=describe_error(error))


def _hand_over(job: Job) -> None:
    """Puts the job's number into the queue; the queue's row holds nothing else."""
    ticket = run_job.using(run_after=job.run_after).enqueue(job.pk).id
    Job.objects.filter(pk=job.pk).update(ticket=ticket)


def _is_in_queue(job: Job) -> bool:
    if job.ticket is None:
        return False
    return DBTaskResult.objects.filter(pk=job.ticket, status=TaskResultStatus.READY).exists()


def _lease_of(job_id: int) -> timedelta:
    name = Job.objects.filter(pk=job_id).values_list("task", flat=True).first()
    try:
        return find_task(name or "").lease
    except NoTask:
        return LEASE


def _recover_foreign_tasks(*, now: datetime) -> int:
    """Tasks of Wagtail and others that a killed worker left running: again, five times at most.

    Ours are only marked, since their job has been handed over under a new ticket.
    """
    lost = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=now - LEASE)
    recovered = 0
    for result in lost:
        mine = DBTaskResult.objects.filter(
            pk=result.pk, status=TaskResultStatus.RUNNING, started_at=result.started_at
        )
        if result.task_path == run_job.module_path or len(result.worker_ids) >= MOST_ATTEMPTS:
            mine.update(
                status=TaskResultStatus.FAILED,
                finished_at=now,
                exception_class_path="core.tasks.attempts.LeaseLost",
            )
        else:
            recovered += mine.update(status=TaskResultStatus.READY)
    return recovered
