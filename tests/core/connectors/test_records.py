"""What is written down of calls, for administrators, and for how long."""

from datetime import timedelta

from django.db import connection as database

from core.connectors.configuration import operations
from core.connectors.models import CallCount, FailedCall
from core.connectors.office.queries import read_health
from core.connectors.running.outcomes import Answered, Failed, FailureKind
from core.connectors.running.records import (
    MOST_FAILED_KEPT,
    erase_old_records,
    record_outcome,
    write_counts,
)
from tests.core.connectors.conftest import BY, NOW, configure, sign_in
from tests.core.connectors.test_tiles import read_box

HOUR = timedelta(hours=1)


def note(books, *, ms=100, kind=None, now=NOW):
    took = timedelta(milliseconds=ms)
    outcome = (
        Failed(kind=kind, reason="gone", took=took)
        if kind
        else Answered(value=1, fetched_at=now, took=took)
    )
    record_outcome(books.pk, "loans", outcome, now=now)


def test_calls_are_counted_by_the_hour_and_added_up(books):
    note(books, ms=100)
    note(books, ms=300, kind=FailureKind.UNAVAILABLE)
    write_counts()
    note(books, ms=200)
    note(books, ms=50, now=NOW + HOUR)
    write_counts()
    rows = CallCount.objects.order_by("hour").values_list(
        "calls", "failures", "milliseconds", "slowest"
    )
    assert list(rows) == [(3, 1, 600, 300), (1, 0, 50, 50)]
    health = read_health(configure(books), now=NOW + HOUR)
    assert health["counts"] == [
        {"source": "Books", "calls": 4, "failures": 1, "mean": 162, "slowest": 300}
    ]
    assert [row["label"] for row in health["failed"]] == ["Did not answer"]


def test_calls_that_were_not_made_are_not_counted(books):
    note(books, kind=FailureKind.UNAVAILABLE)
    for kind in (FailureKind.BUSY, FailureKind.RESTING):
        note(books, kind=kind)
    write_counts()
    assert CallCount.objects.get().calls == 1
    assert FailedCall.objects.get().kind == "unavailable"


def test_what_is_old_and_all_but_the_last_failures_are_erased(books):
    for day in (40, 0):
        note(books, kind=FailureKind.UNAVAILABLE, now=NOW - timedelta(days=day))
    for _ in range(MOST_FAILED_KEPT + 5):
        note(books, kind=FailureKind.CRASHED)
    write_counts()
    erase_old_records(now=NOW)
    assert CallCount.objects.count() == 1
    kinds = list(FailedCall.objects.values_list("kind", flat=True))
    assert kinds == ["crashed"] * MOST_FAILED_KEPT


def test_counts_of_a_connection_that_was_removed_are_dropped(books, plans):
    client = sign_in("dorte")
    read_box(client, books)
    read_box(client, plans, "plan")
    gone = books.pk
    operations.remove(books, by=BY)
    write_counts()
    assert list(CallCount.objects.values_list("connection", flat=True)) == [plans.pk]
    assert gone != plans.pk
    database.check_constraints()
