"""How calls went, for administrators: counted in the process, written down now and then."""

import threading
import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Value
from django.db.models.functions import Greatest

from core.connectors.models import CallCount, Connection, FailedCall
from core.connectors.running.circuits import NOT_MADE
from core.connectors.running.outcomes import Answered, Failed, Outcome

# Writing each call down would cost more than some calls do.
WRITE_EVERY_SECONDS = 15
MOST_FAILED_KEPT = 50
KEPT_FOR = timedelta(days=30)
ALARM = "alarm"


@dataclass
class _Count:
    calls: int = 0
    failures: int = 0
    milliseconds: int = 0
    slowest: int = 0


_Key = tuple[int, str, datetime]
_counts: dict[_Key, _Count] = defaultdict(_Count)
_lock = threading.Lock()
# When they were last written; nothing until the first call.
_written_at: list[float] = []


def record_outcome(connection_id: int, source: str, outcome: Outcome, *, now: datetime) -> None:
    """Counts a call, and writes down at once what failed and why."""
    if isinstance(outcome, Failed) and outcome.kind in NOT_MADE:
        return
    took = int(outcome.took.total_seconds() * 1000)
    hour = now.replace(minute=0, second=0, microsecond=0)
    with _lock:
        if not _written_at:
            _written_at.append(time.monotonic())
        count = _counts[connection_id, source, hour]
        count.calls += 1
        count.failures += not isinstance(outcome, Answered)
        count.milliseconds += took
        count.slowest = max(count.slowest, took)
    said = (
        [(outcome.kind.value, outcome.reason)]
        if isinstance(outcome, Failed)
        else [
            *((ALARM, words) for words in outcome.alarms),
            *((kind.value, words) for kind, words in outcome.troubles),
        ]
    )
    for kind, reason in said:
        FailedCall.objects.create(
            connection_id=connection_id, source=source, kind=kind, reason=reason, at=now
        )
    if time.monotonic() - _written_at[0] >= WRITE_EVERY_SECONDS:
        write_counts()


def write_counts() -> None:
    """Adds what was counted since the last time to the rows."""
    with _lock:
        counted = dict(_counts)
        _counts.clear()
        _written_at[:] = [time.monotonic()]
    # One may have been removed since it was asked.
    there = set(
        Connection.objects.filter(pk__in={key[0] for key in counted}).values_list("pk", flat=True)
    )
    for (connection_id, source, hour), count in counted.items():
        if connection_id not in there:
            continue
        row, _ = CallCount.objects.get_or_create(
            connection_id=connection_id, source=source, hour=hour
        )
        CallCount.objects.filter(pk=row.pk).update(
            calls=F("calls") + count.calls,
            failures=F("failures") + count.failures,
            milliseconds=F("milliseconds") + count.milliseconds,
            slowest=Greatest(F("slowest"), Value(count.slowest)),
        )


def forget_counts() -> None:
    """Drops what was counted and not written, as a new process has it."""
    with _lock:
        _counts.clear()


def erase_old_records(*, now: datetime) -> None:
    """Deletes what is older than a month, and all but the last failures of each connection."""
    CallCount.objects.filter(hour__lt=now - KEPT_FOR).delete()
    FailedCall.objects.filter(at__lt=now - KEPT_FOR).delete()
    for connection_id in FailedCall.objects.values_list("connection", flat=True).distinct():
        own = FailedCall.objects.filter(connection=connection_id).order_by("-at", "-pk")
        last = list(own.values_list("pk", flat=True)[:MOST_FAILED_KEPT])
        own.exclude(pk__in=last).delete()
