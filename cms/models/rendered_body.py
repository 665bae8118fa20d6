"""The text of a published page as it is stored to be shown, once for each language."""

from django.db import models

from cms.models.base import BasePage


class RenderedBody(models.Model):
    """A page's segments in one language, of one version of the templates and of the page.

    A row whose revision or version is not that of today is never shown: the page is rendered
    anew, and the row replaced.
    """

    page = models.ForeignKey(BasePage, on_delete=models.CASCADE, related_name="rendered_bodies")
    language = models.CharField(max_length=2)
    template_version = models.PositiveIntegerField()
    # Zero for a page that has never been published through a revision.
    revision_id = models.BigIntegerField(default=0)
    segments = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["page", "language"], name="cms_rendered_body_once_a_language"
            ),
        ]

    def __str__(self) -> str:
        return f"text of {self.page_id} in {self.language}"
