"""Has what has changed taken to the engines soon, once the transaction is through."""

from django.db import transaction
from django.utils import timezone

from core.tasks.models import Job, JobState
from core.tasks.queue import INSTALLATION, enqueue


def wake_after_commit() -> None:
    """Enqueues the task that hands changes on, unless one is waiting already.

    Should the process die in between, the schedule comes by and finds the changes.
    """
    transaction.on_commit(_wake, robust=True)


def _wake() -> None:
    from search.schedules import index_changes  # noqa: PLC0415 - a task names what it does

    waiting = Job.objects.filter(task=index_changes.name, state=JobState.WAITING)
    if not waiting.exists():
        enqueue(index_changes, municipality_code=INSTALLATION, now=timezone.now())
