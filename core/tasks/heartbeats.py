"""Signs of life of the worker and the scheduler."""

from datetime import datetime, timedelta

from core.tasks.models import Heartbeat

WORKER = "worker"
SCHEDULER = "scheduler"
# The scheduler ticks and has the worker do something once a minute.
LATE_AFTER = timedelta(minutes=5)
# More often than this, a busy worker does not write that it lives.
PAUSE = timedelta(seconds=20)


def beat(name: str, *, now: datetime) -> None:
    """Writes that a process is at work."""
    known = Heartbeat.objects.filter(name=name)
    if known.filter(at__gt=now - PAUSE, at__lte=now).exists() or known.update(at=now):
        return
    Heartbeat.objects.get_or_create(name=name, defaults={"at": now})


def find_age(name: str, *, now: datetime) -> timedelta | None:
    """How long ago a process was last at work; None when it never was."""
    at = Heartbeat.objects.filter(name=name).values_list("at", flat=True).first()
    return None if at is None else max(now - at, timedelta(0))


def is_late(age: timedelta | None) -> bool:
    """Whether a process must be thought to have stopped."""
    return age is None or age > LATE_AFTER
