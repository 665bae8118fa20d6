"""Sources that fail for days: when people read one quiet line, and administrators are told.

One row for each source that fails now, so that a dead box is noticed beside others that answer.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Min, QuerySet

from core.connectors.models import Circuit, FailingSource
from core.connectors.running.circuits import OURS
from core.connectors.running.outcomes import Answered, FailureKind, Outcome

QUIET_AFTER = timedelta(days=3)
# Who has not been asked since has not been silent: there must be a failure of today.
FAILED_WITHIN = timedelta(days=1)
# What nobody asks any more, such as a box that the connector has given up.
FORGOTTEN_AFTER = timedelta(days=14)
# These are about one question, and say that the system answers.
NO_SILENCE = OURS | {FailureKind.FORBIDDEN}


@dataclass(frozen=True)
class Silences:
    """The sources of some connections that have been silent for days."""

    rows: tuple[FailingSource, ...]

    def find(
        self, connection_id: int, source: str, failure: FailureKind | None
    ) -> FailingSource | None:
        """The silence that a failure is part of: of the source, or of what keeps it resting."""
        of_connection = [row for row in self.rows if row.connection_id == connection_id]
        own = next((row for row in of_connection if row.source == source), None)
        if own is None and failure is FailureKind.RESTING:
            return next(iter(of_connection), None)
        return own if failure is not None else None


def note_source(
    connection_id: int, circuit: Circuit | None, source: str, outcome: Outcome, *, now: datetime
) -> None:
    """Writes down that a source fails, or that it has answered again; otherwise nothing."""
    if isinstance(outcome, Answered):
        if circuit is not None and circuit.failing_since is not None:
            _note_answer(connection_id, source)
        return
    if outcome.kind in NO_SILENCE:
        return
    FailingSource.objects.update_or_create(
        connection_id=connection_id,
        source=source,
        defaults={"failed_at": now},
        create_defaults={"failed_at": now, "failing_since": now},
    )
    Circuit.objects.filter(pk=connection_id, failing_since=None).update(failing_since=now)


def list_silent(*, now: datetime) -> QuerySet[FailingSource]:
    """The sources that have failed for three days, today too, and have not answered once."""
    return FailingSource.objects.filter(
        failing_since__lte=now - QUIET_AFTER, failed_at__gte=now - FAILED_WITHIN
    ).order_by("connection", "failing_since", "pk")


def read_silences(connection_ids: Collection[int], *, now: datetime) -> Silences:
    """Those of some connections; asks nothing where there are none."""
    if not connection_ids:
        return Silences(())
    return Silences(tuple(list_silent(now=now).filter(connection__in=connection_ids)))


def forget_failures(connection_id: int) -> None:
    """Has a connection begin anew, after its settings were changed."""
    FailingSource.objects.filter(connection=connection_id).delete()
    Circuit.objects.filter(pk=connection_id).update(failing_since=None)


def forget_old_failures(*, now: datetime) -> None:
    """Forgets sources that nobody has asked for two weeks."""
    FailingSource.objects.filter(failed_at__lt=now - FORGOTTEN_AFTER).delete()
    failing = FailingSource.objects.values("connection")
    Circuit.objects.exclude(pk__in=failing).update(failing_since=None)


@transaction.atomic
def _note_answer(connection_id: int, source: str) -> None:
    failing = FailingSource.objects.filter(connection=connection_id)
    own = failing.filter(source=source)
    if own.exists():
        own.delete()
        since = failing.aggregate(since=Min("failing_since"))["since"]
        Circuit.objects.filter(pk=connection_id).update(failing_since=since)
