"""Jobs and their attempts, schedules, heartbeats, and the mails that wait to be sent."""

import uuid

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

check_municipality_code = RegexValidator(r"^\d{3}\Z", _("A municipality code has three digits."))


class Schedule(models.Model):
    """Work that comes again: its name in the code, for whom, how often, and when next."""

    name = models.CharField(max_length=60)
    # Null is the whole installation.
    municipality_code = models.CharField(  # noqa: DJ001 - null is not a municipality
        max_length=3, null=True, blank=True, validators=[check_municipality_code]
    )
    every_seconds = models.PositiveIntegerField()
    next_run_at = models.DateTimeField(db_index=True)
    last_run_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name", "municipality_code"], name="tasks_schedule_once"
            ),
            # SQLite thinks that no null equals another.
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(municipality_code__isnull=True),
                name="tasks_schedule_everywhere_once",
            ),
            models.CheckConstraint(condition=Q(every_seconds__gt=0), name="tasks_schedule_every"),
        ]

    def __str__(self) -> str:
        return f"{self.name} every {self.every_seconds} s"


class JobState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    DEAD = "dead", _("Given up")


class Job(models.Model):
    """One piece of work after the request, with its attempts.

    It is for one municipality or, said explicitly, for the whole installation. `attempts` is the
    fence: who was overtaken by a later attempt can no longer finish the job.
    """

    task = models.CharField(max_length=120)
    arguments = models.JSONField(default=dict)
    municipality_code = models.CharField(max_length=3, blank=True)
    installation_wide = models.BooleanField(default=False)
    schedule = models.ForeignKey(
        Schedule, on_delete=models.SET_NULL, null=True, blank=True, related_name="jobs"
    )
    state = models.CharField(max_length=7, choices=JobState.choices, default=JobState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    run_after = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    # The kind of the error and where it arose; its text may hold personal data and is not kept.
    last_error = models.CharField(max_length=200, blank=True)
    # The row of the task queue that is to run the job next.
    ticket = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(municipality_code="") ^ Q(installation_wide=False),
                name="tasks_job_for_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["state", "run_after"],
                condition=Q(state__in=["waiting", "running"]),
                name="tasks_job_open",
            ),
            models.Index(fields=["state", "finished_at"], name="tasks_job_finished"),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.pk}: {self.state}"


class TaskOwner(models.Model):
    """For which municipality, or for all, a row of the queue is that is not the ticket of a job.

    Those are the tasks of Wagtail and other libraries, whose own rows do not say it.
    """

    result = models.OneToOneField(
        "django_tasks_database.DBTaskResult",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="owner",
    )
    municipality_code = models.CharField(max_length=3, blank=True)
    installation_wide = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(municipality_code="") ^ Q(installation_wide=False),
                name="tasks_owner_is_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.result_id} of {self.municipality_code or 'all'}"


class Heartbeat(models.Model):
    """When a process that works in the background was last seen at work."""

    name = models.CharField(max_length=20, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.at:%Y-%m-%d %H:%M:%S}"


class OutboxMail(models.Model):
    """A mail that has been promised: one to each recipient for each occasion.

    It goes to a person's address as it is when the mail is sent; a bare address is for those who
    are no person here. Subject and body say that there is something to read, not what it says.
    """

    municipality_code = models.CharField(max_length=3, validators=[check_municipality_code])
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="outbox_mails",
    )
    address = models.EmailField(blank=True)
    occasion = models.CharField(max_length=100)
    subject = models.CharField(max_length=150)
    body = models.TextField()
    message_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=100, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # Attempts that began to send and never came back: the mail may have gone.
    unresolved = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "occasion"],
                condition=Q(person__isnull=False),
                name="tasks_mail_once",
            ),
            models.UniqueConstraint(
                fields=["address", "occasion"],
                condition=~Q(address=""),
                name="tasks_mail_to_address_once",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True) ^ Q(address=""), name="tasks_mail_to_one"
            ),
        ]

    def __str__(self) -> str:
        return f"mail {self.pk}"
