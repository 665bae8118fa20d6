"""How news and places stand in lists, as plain values for templates."""

from typing import Any

from django.urls import reverse

from cms.children import name_child_values
from cms.rows import MenuRow, NewsRow
from cms.shell import Surroundings
from core.access.viewer import Viewer

CARD_PICTURE = "fill-640x320"

Context = dict[str, Any]


def make_card(news: NewsRow, viewer: Viewer, *, with_municipality: bool) -> Context:
    """A piece of news as a card in a list."""
    return {
        "title": news.title,
        "url": news.url,
        "place": news.institution_name,
        "municipality": news.municipality_name if with_municipality else "",
        "published": news.published_at,
        "summary": news.summary,
        "image_url": _address_picture(news.picture_id),
        "audience_words": "",
        "children": name_child_values(news.for_children),
        "important": bool(news.important_until and news.important_until >= viewer.today),
    }


def _address_picture(image_id: int | None) -> str:
    return reverse("serve_image", args=[image_id, CARD_PICTURE]) if image_id else ""


def link_rows(rows: Any) -> list[Context]:
    return [link_row(row) for row in rows]


def link_homes(rows: list[MenuRow], around: Surroundings) -> list[Context]:
    """Links to places; a class says of which school it is where the viewer has more than one."""
    return [link_row(row) | {"whose": around.name_whose(row)} for row in rows]


def link_row(row: MenuRow) -> Context:
    return {"title": row.title, "url": row.url, "summary": row.summary, "kind": row.kind}
