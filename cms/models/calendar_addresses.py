"""The secret addresses at which a person's own calendar program reads the portal's calendar."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class CalendarAddress(models.Model):
    """One address of one person, for all that the person sees or for what a child brings.

    The secret itself is known to nobody but the person: a digest finds it again.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_addresses"
    )
    child = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(child__isnull=True, revoked_at__isnull=True),
                name="cms_calendar_address_of_all_once",
            ),
            models.UniqueConstraint(
                fields=["person", "child"],
                condition=Q(child__isnull=False, revoked_at__isnull=True),
                name="cms_calendar_address_of_child_once",
            ),
        ]

    def __str__(self) -> str:
        return f"calendar of {self.person_id}"
