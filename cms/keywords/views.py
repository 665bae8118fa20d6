"""All pages of an institution with the same keyword."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cms.keywords.queries import find_by_keyword
from cms.shell import Surroundings, make_shell
from cms.views import answer_with, refuse
from core.access.answers import forbid_keeping
from core.access.viewer import viewer_of
from core.numbers import read_id


@require_safe
def show_keyword(request: HttpRequest, institution_id: str, slug: str) -> HttpResponse:
    """The pages that the viewer sees; a word without any looks as one that nobody uses."""
    viewer = viewer_of(request)
    number = read_id(institution_id)
    found = find_by_keyword(viewer, institution_id=number, slug=slug) if number else None
    if found is None:
        return refuse(request)
    values = make_shell(Surroundings(viewer, page=None)) | {
        "home_current": False,
        "word": found.word,
        "place": found.place,
        "pages": found.pages,
    }
    return forbid_keeping(answer_with(request, "themes/keyword.html", values, keep=True))
