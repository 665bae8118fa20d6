"""What editors write: pages, news and document libraries."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField

from cms.blocks import BodyBlock
from cms.confirmation.forms import NewsPageForm
from cms.lifecycle.editor_form import ReviewedPageForm, review_panel
from cms.models.base import BasePage
from cms.models.confirmation import ConfirmationMode
from cms.models.connections import Connected

SUMMARY_HELP = _("One or two sentences. They stand below the title in lists and on the front page.")
IMPORTANT_HELP = _(
    "Through this day the news stands first, under Important right now. "
    "Leave it empty for ordinary news."
)
PLACES = ["cms.MunicipalityHome", "cms.InstitutionHome", "cms.GroupHome"]


class ContentPage(Connected):
    """A page of text that may have pages below."""

    owns_scope = True

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("Text"))

    base_form_class = ReviewedPageForm
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary", help_text=SUMMARY_HELP),
        FieldPanel("body"),
        review_panel,
        *Connected.connection_panels,
        *BasePage.audience_panels,
    ]
    parent_page_types = [*PLACES, "cms.ContentPage"]
    subpage_types = ["cms.ContentPage", "cms.LibraryPage", "cms.FormPage"]
    template = "themes/page.html"

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")


class NewsPage(Connected):
    """A piece of news, with the days on which it is important."""

    important_until = models.DateField(_("Important until"), null=True, blank=True)
    asked = models.CharField(
        _("Who is to confirm having read it?"),
        max_length=14,
        choices=ConfirmationMode.choices,
        blank=True,
    )
    confirm_by = models.DateField(
        _("Confirm by"),
        null=True,
        blank=True,
        help_text=_("Those who are missing are reminded once, three days before."),
    )
    is_major_change = models.BooleanField(
        _("Major change: ask everybody to confirm again"),
        default=False,
        help_text=_("Without it the change is a minor one, and confirmations stay as they are."),
    )
    # The first picture of the published text, for cards in lists.
    picture = models.ForeignKey(
        "cms.InstitutionImage",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("Picture"),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("Text"))

    base_form_class = NewsPageForm
    audience_missing_message = _("Choose who can see the news before you publish it.")
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary", help_text=SUMMARY_HELP),
        FieldPanel("body"),
        FieldPanel("important_until", help_text=IMPORTANT_HELP),
        MultiFieldPanel(
            [FieldPanel("asked"), FieldPanel("confirm_by"), FieldPanel("is_major_change")],
            heading=_("Ask for confirmation"),
        ),
        *Connected.connection_panels,
        *BasePage.audience_panels,
    ]
    parent_page_types = PLACES
    subpage_types: list[str] = []
    template = "themes/news.html"
    exclude_fields_in_copy = [*BasePage.exclude_fields_in_copy, "picture"]

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")

    def save(self, clean: bool = True, **kwargs: Any) -> None:  # type: ignore[override]
        """Saves the news, and which picture its card has."""
        if kwargs.get("update_fields") is None:
            self.picture = find_first_picture(self.body)
        super().save(clean=clean, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> "NewsPage":
        page: NewsPage = super().with_content_json(content)
        page.picture_id = self.picture_id
        return page


def find_first_picture(body: StreamValue) -> Any:
    """The image of a text's first picture, or None."""
    found = (block.value for block in body if block.block_type == "image")
    return next((image for image in found if image is not None), None)


class LibraryPage(BasePage):
    """A folder of documents; its files are seen by those who see the folder."""

    owns_scope = True

    base_form_class = ReviewedPageForm
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        review_panel,
        *BasePage.audience_panels,
    ]
    parent_page_types = [*PLACES, "cms.ContentPage", "cms.LibraryPage"]
    subpage_types = ["cms.LibraryPage"]
    template = "themes/library.html"

    class Meta:
        verbose_name = _("document folder")
        verbose_name_plural = _("document folders")
