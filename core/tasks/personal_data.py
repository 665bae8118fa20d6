"""What is personal in jobs, mails and the task queue."""

from django.utils.translation import gettext_lazy as _

from core.privacy.declarations import THE_REST, Personal, Shown, declare, declare_impersonal
from core.privacy.words import Category, Purpose, Receiver, Retention, Whom

_mail = Personal(Category.MESSAGES, Purpose.REACH, Retention.THREE_MONTHS, Receiver.NOBODY)
_job = Personal(Category.ACTIVITY, Purpose.OPERATE, Retention.THREE_MONTHS, Receiver.NOBODY)

declare(
    "tasks.OutboxMail",
    _("Mails from the portal"),
    _mail(subject=_("Subject"), person=_("Person")),
    _mail.but(category=Category.CONTACT)(address=_("E-mail")),
    _mail(
        occasion=_("Occasion"),
        body=_("Text"),
        created_at=_("Written"),
        sent_at=_("Sent"),
        failed_at=_("Given up"),
        failure=_("Why it was given up"),
    ),
    own_title=_("Mails from the portal to you"),
    whom=Whom.EVERYONE,
    subject="person",
    shown=Shown.ROWS,
    not_personal=("id", "municipality_code", "message_id", "attempts", "unresolved"),
)
declare(
    "tasks.Job",
    _("Work that the portal does later"),
    _job(arguments=_("Numbers of the rows that the work is about")),
    whom=Whom.EVERYONE,
    not_personal=(
        *("id", "task", "municipality_code", "installation_wide", "schedule", "state"),
        *("attempts", "created_at", "run_after", "lease_until", "finished_at"),
        *("last_error", "ticket"),
    ),
)
declare(
    "django_tasks_database.DBTaskResult",
    _("The queue of work that the portal does later"),
    _job.but(retention=Retention.TWO_WEEKS)(
        args_kwargs=_("Numbers of the rows that the work is about"),
        traceback=_("Error report"),
    ),
    whom=Whom.EVERYONE,
    not_personal=THE_REST,
)
declare_impersonal(
    "tasks.Schedule",
    *("id", "name", "municipality_code", "every_seconds", "next_run_at", "last_run_at"),
)
declare_impersonal("tasks.TaskOwner", "result", "municipality_code", "installation_wide")
declare_impersonal("tasks.Heartbeat", "id", "name", "at")
