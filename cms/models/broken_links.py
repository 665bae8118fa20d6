"""Links that do not work, as they were found last night."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.models.base import BasePage

LONGEST_TEXT = 200


class Brokenness(models.TextChoices):
    """What is wrong with a link.

    What belongs to others is gone in the same words whether it is hidden or was never there.
    """

    GONE = "gone", _("Does not work, or not for everybody")
    NARROW = "narrow", _("Not everybody who sees the page may see where it leads")


class BrokenLink(models.Model):
    """A link on a published page that leads its readers, or some of them, to nothing."""

    wagtail_reference_index_ignore = True

    page = models.ForeignKey(BasePage, on_delete=models.CASCADE, related_name="+")
    # The words that are linked; empty where a block chooses a page and says nothing itself.
    text = models.CharField(max_length=LONGEST_TEXT, blank=True)
    reason = models.CharField(max_length=6, choices=Brokenness.choices)

    def __str__(self) -> str:
        return f"{self.reason} on page {self.page_id}"
