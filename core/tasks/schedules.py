"""Work that comes again: what there is, and having it run when it is due, once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from core.tasks.models import Job, JobState, Schedule
from core.tasks.queue import INSTALLATION, Task, enqueue


@dataclass(frozen=True, kw_only=True)
class ScheduledWork:
    """A task that comes again; `every` is where the installation-wide one starts from."""

    name: str
    task: Task
    every: timedelta


_registered: dict[str, ScheduledWork] = {}


def register_schedule(*, name: str, task: Task, every: timedelta) -> None:
    """Has a task run again and again for the whole installation; called by `schedules` modules.

    Raises `ValueError` when another task has the name or `every` is under a second.
    """
    known = _registered.get(name)
    if known is not None and known.task != task:
        raise ValueError(f"two schedules are named {name}")
    if every < timedelta(seconds=1):
        raise ValueError(f"schedule {name} would never rest")
    _registered[name] = ScheduledWork(name=name, task=task, every=every)


def registered_schedules() -> list[ScheduledWork]:
    """All registered work, by name."""
    return [_registered[name] for name in sorted(_registered)]


def write_schedules(*, now: datetime) -> None:
    """Gives registered work its rows: new work is due at once, changed intervals count from now."""
    everywhere = Schedule.objects.filter(municipality_code=None)
    present = {row.name: row for row in everywhere}
    for work in registered_schedules():
        seconds = int(work.every.total_seconds())
        row = present.get(work.name)
        if row is None:
            Schedule.objects.get_or_create(
                name=work.name,
                municipality_code=None,
                defaults={"every_seconds": seconds, "next_run_at": now},
            )
        elif row.every_seconds != seconds:
            everywhere.filter(pk=row.pk).update(
                every_seconds=seconds, next_run_at=min(row.next_run_at, now + work.every)
            )


def run_due_schedules(*, now: datetime) -> list[str]:
    """Enqueues what is due and returns its names.

    However many processes ask, a due schedule runs once; however long nobody asked, once. What
    is still waiting or running from the last time is not enqueued again.
    """
    due = Schedule.objects.filter(next_run_at__lte=now, name__in=list(_registered))
    return [row.name for row in due.order_by("next_run_at", "pk") if _run_once(row, now=now)]


def find_next_run(*, planned: datetime, every: timedelta, now: datetime) -> datetime:
    """The first moment after now in the rhythm of the planned one; missed ones are left out."""
    missed = (now - planned) // every
    return planned + (missed + 1) * every


def _run_once(row: Schedule, *, now: datetime) -> bool:
    every = timedelta(seconds=row.every_seconds)
    with transaction.atomic():
        claimed = Schedule.objects.filter(pk=row.pk, next_run_at=row.next_run_at).update(
            next_run_at=find_next_run(planned=row.next_run_at, every=every, now=now),
            last_run_at=now,
        )
        if not claimed or _is_unfinished(row):
            return False
        enqueue(
            _registered[row.name].task,
            municipality_code=row.municipality_code or INSTALLATION,
            now=now,
            schedule=row,
        )
    return True


def _is_unfinished(row: Schedule) -> bool:
    return Job.objects.filter(
        Q(state=JobState.WAITING) | Q(state=JobState.RUNNING), schedule=row
    ).exists()
