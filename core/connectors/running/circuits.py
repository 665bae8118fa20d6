"""The circuit of a connection: after failures it is left alone, and tried by one call at a time.

It is a row, so that all processes agree: none of them goes on asking a system that another has
found dead, and after an outage one call goes first, not one of each process.
"""

import random
from datetime import datetime, timedelta

from django.db.models import F

from core.connectors.models import Circuit
from core.connectors.running.outcomes import Answered, FailureKind, Outcome

FAILURES_THAT_OPEN = 5
# So many people who are refused, and nobody who is answered, are about the portal and not them.
REFUSALS_THAT_OPEN = 5
SUCCESSES_THAT_CLOSE = 2
REST = timedelta(seconds=30)
# Wrong credentials stay wrong until somebody mends them.
REST_WHEN_REFUSED = timedelta(minutes=10)
LONGEST_REST = timedelta(hours=1)
# Connections that failed together are not tried together.
SPREAD = 0.2
# What says that the system is not there; a strange answer about one child is no outage for all.
OUTAGES = frozenset({FailureKind.UNAVAILABLE, FailureKind.TIMED_OUT})
# Calls that were not made, or not by the system's doing: they say nothing of it.
NOT_MADE = frozenset({FailureKind.BUSY, FailureKind.RESTING, FailureKind.NOT_ASKED})
OURS = NOT_MADE | {FailureKind.NOT_DECLARED}


def rests(circuit: Circuit | None, *, now: datetime) -> bool:
    """Whether a connection is left alone now."""
    return circuit is not None and circuit.probe_at is not None and now < circuit.probe_at


def may_call(connection_id: int, circuit: Circuit | None, *, now: datetime) -> bool:
    """Whether a connection may be asked; claims the try for the caller when its moment has come."""
    if circuit is None or circuit.probe_at is None:
        return True
    if rests(circuit, now=now):
        return False
    claimed = Circuit.objects.filter(pk=connection_id, probe_at=circuit.probe_at)
    return bool(claimed.update(probe_at=now + spread(REST)))


def note_outcome(
    connection_id: int, circuit: Circuit | None, outcome: Outcome, *, now: datetime
) -> None:
    """Writes down what an outcome says of the system; while all is well, a success is nothing."""
    if isinstance(outcome, Answered):
        if circuit is not None and (circuit.failures or circuit.refusals or circuit.probe_at):
            _note_success(connection_id, now=now)
        return
    if outcome.kind in OURS:
        return
    Circuit.objects.get_or_create(pk=connection_id)
    rows = Circuit.objects.filter(pk=connection_id)
    rows.update(successes=0)
    if outcome.kind is FailureKind.REFUSED:
        rows.update(probe_at=now + spread(REST_WHEN_REFUSED))
    elif outcome.kind is FailureKind.FORBIDDEN:
        rows.update(refusals=F("refusals") + 1)
        opens = rows.filter(refusals__gte=REFUSALS_THAT_OPEN)
        opens.update(probe_at=now + spread(REST_WHEN_REFUSED))
    elif outcome.kind in OUTAGES:
        rows.update(failures=F("failures") + 1)
        rest = min(max(outcome.retry_after or REST, REST), LONGEST_REST)
        opens = rows if outcome.retry_after else rows.filter(failures__gte=FAILURES_THAT_OPEN)
        opens.update(probe_at=now + spread(rest))


def close_circuit(connection_id: int) -> None:
    """Has a connection asked again at once, after its settings were changed."""
    Circuit.objects.filter(pk=connection_id).update(
        failures=0, successes=0, refusals=0, probe_at=None
    )


def spread(rest: timedelta) -> timedelta:
    """A rest up to a fifth longer, by chance."""
    return rest * (1 + random.uniform(0, SPREAD))  # noqa: S311 - spreads load, keeps no secret


def _note_success(connection_id: int, *, now: datetime) -> None:
    rows = Circuit.objects.filter(pk=connection_id)
    rows.update(successes=F("successes") + 1, failures=0, refusals=0)
    # Closed or open, the next call may go at once.
    rows.filter(probe_at__isnull=False).update(probe_at=now)
    rows.filter(successes__gte=SUCCESSES_THAT_CLOSE).update(probe_at=None, successes=0)
