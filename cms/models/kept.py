"""That a page is kept for the record, so that nothing of it is erased."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_REASON = 200


class KeptPage(models.Model):
    """A mark on a page: it, its versions, its files and its confirmations stay.

    With `answers` the answers to a form stay too, beyond the day that stands at the form.
    """

    page = models.OneToOneField("cms.BasePage", on_delete=models.PROTECT, related_name="kept")
    answers = models.BooleanField(_("Keep the answers to the form too"), default=False)
    reason = models.CharField(_("Why is it kept?"), max_length=LONGEST_REASON)
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"page {self.page_id} is kept"
