"""What leads from a page to others: pages that belong with it, and its keywords."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import PageChooserBlock, StreamBlock
from wagtail.fields import StreamField

from cms.blocks.deferring import OneAtATime
from cms.keywords.words import LONGEST, check_words
from cms.models.base import BasePage

MOST_RELATED = 8


class RelatedBlock(OneAtATime, StreamBlock):
    """The pages that stand below a text, in the order in which they are shown."""

    page = PageChooserBlock(label=_("Page"))

    class Meta:
        max_num = MOST_RELATED


class Connected(BasePage):
    """A page with related pages and keywords."""

    related = StreamField(RelatedBlock(), blank=True, verbose_name=_("See also"))
    keywords = models.CharField(
        _("Keywords"),
        max_length=400,
        blank=True,
        validators=[check_words],
        help_text=_("Words with commas between, such as: trip, clothes"),
    )

    connection_panels = [
        MultiFieldPanel(
            [FieldPanel("related"), FieldPanel("keywords")], heading=_("See also and keywords")
        )
    ]

    class Meta:
        abstract = True


class PageKeyword(models.Model):
    """A keyword of a published page, by which the pages with the same word are found."""

    page = models.ForeignKey("cms.BasePage", on_delete=models.CASCADE, related_name="keyword_rows")
    slug = models.CharField(max_length=80)
    word = models.CharField(max_length=LONGEST)

    class Meta:
        indexes = [models.Index(fields=["slug", "page"], name="cms_pagekeyword_slug")]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.word}"
