"""Service messages: of an institution, a municipality, or of all."""

from django.conf import settings
from django.db import models

LONGEST = 300


class ServiceMessage(models.Model):
    """Words on top of every page from one moment until another.

    With an institution they are for those who belong to it, with a municipality alone for those
    of the municipality, and with neither for everybody, signed in or not.
    """

    municipality = models.ForeignKey(
        "people.Municipality", on_delete=models.CASCADE, null=True, related_name="+"
    )
    institution = models.ForeignKey(
        "people.Institution", on_delete=models.CASCADE, null=True, related_name="+"
    )
    text = models.CharField(max_length=LONGEST)
    english = models.CharField(max_length=LONGEST, blank=True)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(begins_at__lt=models.F("ends_at")),
                name="service_messages_moments",
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"
