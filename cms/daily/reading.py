"""What a group's page shows of its days: the newest story whole, and those before it by day."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from cms.blocks.filling import Reader, fill_body
from cms.bodies import read_body
from cms.daily.queries import NoteRow, notes_visible_to
from cms.models import DailyNotePage
from cms.queries import find_page
from cms.rows import MenuRow, PageRow
from core.access.viewer import Viewer

EARLIER = 5


def make_notes_context(page: PageRow, viewer: Viewer) -> dict[str, Any]:
    """The stories on a group's page, as far as the viewer sees them."""
    rows = notes_visible_to(viewer, below=page.path, most=EARLIER + 2)
    newest = _show_whole(rows[0], viewer) if rows else None
    earlier = rows[1 : EARLIER + 1] if newest else rows[:EARLIER]
    has_more = len(rows) > EARLIER + 1
    return {
        "note": newest,
        "earlier_notes": [describe_row(row, today=viewer.today) for row in earlier],
        "notes_url": reverse("notes", args=[page.pk]) if has_more else "",
    }


def make_note_context(page: PageRow, above: Sequence[MenuRow]) -> dict[str, Any]:
    """The page of one story; `above` are the visible pages above it, the group's page last."""
    home = above[-1] if above else None
    return {
        "title": page.title,
        "place": home.title if home else page.institution_name,
        "back_url": home.url if home else "",
    }


def describe_row(row: NoteRow, *, today: date) -> dict[str, Any]:
    """A story as a row in a list."""
    return {
        "title": row.title,
        "url": row.url,
        "summary": row.summary,
        "day": row.day,
        "is_today": row.day == today,
    }


def _show_whole(row: NoteRow, viewer: Viewer) -> dict[str, Any] | None:
    """A story with its text and pictures; None where it may not be shown yet.

    A made-up reader of a preview looks without a page, others without the level it asks for.
    """
    page = find_page(row.url_path, viewer)
    if page is None or page.level > viewer.level:
        return None
    segments = read_body(page.body, model=DailyNotePage, page_id=page.pk)
    body = fill_body(segments, Reader(viewer=viewer, page=page, files_for=viewer))
    return {**describe_row(row, today=viewer.today), "parts": body.parts}
