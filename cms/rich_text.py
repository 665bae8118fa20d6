"""Links in texts: by the page's lasting address, which tells nothing of a page one may not see."""

from typing import Any

from django.urls import reverse
from django.utils.html import escape
from wagtail import hooks
from wagtail.rich_text import LinkHandler
from wagtail.rich_text.feature_registry import FeatureRegistry

from cms.models import BasePage


class PageLinkHandler(LinkHandler):
    """Makes `<a linktype="page" id="7">` a link to `/side/7/`, whatever the page is called.

    The page's own address holds its title and that of its parents; and it changes when the page
    moves, while stored texts do not.
    """

    identifier = "page"

    @staticmethod
    def get_model() -> type[BasePage]:
        return BasePage

    @classmethod
    def extract_references(cls, attrs: dict[str, Any]) -> Any:
        yield cls.get_model(), attrs["id"], "", ""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        return [_make_link(attrs.get("id")) for attrs in attrs_list]


def _make_link(page_id: Any) -> str:
    try:
        return f'<a href="{escape(reverse("page", args=[int(page_id)]))}">'
    except (TypeError, ValueError):
        return "<a>"


@hooks.register("register_rich_text_features", order=100)
def register_page_links(features: FeatureRegistry) -> None:
    """Puts our handler in the place of Wagtail's."""
    features.register_link_type(PageLinkHandler)
