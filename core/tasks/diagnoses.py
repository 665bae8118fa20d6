"""The doctor's checks of what the portal runs on: settings, database, mail, background."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Count
from django.utils.translation import gettext as _

from core.tasks.doctoring import Finding, register_check
from core.tasks.health import find_unapplied_migrations
from core.tasks.heartbeats import SCHEDULER, WORKER, find_age, is_late
from core.tasks.models import Job, JobState, OutboxMail

KEY_OF_THE_DEMO = "the-demo-holds-no-secrets"
SHORTEST_KEY = 50
RECENTLY = timedelta(days=7)
# Backends that show or swallow a mail in place of sending it.
BACKENDS_THAT_SEND_NOTHING = ("console", "dummy", "filebased", "locmem")


def diagnose_settings(now: datetime) -> Iterator[Finding]:
    """What an operator must have set before anybody real signs in."""
    if settings.DEMO:
        yield Finding(ok=True, says=_("This is the demo: made-up people, no secrets."))
        return
    key = settings.SECRET_KEY
    yield Finding(
        ok=key != KEY_OF_THE_DEMO and len(key) >= SHORTEST_KEY,
        says=_("The secret key is long and is not the demo's."),
        remedy=_("Set INDGANG_SECRET_KEY to at least 50 random characters."),
    )
    yield Finding(
        ok=not settings.DEBUG,
        says=_("Errors are not shown to visitors."),
        remedy=_("Remove INDGANG_DEBUG."),
    )
    yield Finding(
        ok=settings.IS_HTTPS,
        says=_("The portal is reached by https."),
        remedy=_("Set INDGANG_URL to the address that begins with https://."),
    )


def diagnose_database(now: datetime) -> Iterator[Finding]:
    """Whether the database answers and has the shape that the code expects."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    yield Finding(ok=True, says=_("The database answers."))
    unapplied = find_unapplied_migrations()
    yield Finding(
        ok=not unapplied,
        says=_("The database has all migrations."),
        remedy=_("Run manage.py migrate; missing: %(names)s") % {"names": ", ".join(unapplied)},
    )


def diagnose_mail(now: datetime) -> Iterator[Finding]:
    """Whether mails would be sent, from the settings alone, and whether any was given up."""
    backend = settings.EMAIL_BACKEND.split(".")[-2]
    yield Finding(
        ok=settings.DEMO or backend not in BACKENDS_THAT_SEND_NOTHING,
        says=_("Mails are sent (%(backend)s).") % {"backend": backend},
        remedy=_("Set INDGANG_EMAIL_URL, such as smtp+tls://user:password@mail.example.dk:587."),
    )
    yield Finding(
        ok=settings.DEMO or "@localhost" not in settings.DEFAULT_FROM_EMAIL,
        says=_("Mails have a sender that can be answered."),
        remedy=_("Set INDGANG_EMAIL_FROM, such as Indgang <indgang@example.dk>."),
    )
    failed = OutboxMail.objects.filter(failed_at__gt=now - RECENTLY).exclude(failure="no_address")
    yield Finding(
        ok=not failed.exists(),
        says=_("No mail was given up in the last seven days."),
        remedy=_("Mend the mail server, then run manage.py dead_jobs --retry-all."),
    )


def diagnose_background(now: datetime) -> Iterator[Finding]:
    """Whether worker and scheduler are at work and nothing was given up."""
    for name, says, remedy in (
        (SCHEDULER, _("The scheduler is at work."), _("Start manage.py run_schedules.")),
        (
            WORKER,
            _("The worker is at work."),
            _("Start manage.py db_worker; without the scheduler it has nothing to do."),
        ),
    ):
        yield Finding(ok=not is_late(find_age(name, now=now)), says=says, remedy=remedy)
    dead = Job.objects.filter(state=JobState.DEAD, finished_at__gt=now - RECENTLY)
    by_task = dead.values_list("task").annotate(number=Count("pk")).order_by("task")
    yield Finding(
        ok=not by_task,
        says=_("No job was given up in the last seven days."),
        remedy=_("See manage.py dead_jobs: %(names)s")
        % {"names": ", ".join(f"{name} × {number}" for name, number in by_task)},
    )


def register_diagnoses() -> None:
    """Registers the checks above; called when the app is ready."""
    register_check("settings", diagnose_settings)
    register_check("database", diagnose_database)
    register_check("mail", diagnose_mail)
    register_check("background", diagnose_background)
