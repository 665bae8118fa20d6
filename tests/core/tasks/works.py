"""Tasks that the tests enqueue; a worker process finds them by name."""

import os
import signal
import time
from datetime import timedelta

from core.people.models import Municipality
from core.tasks.queue import Run, task

runs: list[Run] = []
dead: list[int] = []


class Broken(Exception):
    """What a broken task raises."""


@task()
def succeed(run: Run, **arguments: int) -> None:
    runs.append(run)


@task()
def write_and_fail(run: Run) -> None:
    runs.append(run)
    Municipality.objects.create(code="111", name="Aldrig")
    raise Broken("Bo Lund, 010114-4321")


@task(on_dead=lambda *, now, number: dead.append(number))
def fail(run: Run, *, number: int) -> None:
    runs.append(run)
    raise Broken


@task(delays=(timedelta(hours=3),))
def fail_patiently(run: Run) -> None:
    raise Broken


@task(atomic=False)
def kill_worker(run: Run, *, attempts: int) -> None:
    """Kills the worker in mid job at the first attempts, as a machine that loses power."""
    if run.attempt <= attempts:
        os.kill(os.getpid(), signal.SIGKILL)
    Municipality.objects.create(code=f"{run.attempt}00", name="Nået")


@task(lease=timedelta(minutes=1))
def write_late(run: Run, *, seconds: float) -> None:
    time.sleep(seconds)
    Municipality.objects.create(code=f"{run.attempt}00", name="Sent")


@task(atomic=False)
def stop_worker(run: Run) -> None:
    raise SystemExit(1)


not_a_task = succeed.function
