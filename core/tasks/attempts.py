"""What happens to a job's row from one attempt to the next."""

import traceback
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from django.db.models import F

from core.tasks.models import Job, JobState

MOST_ATTEMPTS = 5
DELAYS = (
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=15),
    timedelta(hours=2),
)


class LeaseLost(Exception):
    """The attempt took longer than its lease and another one has the job now."""


def claim_job(job_id: int, *, now: datetime, lease: timedelta) -> Job | None:
    """Takes a job whose time has come for one attempt, or None when it is not there to be taken.

    Of several who ask at the same time one gets it: the condition is part of the UPDATE.
    """
    due = Job.objects.filter(pk=job_id, state=JobState.WAITING, run_after__lte=now)
    taken = due.update(state=JobState.RUNNING, attempts=F("attempts") + 1, lease_until=now + lease)
    return Job.objects.get(pk=job_id) if taken else None


def finish_job(job: Job, *, now: datetime) -> None:
    """Marks a claimed job as done; raises `LeaseLost` when this attempt was overtaken."""
    if not _settle(job, state=JobState.DONE, finished_at=now, last_error=""):
        raise LeaseLost


def fail_job(
    job: Job, error: str, *, now: datetime, delays: Sequence[timedelta] = DELAYS
) -> JobState | None:
    """Has a claimed job wait for its next attempt, or buries it after the last.

    Returns the new state, or None when this attempt was overtaken and changes nothing.
    """
    if job.attempts >= MOST_ATTEMPTS:
        state, changes = JobState.DEAD, {"finished_at": now}
    else:
        delay = delays[min(job.attempts, len(delays)) - 1]
        if job.schedule is not None:
            # Scheduled work comes again anyway and must not wait longer for an old attempt.
            delay = min(delay, timedelta(seconds=job.schedule.every_seconds))
        state, changes = JobState.WAITING, {"run_after": now + delay}
    return state if _settle(job, state=state, last_error=error, **changes) else None


def revive_job(job_id: int, *, now: datetime) -> Job | None:
    """Lets a dead job have five more attempts, or None when it is not dead."""
    revived = Job.objects.filter(pk=job_id, state=JobState.DEAD).update(
        state=JobState.WAITING, attempts=0, run_after=now, finished_at=None
    )
    return Job.objects.get(pk=job_id) if revived else None


def describe_error(error: BaseException) -> str:
    """The kind of an error and the line it arose in, without its text, at most 200 characters."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__qualname__}{place}"[:200]


def _settle(job: Job, **changes: object) -> bool:
    mine = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)
    settled = mine.update(lease_until=None, **changes)
    if settled:
        for name, value in changes.items():
            setattr(job, name, value)
    return bool(settled)
