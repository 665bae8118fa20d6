"""Telling of the day on a group's page, and reading what was told before."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.daily.desk import NoteDesk
from cms.daily.queries import find_group_to_tell_of, notes_visible_to, read_note
from cms.daily.reading import describe_row
from cms.models import DailyNotePage
from cms.queries import find_named
from cms.shell import Surroundings, make_shell
from cms.views import answer_with, refuse
from cms.writing.desk import lead_to_editor
from cms.writing.queries import find_draft, find_own
from cms.writing.views import for_writers
from core.access.answers import forbid_keeping
from core.access.viewer import viewer_of
from core.people.models import Person

ON_A_PAGE = 20
MOST_NOTES = 1_000


@for_writers
def write_note(request: HttpRequest, person: Person, page_id: int) -> HttpResponse:
    """A new story of the day on a group's page."""
    home = find_group_to_tell_of(person, page_id)
    if home is None:
        raise Http404
    desk = NoteDesk(request, person, page=DailyNotePage(), parent=home, is_new=True)
    return desk.answer(start={})


@for_writers
def rewrite_note(request: HttpRequest, person: Person, page_id: int) -> HttpResponse:
    """A story that is there already; what the short form would lose is for the editor."""
    page = find_own(DailyNotePage, person, page_id)
    if page is None:
        raise Http404
    draft = find_draft(page, now=viewer_of(request).now)
    start = read_note(draft) if draft else None
    home = find_group_to_tell_of(person, page.get_parent().pk)
    if start is None or home is None:
        return lead_to_editor(page)
    return NoteDesk(request, person, page=draft, parent=home, is_new=False).answer(start=start)


@require_safe
def show_notes(request: HttpRequest, page_id: int) -> HttpResponse:
    """All stories of a group's days that the viewer sees, twenty on a page."""
    viewer = viewer_of(request)
    home = find_named(page_id, viewer)
    if home is None or not home.home_unit.startswith("g"):
        return refuse(request)
    rows = notes_visible_to(viewer, below=home.path, most=MOST_NOTES)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("side"))
    here = reverse("notes", args=[home.pk])
    values = make_shell(Surroundings(viewer, page=None)) | {
        "home_current": False,
        "place": home.title,
        "place_url": home.get_url(),
        "notes": [describe_row(row, today=viewer.today) for row in page],
        "newer_url": f"{here}?side={page.number - 1}" if page.has_previous() else "",
        "older_url": f"{here}?side={page.number + 1}" if page.has_next() else "",
        "page_words": _("Page %(number)d of %(all)d")
        % {"number": page.number, "all": page.paginator.num_pages},
    }
    return forbid_keeping(answer_with(request, "themes/notes.html", values, keep=True))
