"""Published shortcuts as rows, so that one query finds those of all places of a person."""

from django.db import models


class Shortcut(models.Model):
    """A shortcut of a place for one kind of people there: whoever holds the key.

    Without a key it is for everybody who belongs to the place.
    """

    page = models.ForeignKey("cms.BasePage", on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=60)
    # One of them: a page, whose readers alone get it, or an address elsewhere.
    target = models.ForeignKey(
        "cms.BasePage", on_delete=models.CASCADE, null=True, related_name="+"
    )
    address = models.CharField(max_length=500, blank=True)
    icon = models.CharField(max_length=20, blank=True)
    key = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [models.Index(fields=["page", "position"], name="cms_shortcut_page")]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.title}"
