"""Published pages as entries of the index."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from itertools import chain

from django.utils import timezone

from cms.models import BasePage, DailyNotePage, EventPage, NewsPage
from cms.queries import list_paths_to
from core.index_sources.entries import Opening, ScopedEntry
from indgang_sdk.levels import Level
from indgang_sdk.search import EntryKind

# Where a page has no other moment.
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_STREAMS = ("body", "questions")
_PICTURES = frozenset({"image", "gallery"})
_HEADING = "heading"
# A home leads on to the pages that answer, and a note tells of a day that has passed.
BOOST_OF_HOME, BOOST_OF_NOTE = 0.85, 0.7


def list_page_ids() -> Iterable[int]:
    """The ids of all published pages that somebody sees."""
    return BasePage.objects.filter(live=True, scope__isnull=False).values_list("pk", flat=True)


def read_page_entries(page_ids: Iterable[int]) -> Iterator[ScopedEntry]:
    """The entries of those of the pages that are published and that somebody sees."""
    found = BasePage.objects.filter(pk__in=list(page_ids), live=True, scope__isnull=False)
    pages = list(found.specific())
    units = find_units(pages)
    return (_make_entry(page, unit=units[page.pk]) for page in pages)


def may_be_found(page: BasePage) -> bool:
    """Whether a page is published and somebody sees it, as the queries here ask for."""
    return page.live and page.scope_id is not None


def open_page(page: BasePage) -> Opening:
    """Who sees a published page, from when and until when."""
    return Opening(scope=page.scope_id, begins_at=page.go_live_at, ends_at=page.expire_at)


def find_units(pages: Iterable[BasePage]) -> dict[int, str]:
    """The unit, as in keys, of the nearest home that each page lies in, or is, in one query."""
    above = {page.pk: list_paths_to(page.path) for page in pages}
    homes = BasePage.objects.filter(path__in={path for paths in above.values() for path in paths})
    unit_of = dict(homes.exclude(home_unit="").values_list("path", "home_unit"))
    return {
        pk: next((unit_of[path] for path in reversed(paths) if path in unit_of), "")
        for pk, paths in above.items()
    }


def make_entry(page: BasePage) -> ScopedEntry:
    """The entry of a published page that somebody sees, of its own type."""
    return _make_entry(page, unit=find_units([page])[page.pk])


def _make_entry(page: BasePage, *, unit: str) -> ScopedEntry:
    return ScopedEntry(
        key=f"page:{page.pk}",
        kind=_find_kind(page),
        title=page.title,
        url=page.get_url(),
        openings=(open_page(page),),
        dated_at=_find_moment(page),
        headings=_read_headings(page),
        text=_read_text(page),
        unit=unit,
        boost=_find_boost(page),
        municipality_id=page.municipality_id,
        institution_id=page.institution_id,
    )


def _find_boost(page: BasePage) -> float:
    if page.home_unit:
        return BOOST_OF_HOME
    return BOOST_OF_NOTE if isinstance(page, DailyNotePage) else 1.0


def _find_kind(page: BasePage) -> EntryKind:
    if isinstance(page, NewsPage):
        return EntryKind.NEWS
    return EntryKind.EVENT if isinstance(page, EventPage) else EntryKind.PAGE


def _find_moment(page: BasePage) -> datetime:
    if isinstance(page, EventPage):
        return timezone.make_aware(datetime.combine(page.starts_on, page.starts_at or time.min))
    return page.last_published_at or LONG_AGO


def _read_headings(page: BasePage) -> str:
    """The headings on the page, a line each; none where the text is not found either."""
    if page.effective_level > Level.ONE_FACTOR:
        return ""
    blocks = [block for name in _STREAMS for block in getattr(page, name, None) or ()]
    return "\n".join(block.value["text"] for block in blocks if block.block_type == _HEADING)


def _read_text(page: BasePage) -> str:
    """The words that everybody sees on the page; what its lists name is found by itself.

    Of a page that asks for more than one factor only the title is found.
    """
    if page.effective_level > Level.ONE_FACTOR:
        return ""
    location = page.location if isinstance(page, EventPage) else ""
    streams = [getattr(page, name, None) or () for name in _STREAMS]
    # Pictures are trimmed by the permission of those in them, so what describes them is no word of
    # the page's.
    left_out = {*_PICTURES, _HEADING}
    blocks = [block for stream in streams for block in stream if block.block_type not in left_out]
    words = [block.block.get_searchable_content(block.value) for block in blocks]
    parts = [page.summary, location, *chain.from_iterable(words)]
    return "\n".join(part.strip() for part in parts if part and part.strip())
