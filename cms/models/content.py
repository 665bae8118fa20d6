"""What editors write: pages, news and document libraries."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from cms.audience.forms import AudiencePageForm
from cms.blocks import BodyBlock
from cms.models.base import BasePage

SUMMARY_HELP = _("One or two sentences. They stand below the title in lists and on the front page.")
IMPORTANT_HELP = _(
    "Through this day the news stands first, under Important right now. "
    "Leave it empty for ordinary news."
)
PLACES = ["cms.MunicipalityHome", "cms.InstitutionHome", "cms.GroupHome"]


class ContentPage(BasePage):
    """A page of text that may have pages below."""

    owns_scope = True

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("Text"))

    base_form_class = AudiencePageForm
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary", help_text=SUMMARY_HELP),
        FieldPanel("body"),
        *BasePage.audience_panels,
    ]
    parent_page_types = [*PLACES, "cms.ContentPage"]
    subpage_types = ["cms.ContentPage", "cms.LibraryPage", "cms.FormPage"]
    template = "themes/page.html"

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")


class NewsPage(BasePage):
    """A piece of news, with the days on which it is important."""

    important_until = models.DateField(_("Important until"), null=True, blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("Text"))

    base_form_class = AudiencePageForm
    audience_missing_message = _("Choose who can see the news before you publish it.")
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary", help_text=SUMMARY_HELP),
        FieldPanel("body"),
        FieldPanel("important_until", help_text=IMPORTANT_HELP),
        *BasePage.audience_panels,
    ]
    parent_page_types = PLACES
    subpage_types: list[str] = []
    template = "themes/news.html"

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")


class LibraryPage(BasePage):
    """A folder of documents; its files are seen by those who see the folder."""

    owns_scope = True

    base_form_class = AudiencePageForm
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        *BasePage.audience_panels,
    ]
    parent_page_types = [*PLACES, "cms.ContentPage", "cms.LibraryPage"]
    subpage_types = ["cms.LibraryPage"]
    template = "themes/library.html"

    class Meta:
        verbose_name = _("document folder")
        verbose_name_plural = _("document folders")
