"""The audiences that editors chose before, so that they need not be ticked together again."""

from django.conf import settings
from django.db import models


class RecentAudience(models.Model):
    """How often, and when last, an editor chose an audience for an institution's pages."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    institution = models.ForeignKey(
        "people.Institution", on_delete=models.CASCADE, related_name="+"
    )
    audience = models.JSONField()
    digest = models.CharField(max_length=32, editable=False)
    used_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "institution", "digest"], name="cms_recent_audience_once"
            ),
        ]
        indexes = [models.Index(fields=["institution", "used_at"], name="cms_recent_audience_used")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.institution_id}: {self.times}"
