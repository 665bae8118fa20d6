"""Mails: once for each recipient and occasion, with nothing personal in them."""

import smtplib
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.people.models import Person
from core.tasks import outbox
from core.tasks.models import Job, JobState, OutboxMail
from core.tasks.outbox import Failure, PersonalDataInMail, forget_old_mails, queue_mail
from core.tasks.queue import MunicipalityMissing, Run, retry_dead_job


def send_once(row, now):
    """One attempt at a mail, as the queue would make it."""
    run = Run(job_id=1, municipality_code="998", attempt=1, now=now)
    outbox.send_mail.function(run, mail_id=row.pk)


@pytest.fixture
def dorte(db):
    return Person.objects.create_user(
        "dort0001", first_name="Dorte", family_name="Lund", email="dorte@example.org"
    )


@pytest.fixture
def promise(dorte, now):
    """Queues a mail to Dorte; what a test names is different."""

    def queue(**changes):
        wanted = {
            "occasion": "news:17",
            "municipality_code": "998",
            "subject": "Der er nyt til dig",
            "body": "Log ind for at læse det.",
            "now": now,
            "person_id": dorte.pk,
        }
        return queue_mail(**{**wanted, **changes})

    return queue


@pytest.fixture
def server(monkeypatch):
    """A mail server whose answer to each mail a test sets: None takes it."""
    answers: list[Any] = []
    opened: list[Exception] = []

    def open_connection(self):
        if opened:
            raise opened[0]

    def send_messages(self, messages):
        answer = answers.pop(0) if answers else None
        if isinstance(answer, tuple):
            mail.outbox.extend(messages)
            raise answer[0]
        if answer is not None:
            raise answer
        return original(self, messages)

    original = EmailBackend.send_messages
    monkeypatch.setattr(EmailBackend, "open", open_connection)
    monkeypatch.setattr(EmailBackend, "send_messages", send_messages)
    return type("Server", (), {"answers": answers, "is_away": opened})


def test_a_mail_goes_to_the_persons_address_of_today(promise, run_worker, dorte, now):
    promise()
    Person.objects.filter(pk=dorte.pk).update(email="ny@example.org")
    assert mail.outbox == []
    run_worker()
    [sent] = mail.outbox
    assert (sent.to, sent.subject) == (["ny@example.org"], "Der er nyt til dig")
    assert "Dorte" not in sent.message().as_string()
    row = OutboxMail.objects.get()
    assert (row.sent_at, row.attempts, row.unresolved) == (now, 1, 0)


def test_a_recipient_gets_one_mail_for_each_occasion(promise, run_worker):
    first = promise()
    assert promise() == first
    run_worker()
    assert promise() == first
    run_worker()
    assert len(mail.outbox) == 1
    promise(occasion="news:18")
    promise(person_id=None, address="kontor@example.org")
    run_worker()
    assert len(mail.outbox) == 3


def test_the_database_keeps_a_mail_once(promise, now):
    promise()
    fields = OutboxMail.objects.values().get()
    del fields["id"], fields["message_id"]
    with pytest.raises(IntegrityError), transaction.atomic():
        OutboxMail.objects.create(**fields)
    OutboxMail.objects.create(**{**fields, "occasion": "another"})


def test_a_mail_is_promised_with_the_callers_transaction(promise, run_worker):
    with transaction.atomic():
        promise()
        transaction.set_rollback(True)
    run_worker()
    assert mail.outbox == []
    promise()
    run_worker()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"person_id": None},
        {"address": "kontor@example.org"},
        {"subject": "To\nBcc: alle@example.org"},
        {"subject": ""},
        {"occasion": ""},
    ],
)
def test_a_mail_without_one_recipient_or_one_line_is_refused(promise, changes):
    with pytest.raises(ValueError):  # noqa: PT011 - each has a message of its own
        promise(**changes)
    assert not OutboxMail.objects.exists()
    promise()


@pytest.mark.parametrize("text", ["Bo, 010114-4321", "0101144321", "Skriv til jonas@example.org"])
@pytest.mark.parametrize("field", ["subject", "body", "occasion"])
def test_gdpr_04_a_mail_holds_no_cpr_number_and_no_address(promise, field, text):
    with pytest.raises(PersonalDataInMail) as refusal:
        promise(**{field: text})
    assert field == "occasion" or text not in str(refusal.value)
    promise(**{field: "4.A mødes kl. 10, lokale 1234"})


def test_ten_19_a_mail_without_a_municipality_is_refused(promise):
    with pytest.raises(MunicipalityMissing):
        promise(municipality_code="")
    assert not OutboxMail.objects.exists()
    promise(municipality_code="998")


@pytest.mark.parametrize("changes", [{"email": ""}, {"is_active": False}])
def test_somebody_without_an_address_gets_none(promise, run_worker, dorte, changes):
    promise()
    Person.objects.filter(pk=dorte.pk).update(**changes)
    run_worker()
    assert mail.outbox == []
    assert OutboxMail.objects.get().failure == Failure.NO_ADDRESS
    assert Job.objects.get().state == JobState.DONE


def test_rel_15_a_day_without_a_mail_server_delays_a_mail(promise, run_worker, clock, server):
    server.is_away.append(ConnectionRefusedError())
    promise()
    for delay in outbox.DELAYS[:-1]:
        run_worker()
        clock.shift(delay)
    run_worker()
    row = OutboxMail.objects.get()
    assert (row.attempts, row.sent_at, row.failed_at) == (0, None, None)
    server.is_away.clear()
    clock.shift(outbox.DELAYS[-1])
    run_worker()
    assert len(mail.outbox) == 1
    assert sum(outbox.DELAYS, timedelta(0)) > timedelta(hours=24)


def test_a_mail_that_is_refused_five_times_is_given_up_and_can_be_revived(
    promise, run_worker, clock, server, now
):
    refusal = smtplib.SMTPResponseException(451, b"later")
    server.answers += [refusal] * 5
    promise()
    for delay in (*outbox.DELAYS, timedelta(days=9)):
        run_worker()
        clock.shift(delay)
    row = OutboxMail.objects.get()
    assert (row.attempts, row.unresolved, row.failure) == (5, 0, Failure.REFUSED)
    assert mail.outbox == []
    assert retry_dead_job(Job.objects.get().pk, now=timezone.now())
    run_worker()
    row.refresh_from_db()
    assert (len(mail.outbox), row.failure, row.failed_at) == (1, "", None)


def test_who_is_cut_off_after_sending_doubles_a_mail_once_at_most(
    promise, run_worker, clock, server
):
    """The mail has gone, and nobody can know: it goes again, and then never more."""
    server.answers += [(smtplib.SMTPServerDisconnected(),)] * 5
    promise()
    for delay in (*outbox.DELAYS, timedelta(days=9)):
        run_worker()
        clock.shift(delay)
    assert len(mail.outbox) == 2
    assert len({sent.message()["Message-ID"] for sent in mail.outbox}) == 1
    row = OutboxMail.objects.get()
    assert (row.failure, row.unresolved, row.sent_at) == (Failure.UNCERTAIN, 2, None)


def test_who_is_killed_between_sending_and_marking_doubles_a_mail_once_at_most(promise, now):
    """As kill -9 leaves the row: begun, and neither sent nor failed."""
    row = promise()
    for _attempt in range(3):
        send_once(row, now)
        OutboxMail.objects.filter(sent_at=now).update(sent_at=None, unresolved=len(mail.outbox))
    assert len(mail.outbox) == 2
    assert OutboxMail.objects.get().failure == Failure.UNCERTAIN


def test_a_sent_mail_is_not_sent_again(promise, now):
    row = promise()
    for _attempt in range(3):
        send_once(row, now)
    assert len(mail.outbox) == 1


def test_mails_are_forgotten_after_three_months(promise, now):
    for number, fields in enumerate(
        (
            {"sent_at": now - timedelta(days=91)},
            {"failed_at": now - timedelta(days=91)},
            {"sent_at": now - timedelta(days=89)},
            {},
        )
    ):
        OutboxMail.objects.filter(pk=promise(occasion=f"n:{number}").pk).update(**fields)
    assert forget_old_mails(now=now) == 2
    assert OutboxMail.objects.count() == 2
