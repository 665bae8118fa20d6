"""Reading where somebody may write news, and news that the short form can take."""

from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from django.utils import timezone

from cms.editing.queries import media_for, pages_for
from cms.models import (
    BasePage,
    DailyNotePage,
    EventPage,
    GroupHome,
    InstitutionHome,
    InstitutionImage,
    MunicipalityHome,
    NewsPage,
    WeekMenuPage,
)
from cms.queries import bounds_below
from cms.writing.operations import EVENT_FIELDS
from cms.writing.plain_text import make_summary, read_html
from core.numbers import read_id

WRITTEN_HERE = (DailyNotePage, EventPage, NewsPage, WeekMenuPage)
Page = TypeVar("Page", bound=BasePage)
HOMES = (GroupHome, InstitutionHome, MunicipalityHome)


def find_place_to_write(user: Any, page_id: int) -> BasePage | None:
    """The home below which somebody may write news."""
    page = pages_for(user, {"add"}).filter(pk=page_id).first()
    if page is None or not issubclass(page.specific_class, HOMES):
        return None
    place: BasePage = page.specific
    return place if place.permissions_for_user(user).can_add_subpage() else None


def find_own(model: type[Page], user: Any, page_id: int) -> Page | None:
    """A page of a type that somebody may edit."""
    page: Page | None = pages_for(user, {"change"}, model=model).filter(pk=page_id).first()
    return page


def find_own_writing(user: Any, page_id: int) -> BasePage | None:
    """News, an event, a story of the day or a menu that somebody may edit."""
    page = pages_for(user, {"change"}).filter(pk=page_id).first()
    if page is None or not issubclass(page.specific_class, WRITTEN_HERE):
        return None
    written: BasePage = page.specific
    return written


def list_starts(place: BasePage, user: Any) -> set[tuple[str, date, time | None]]:
    """Titles and beginnings of the events right below a place, drafts and taken-down ones too."""
    events = pages_for(user, {"change"}, model=EventPage).filter(
        path__range=bounds_below(place.path), depth=place.depth + 1
    )
    return {
        (title.casefold(), day, clock)
        for title, day, clock in events.values_list("draft_title", "starts_on", "starts_at")
    }


def find_own_image(user: Any, text: str) -> InstitutionImage | None:
    """A picture of somebody's institutions by the number in a form, which anybody may change."""
    number = read_id(text)
    return media_for(user, InstitutionImage).filter(pk=number).first() if number else None


def find_draft(page: BasePage, *, now: datetime) -> Any:
    """The version that a short form goes on with; None where the page is for the editor.

    There it says who has locked it or is to approve it, and which version waits for its moment.
    """
    if page.locked or page.workflow_in_progress or page.approved_schedule:
        return None
    draft = page.get_latest_revision_as_object()
    waits = draft.go_live_at is not None and draft.go_live_at > now
    return None if waits else draft


def read_written(draft: NewsPage) -> dict[str, Any] | None:
    """What the short form shows of a version of news; None where it would lose something.

    What is important, or asks everybody to confirm again, is for the editor too.
    """
    blocks = list(draft.body)
    image = blocks.pop(0).value if blocks and blocks[0].block_type == "image" else None
    text = _read_text(draft, blocks)
    if not text or draft.own_audience is None:
        return None
    if draft.important_until or (draft.asked and draft.is_major_change):
        return None
    until = None
    if draft.expire_at is not None:
        end = timezone.localtime(draft.expire_at)
        if (end.hour, end.minute) != (0, 0):
            return None
        until = (end - timedelta(days=1)).date()
    return {
        "title": draft.title,
        "text": text,
        "image": image,
        "description": getattr(image, "contextual_alt_text", "") or "",
        "decorative": bool(getattr(image, "decorative", False)),
        "audience": " ".join(draft.own_audience),
        "until": until,
    }


def read_written_event(draft: EventPage) -> dict[str, Any] | None:
    """What the short form shows of a version of an event; None where it would lose something."""
    text = _read_text(draft, list(draft.body))
    if text is None or draft.own_audience is None:
        return None
    return {
        "title": draft.title,
        "text": text,
        "audience": " ".join(draft.own_audience),
        **{name: getattr(draft, name) for name in EVENT_FIELDS},
    }


def _read_text(draft: BasePage, blocks: list[Any]) -> str | None:
    """The plain text of a version with these blocks; None where it is more than one plain text.

    The form makes the summary of the text: one that somebody has written is the text where there
    is no other, and else would be lost.
    """
    text = _read_block(blocks) if blocks else draft.summary
    if text is None or draft.summary not in {"", make_summary(text)}:
        return None
    return text


def _read_block(blocks: list[Any]) -> str | None:
    """The plain text of a single block of text; None for anything else."""
    if len(blocks) != 1 or blocks[0].block_type != "text":
        return None
    return read_html(str(blocks[0].value.source))
