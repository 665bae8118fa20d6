"""Who answers for a page, until when somebody is to look at it again, and what became of that."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.models.base import BasePage


class PageReview(models.Model):
    """A page's life beside its text: a row of its own, which reading a page never asks for.

    `review_by` is empty for news and events, which end by themselves; `archived_at` says that
    the page's time is over and it is shown to nobody.
    """

    # Not something that a page is used by, in the editor's lists of uses.
    wagtail_reference_index_ignore = True

    page = models.OneToOneField(BasePage, on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Page owner"),
    )
    review_by = models.DateField(_("Review by"), null=True, blank=True, db_index=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # Each is written once for a review day, and emptied with the next.
    reminded_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    archived_at = models.DateTimeField(null=True, db_index=True)

    def __str__(self) -> str:
        return f"page {self.page_id}, by {self.review_by}"
