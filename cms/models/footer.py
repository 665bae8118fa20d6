"""The pages that the law asks every municipality to have at the foot of each page."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.models.content import ContentPage


class FooterPages(models.Model):
    """A municipality's accessibility statement, and its pages on privacy and cookies."""

    municipality = models.OneToOneField(
        "people.Municipality", on_delete=models.CASCADE, related_name="footer_pages"
    )
    accessibility = models.ForeignKey(
        ContentPage,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("Accessibility statement"),
    )
    privacy = models.ForeignKey(
        ContentPage, on_delete=models.PROTECT, related_name="+", verbose_name=_("Privacy")
    )
    cookies = models.ForeignKey(
        ContentPage, on_delete=models.PROTECT, related_name="+", verbose_name=_("Cookies")
    )

    def __str__(self) -> str:
        return f"footer of {self.municipality}"
