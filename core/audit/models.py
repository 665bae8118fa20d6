"""The log of who opened, exported, searched or changed what about whom, and why."""

from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _


class Action(models.TextChoices):
    SIGN_IN = "sign_in", _("Signed in")
    SIGN_IN_REFUSED = "sign_in_refused", _("Sign-in refused")
    SIGN_OUT = "sign_out", _("Signed out")
    STEP_UP = "step_up", _("Proved again who it is")
    OPEN = "open", _("Opened")
    EXPORT = "export", _("Exported")
    SEARCH = "search", _("Searched")
    CHANGE = "change", _("Changed")
    READ_LOG = "read_log", _("Read the log")


class AppendOnly(TypeError):
    """Somebody tried to change or delete an entry of the log."""


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries can be added and read."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly("entries of the log are never changed")

    def delete(self) -> NoReturn:
        raise AppendOnly("entries of the log are never deleted")


class Entry(models.Model):
    """One line of the log; the database refuses to change or delete it.

    `actor` and `subject` are ids, not foreign keys, so that an entry outlives the people in it.
    `object_type` and `object_id` name what was looked at; titles and names are never stored.
    """

    at = models.DateTimeField(db_index=True)
    actor_id = models.BigIntegerField(null=True)
    action = models.CharField(max_length=16, choices=Action.choices)
    subject_id = models.BigIntegerField(null=True)
    object_type = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=40, blank=True)
    municipality_code = models.CharField(max_length=3, blank=True)
    institution_key = models.CharField(max_length=6, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject_id", "at"], name="audit_subject_at"),
            models.Index(fields=["object_type", "object_id", "at"], name="audit_object_at"),
        ]

    def __str__(self) -> str:
        return f"{self.action} at {self.at:%Y-%m-%d %H:%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("entries of the log are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("entries of the log are never deleted")
