"""Mails that go out after the request, to each recipient once for each occasion."""

from datetime import datetime, timedelta
from smtplib import (  # noqa: TID251 - only its failures
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import models, transaction
from django.db.models import F, Q

from core.privacy.blanking import blank_personal_text
from core.tasks.models import OutboxMail
from core.tasks.queue import Run, enqueue, task

KEPT = timedelta(days=90)
# A mail server that is away for a day is waited for.
DELAYS = (timedelta(minutes=2), timedelta(minutes=30), timedelta(hours=4), timedelta(hours=20))
# Who was cut off while sending may have sent: it is tried once more, and not a third time.
MOST_UNRESOLVED = 2
PATIENCE = 20  # seconds


class PersonalDataInMail(ValueError):
    """A mail was to hold a CPR number or an e-mail address, which belong behind the sign-in."""


class Failure(models.TextChoices):
    """Why a mail did not go."""

    NO_ADDRESS = "no_address", "the person has no address or may not sign in"
    UNCERTAIN = "uncertain", "sending was cut off twice, so the mail may have gone"
    REFUSED = "refused", "the mail server did not take it"


def queue_mail(
    *,
    occasion: str,
    municipality_code: str,
    subject: str,
    body: str,
    now: datetime,
    person_id: int | None = None,
    address: str = "",
) -> OutboxMail:
    """Promises a mail to a person, or to an address of nobody here, in the caller's transaction.

    `occasion` names what the mail is about, such as `news-published:17`; a second mail to the
    same recipient for the same occasion is the first one. Raises `PersonalDataInMail`, or
    `ValueError` unless there is one recipient, an occasion and a subject of one line.
    """
    if (person_id is None) == (not address):
        raise ValueError("a mail goes to a person or to an address")
    if not occasion or not subject or len(subject.splitlines()) != 1:
        raise ValueError("a mail has an occasion and a subject of one line")
    for text in (subject, body, occasion):
        if blank_personal_text(text) != text:
            raise PersonalDataInMail(occasion)
    with transaction.atomic():
        mail, made = OutboxMail.objects.get_or_create(
            person_id=person_id,  # type: ignore[misc]  # null is no person
            address=address,
            occasion=occasion,
            defaults={
                "municipality_code": municipality_code,
                "subject": subject,
                "body": body,
                "created_at": now,
            },
        )
        if made:
            enqueue(
                send_mail,
                municipality_code=municipality_code,
                now=now,
                arguments={"mail_id": mail.pk},
            )
    return mail


def mark_failed(*, mail_id: int, now: datetime) -> None:
    """Notes that the mail server took the mail at no attempt."""
    _open_mails(mail_id).update(failed_at=now, failure=Failure.REFUSED)


@task(atomic=False, delays=DELAYS, on_dead=mark_failed)
def send_mail(run: Run, *, mail_id: int) -> None:
    """Sends a promised mail unless it has gone.

    The mail server and the database cannot be told at once: who is cut off in between has sent
    and not marked. Such a mail goes a second time, with the same Message-ID, and never a third.
    """
    mail = _open_mails(mail_id).select_related("person").first()
    if mail is None:
        return
    address = _find_address(mail)
    if not address:
        _open_mails(mail_id).update(failed_at=run.now, failure=Failure.NO_ADDRESS)
        return
    with get_connection(timeout=settings.EMAIL_TIMEOUT or PATIENCE) as connection:
        # What fails before this line has sent nothing and may be tried again and again.
        if not _begin_sending(mail_id):
            _open_mails(mail_id).update(failed_at=run.now, failure=Failure.UNCERTAIN)
            return
        try:
            connection.send_messages([_make_message(mail, address)])
        except (SMTPResponseException, SMTPRecipientsRefused):
            _open_mails(mail_id).update(unresolved=F("unresolved") - 1)
            raise
    _open_mails(mail_id).update(sent_at=run.now, failed_at=None, failure="", unresolved=0)


def forget_old_mails(*, now: datetime) -> int:
    """Deletes mails three months after they went, or failed, and returns how many."""
    old = Q(sent_at__lt=now - KEPT) | Q(failed_at__lt=now - KEPT)
    return OutboxMail.objects.filter(old).delete()[0]


def _open_mails(mail_id: int) -> models.QuerySet[OutboxMail]:
    """The mail if it may still go: one that was refused may, once somebody revives its job."""
    return OutboxMail.objects.filter(pk=mail_id, sent_at=None, failure__in=("", Failure.REFUSED))


def _begin_sending(mail_id: int) -> bool:
    may_go = _open_mails(mail_id).filter(unresolved__lt=MOST_UNRESOLVED)
    return bool(may_go.update(attempts=F("attempts") + 1, unresolved=F("unresolved") + 1))


def _find_address(mail: OutboxMail) -> str:
    if mail.person is None:
        return mail.address
    return mail.person.email if mail.person.is_active else ""


def _make_message(mail: OutboxMail, address: str) -> EmailMessage:
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip("> ")
    # Somebody's name is in no header: the alias of a protected person is not for mail servers.
    return EmailMessage(
        subject=mail.subject,
        body=mail.body,
        to=[address],
        headers={"Message-ID": f"<{mail.message_id}@{domain}>", "Auto-Submitted": "auto-generated"},
    )
