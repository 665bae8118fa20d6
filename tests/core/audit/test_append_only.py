"""The log grows and never changes: neither Python nor the database lets it."""

from datetime import UTC, datetime

import pytest
from django.db import Error, connection, transaction

from core.audit.models import Action, AppendOnly, Entry
from core.audit.operations import record

NOW = datetime(2026, 11, 23, 7, 40, tzinfo=UTC)


@pytest.fixture
def entry(db):
    return record(Action.OPEN, now=NOW, actor_id=1, subject_id=2, reason="Sag 17")


def change_and_save(entry):
    entry.reason = "noget andet"
    entry.save()


@pytest.mark.parametrize(
    "attempt",
    [
        change_and_save,
        lambda entry: entry.delete(),
        lambda entry: Entry.objects.update(reason="noget andet"),
        lambda entry: Entry.objects.filter(pk=entry.pk).delete(),
        lambda entry: Entry.objects.all().delete(),
        lambda entry: Entry.objects.bulk_update([entry], ["reason"]),
        lambda entry: Entry.objects.update_or_create(
            pk=entry.pk, defaults={"reason": "noget andet"}
        ),
    ],
)
def test_gdpr_07_python_refuses_to_change_or_delete(entry, attempt):
    with pytest.raises(AppendOnly), transaction.atomic():
        attempt(entry)
    assert Entry.objects.get().reason == "Sag 17"
    record(Action.OPEN, now=NOW, actor_id=1)
    assert Entry.objects.count() == 2


STATEMENTS = [
    "UPDATE audit_entry SET reason = 'noget andet'",
    "UPDATE audit_entry SET at = at WHERE id = id",
    "DELETE FROM audit_entry",
]


def refuse_in_database(statement):
    with (
        pytest.raises(Error, match="the log is append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Entry.objects.get().reason == "Sag 17"
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_entry")
        assert cursor.fetchone() == (1,)


@pytest.mark.parametrize("statement", STATEMENTS)
def test_gdpr_07_the_database_refuses_to_change_or_delete(entry, statement):
    refuse_in_database(statement)


@pytest.mark.services
@pytest.mark.parametrize("statement", STATEMENTS)
def test_gdpr_07_postgresql_refuses_to_change_or_delete(entry, statement):
    assert connection.vendor == "postgresql"
    refuse_in_database(statement)


@pytest.mark.parametrize("text", ["010114-4321", "0101144321", "bo@example.org"])
def test_gdpr_04_a_reason_holds_no_cpr_number_and_no_address(db, text):
    entry = record(Action.OPEN, now=NOW, actor_id=1, reason=f"Sag 17 om {text}")
    entry.refresh_from_db()
    assert text not in entry.reason
    assert entry.reason.startswith("Sag 17 om [")


def test_a_long_reason_is_cut(db):
    assert len(record(Action.OPEN, now=NOW, actor_id=1, reason="x" * 500).reason) == 200
