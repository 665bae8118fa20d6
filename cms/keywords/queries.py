"""Which pages with a keyword a viewer sees."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F

from cms.models import BasePage
from cms.queries import named_to, summary_for
from cms.rows import address_of
from core.access.viewer import Viewer

MOST = 200


@dataclass(frozen=True, kw_only=True)
class Found:
    """The pages with a keyword at a place, the newest first, and how the word is written."""

    word: str
    place: str
    pages: list[dict[str, Any]]


def find_by_keyword(viewer: Viewer, *, institution_id: int, slug: str) -> Found | None:
    """What a viewer sees of an institution's pages with a word; None where that is nothing."""
    # By the page's own place, which a page that is moved takes those below it along to.
    tagged = BasePage.objects.filter(institution_id=institution_id, keyword_rows__slug=slug)
    rows = list(
        named_to(viewer, tagged)
        .annotate(word=F("keyword_rows__word"), shown=summary_for(viewer))
        .order_by(F("first_published_at").desc(nulls_last=True), "pk")
        .values_list("title", "url_path", "shown", "word", "institution__name")[:MOST]
    )
    if not rows:
        return None
    return Found(
        word=rows[0][3],
        place=rows[0][4],
        pages=[
            {"title": title, "url": address_of(url_path), "summary": summary}
            for title, url_path, summary, _word, _place in rows
        ],
    )
