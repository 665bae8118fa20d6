"""Which stories of the day a viewer sees, and which somebody may write."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cms.daily.forms import MOST_PICTURES
from cms.models import DailyNotePage, GroupHome
from cms.queries import bounds_below, named_to, summary_for
from cms.rows import address_of
from cms.writing.plain_text import read_html
from cms.writing.queries import find_place_to_write
from core.access.viewer import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRow:
    """A story as a list shows it."""

    title: str
    url_path: str
    summary: str
    day: date

    @property
    def url(self) -> str:
        return address_of(self.url_path)


def notes_visible_to(viewer: Viewer, *, below: str, most: int) -> list[NoteRow]:
    """The stories below a tree path that a viewer sees, the latest day first, in one query."""
    notes = DailyNotePage.objects.filter(path__range=bounds_below(below))
    rows = (
        named_to(viewer, notes)
        .annotate(shown=summary_for(viewer))
        .order_by("-day", "-first_published_at", "-pk")
        .values_list("title", "url_path", "shown", "day")[:most]
    )
    return [
        NoteRow(title=title, url_path=url_path, summary=summary, day=day)
        for title, url_path, summary, day in rows
    ]


def find_group_to_tell_of(user: Any, page_id: int) -> GroupHome | None:
    """The page of a group on which somebody may tell of the day."""
    place = find_place_to_write(user, page_id)
    return place if isinstance(place, GroupHome) else None


def read_note(draft: DailyNotePage) -> dict[str, Any] | None:
    """What the short form shows of a story's version; None where it would lose something."""
    blocks = list(draft.body)
    pictures = []
    while blocks and blocks[0].block_type == "image":
        pictures.append(blocks.pop(0).value)
    if len(pictures) > MOST_PICTURES or [block.block_type for block in blocks] != ["text"]:
        return None
    text = read_html(str(blocks[0].value.source))
    if text is None:
        return None
    return {
        "day": draft.day,
        "text": text,
        # A picture that is gone leaves nothing to keep.
        "pictures": [picture for picture in pictures if picture is not None],
    }
