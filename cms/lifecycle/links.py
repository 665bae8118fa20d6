"""The links of a page: in its texts, and those that its blocks choose."""

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve

from cms.bodies import has_body
from cms.models import BasePage
from cms.rows import PORTAL_PATH
from core.numbers import read_id

# The addresses that lead to a page or a document by its number, and the name of the number.
BY_NUMBER = {
    "page": ("page", "page_id"),
    "document": ("document", "document_id"),
    "wagtaildocs_serve": ("document", "document_id"),
}


@dataclass(frozen=True, kw_only=True)
class Link:
    """Where a link leads within the portal: a page or document by number, or a page by its path.

    With neither it leads to an address that nothing has.
    """

    text: str = ""
    page_id: int | None = None
    document_id: int | None = None
    url_path: str = ""


def list_links(page: BasePage) -> list[Link]:
    """The links within the portal of a page, those to other hosts left out."""
    if not has_body(type(page)):
        return []
    found = list(_read_value(page.body.raw_data))  # type: ignore[attr-defined]
    linked = {link.page_id for link in found}
    chosen = _list_chosen(page) - linked - {page.pk}
    return [*found, *(Link(page_id=pk) for pk in sorted(chosen))]


def _read_value(value: Any) -> Iterator[Link]:
    """The links in whatever a block stores: texts at any depth."""
    if isinstance(value, str):
        if "<a" in value:
            yield from _read_html(value)
    elif hasattr(value, "items"):
        for part in value.values():
            yield from _read_value(part)
    elif hasattr(value, "__iter__"):
        for part in value:
            yield from _read_value(part)


def _read_html(html: str) -> list[Link]:
    reader = _LinkReader()
    reader.feed(html)
    reader.close()
    return [link for attrs, text in reader.found if (link := _make_link(attrs, text))]


class _LinkReader(HTMLParser):
    """Gathers the links of a text as it is stored, with their words."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[dict[str, str], str]] = []
        self._open: dict[str, str] | None = None
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._open, self._words = {name: value or "" for name, value in attrs}, []

    def handle_data(self, data: str) -> None:
        self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._open is not None:
            self.found.append((self._open, " ".join("".join(self._words).split())))
            self._open = None


def _make_link(attrs: dict[str, str], text: str) -> Link | None:
    """A stored link; None for one that leads out of the portal, or within the page."""
    pk = read_id(attrs.get("id", "")) or 0
    if attrs.get("linktype") == "page":
        return Link(text=text, page_id=pk)
    if attrs.get("linktype") == "document":
        return Link(text=text, document_id=pk)
    return _read_address(attrs.get("href", ""), text)


def _read_address(address: str, text: str) -> Link | None:
    try:
        parts = urlsplit(address.removeprefix(settings.WAGTAILADMIN_BASE_URL))
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path.startswith("/"):
        return None
    try:
        match = resolve(f"{parts.path.rstrip('/')}/" if "." not in parts.path else parts.path)
    except Resolver404:
        return Link(text=text)
    name = match.view_name
    if name == "show_page":
        return Link(text=text, url_path=f"{PORTAL_PATH}/{match.kwargs['address']}")
    if name not in BY_NUMBER:
        return None
    kind, argument = BY_NUMBER[name]
    number = match.kwargs[argument]
    return Link(text=text, **{f"{kind}_id": number})


def _list_chosen(page: BasePage) -> set[int]:
    """The ids of pages that blocks choose, and that are there."""
    references = page._meta.get_field("body").extract_references(page.body)  # type: ignore[attr-defined, union-attr]
    return {int(pk) for model, pk, *_path in references if issubclass(model, BasePage)}
