"""Where pages stood before they were moved or renamed."""

from django.db import models

from cms.models.base import BasePage


class OldAddress(models.Model):
    """An address that a page had; those of the pages below it begin with it and have no row."""

    wagtail_reference_index_ignore = True

    url_path = models.TextField(unique=True)
    page = models.ForeignKey(BasePage, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.url_path} of page {self.page_id}"
