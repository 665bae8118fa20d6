"""A number per institution that rises whenever what its people see may have changed."""

from collections.abc import Iterable

from django.db import models


class ContentCounter(models.Model):
    """How often an institution's pages, menu or people have changed."""

    institution = models.OneToOneField(
        "people.Institution", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    unit = models.CharField(max_length=6, unique=True)
    changes = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.unit}: {self.changes}"


def bump_counters(institution_ids: Iterable[int | None]) -> None:
    """Raises the counters of institutions, so that pages kept by browsers are asked for anew."""
    wanted = {pk for pk in institution_ids if pk is not None}
    if wanted:
        ContentCounter.objects.filter(institution_id__in=wanted).update(
            changes=models.F("changes") + 1
        )
