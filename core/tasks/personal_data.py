"""What is personal in jobs, mails and the task queue."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from core.privacy.declarations import THE_REST, Personal, Shown, declare, declare_impersonal
from core.privacy.words import Category, Purpose, Receiver, Retention, Whom

_mail = Personal(
    category=Category.MESSAGES,
    purpose=Purpose.REACH,
    retention=Retention.THREE_MONTHS,
    receiver=Receiver.NOBODY,
)
_job = Personal(
    category=Category.ACTIVITY,
    purpose=Purpose.OPERATE,
    retention=Retention.THREE_MONTHS,
    receiver=Receiver.NOBODY,
)

declare(
    "tasks.OutboxMail",
    title=_("Mails from the portal"),
    own_title=_("Mails from the portal to you"),
    whom=Whom.EVERYONE,
    subject="person",
    shown=Shown.ROWS,
    fields={
        "subject": replace(_mail, label=_("Subject")),
        "person": replace(_mail, label=_("Person")),
        "address": replace(_mail, category=Category.CONTACT, label=_("E-mail")),
        "occasion": replace(_mail, label=_("Occasion")),
        "body": replace(_mail, label=_("Text")),
        "created_at": replace(_mail, label=_("Written")),
        "sent_at": replace(_mail, label=_("Sent")),
        "failed_at": replace(_mail, label=_("Given up")),
        "failure": replace(_mail, label=_("Why it was given up")),
    },
    not_personal=("id", "municipality_code", "message_id", "attempts", "unresolved"),
)
declare(
    "tasks.Job",
    title=_("Work that the portal does later"),
    whom=Whom.EVERYONE,
    subject="",
    fields={"arguments": replace(_job, label=_("Numbers of the rows that the work is about"))},
    not_personal=(
        *("id", "task", "municipality_code", "installation_wide", "schedule", "state"),
        *("attempts", "created_at", "run_after", "lease_until", "finished_at"),
        *("last_error", "ticket"),
    ),
)
declare(
    "django_tasks_database.DBTaskResult",
    title=_("The queue of work that the portal does later"),
    whom=Whom.EVERYONE,
    subject="",
    fields={
        "args_kwargs": replace(
            _job,
            retention=Retention.TWO_WEEKS,
            label=_("Numbers of the rows that the work is about"),
        ),
        "traceback": replace(_job, retention=Retention.TWO_WEEKS, label=_("Error report")),
    },
    not_personal=THE_REST,
)
declare_impersonal(
    "tasks.Schedule",
    *("id", "name", "municipality_code", "every_seconds", "next_run_at", "last_run_at"),
)
declare_impersonal("tasks.Heartbeat", "id", "name", "at")
