"""Links in texts: by lasting addresses, which tell nothing of what one may not see."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.html import escape
from wagtail import hooks
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.rich_text import LinkHandler
from wagtail.rich_text.feature_registry import FeatureRegistry

from cms.models import BasePage
from core.numbers import read_id


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
        return _refer(cls.get_model(), attrs.get("id"))

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        return [_make_link(attrs.get("id")) for attrs in attrs_list]


class FileLinkHandler(DocumentLinkHandler):
    """Makes a link to a document one to `/dokument/<id>/`, which stays when the file changes."""

    @classmethod
    def extract_references(cls, attrs: dict[str, Any]) -> Any:
        return _refer(cls.get_model(), attrs.get("id"))

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        return [_make_link(attrs.get("id"), to="document") for attrs in attrs_list]


def _refer(model: Any, number: Any) -> Iterator[tuple[Any, str, str, str]]:
    """What a link names; one that was pasted without a number names nothing."""
    if _is_number(number):
        yield model, str(number), "", ""


def _make_link(number: Any, *, to: str = "page") -> str:
    if not _is_number(number):
        return "<a>"
    return f'<a href="{escape(reverse(to, args=[int(number)]))}">'


def _is_number(text: Any) -> bool:
    return read_id(str(text)) is not None


@hooks.register("register_rich_text_features", order=100)
def register_lasting_links(features: FeatureRegistry) -> None:
    """Puts our handlers in the place of Wagtail's."""
    features.register_link_type(PageLinkHandler)
    features.register_link_type(FileLinkHandler)
