"""Storing the text of published pages as segments, and reading it in one language."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import get_language, override

from cms.blocks.holes import Hole
from cms.blocks.rendering import (
    TEMPLATE_VERSION,
    Segment,
    dump_segments,
    load_segments,
    make_segments,
)
from cms.keywords.words import describe_words
from cms.models import BasePage, RenderedBody

RELATED, KEYWORDS = "related", "keywords"
STORED = ["template_version", "revision_id", "segments"]
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def write_bodies(page: BasePage) -> None:
    """Stores the text of a page that has just been saved, in every language, or forgets it."""
    if not page.live or not has_body(type(page)):
        RenderedBody.objects.filter(page_id=page.pk).delete()
        return
    store_bodies(make_body(page, language) for language in LANGUAGES)


def make_body(page: BasePage, language: str) -> RenderedBody:
    """The row of a page's text in a language, not stored yet."""
    with override(language):
        segments = make_page_segments(page)
    return RenderedBody(
        page_id=page.pk,
        language=language,
        template_version=TEMPLATE_VERSION,
        revision_id=page.live_revision_id or 0,
        segments=dump_segments(segments),
    )


def make_page_segments(page: BasePage) -> list[Segment]:
    """A page's text, and behind it the holes for what leads on from it."""
    segments = make_segments(page.body) if has_body(type(page)) else []  # type: ignore[attr-defined]
    related = [block.value.pk for block in getattr(page, "related", ()) if block.value]
    if related:
        segments.append(Hole(block_id=RELATED, kind=RELATED, parameters={"pages": related}))
    words = describe_words(getattr(page, "keywords", ""))
    if words:
        segments.append(Hole(block_id=KEYWORDS, kind=KEYWORDS, parameters={"words": words}))
    return segments


def store_bodies(bodies: Iterable[RenderedBody]) -> None:
    """Stores texts in the place of those of the same pages and languages, in one statement."""
    RenderedBody.objects.bulk_create(
        bodies, update_conflicts=True, unique_fields=["page", "language"], update_fields=STORED
    )


def read_body(stored: str | None, *, model: type[BasePage], page_id: int) -> list[Segment]:
    """The segments of a published page, in the language that is active.

    `stored` is what the page's query found; where that is nothing, because a template has
    changed since, the page is rendered now and stored for the next reader.
    """
    if stored is not None:
        return load_segments(stored)
    if not has_body(model):
        return []
    body = make_body(model.objects.get(pk=page_id), read_language())
    store_bodies([body])
    return load_segments(body.segments)


def read_language() -> str:
    """The one of the portal's languages that is active."""
    language = (get_language() or LANGUAGES[0])[:2]
    return language if language in LANGUAGES else LANGUAGES[0]


def has_body(model: type[BasePage]) -> bool:
    """Whether pages of a type have a text made of blocks."""
    return hasattr(model, "body")
