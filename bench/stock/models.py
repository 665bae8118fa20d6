"""The page types of the stock site."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.blocks import CharBlock, RichTextBlock, StreamBlock
from wagtail.fields import StreamField
from wagtail.models import Page

NEWS_ON_HOME = 12


class BodyBlock(StreamBlock):
    """Headings and rich text."""

    heading = CharBlock(template="stock/heading.html")
    text = RichTextBlock(template="stock/text.html")


class TextPage(Page):
    """What the page types share: the way to a page and the places of the menu."""

    summary = models.CharField(max_length=300, blank=True)
    body = StreamField(BodyBlock(), blank=True)

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {
            "menu": Page.objects.live().in_menu(),
            "breadcrumbs": self.get_ancestors(inclusive=True).filter(depth__gt=2),
        }


class HomePage(TextPage):
    """The page at the root of the site, with the newest news."""

    template = "stock/home_page.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        most = int(request.GET.get("news", NEWS_ON_HOME))
        news = list(NewsPage.objects.live().order_by("-first_published_at", "-pk")[:most])
        # One query for the places of all news, where a careless template asks for each.
        paths = {item.path[: -item.steplen] for item in news}
        places = dict(Page.objects.filter(path__in=paths).values_list("path", "title"))
        for item in news:
            item.place = places[item.path[: -item.steplen]]
        return super().get_context(request, *args, **kwargs) | {"news": news}


class PlacePage(TextPage):
    """The page of a municipality, a school or a class, shown in the menu."""

    template = "stock/article_page.html"


class ArticlePage(TextPage):
    """A page of text."""

    template = "stock/article_page.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {
            "below": ArticlePage.objects.child_of(self).live()
        }


class NewsPage(TextPage):
    """A piece of news."""

    template = "stock/article_page.html"
