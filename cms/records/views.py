"""»Gem til sagen«: the page where an editor takes out all about one page."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.models import BasePage
from cms.records.files import write_json, write_pdf
from cms.records.operations import take_out
from cms.records.queries import find_page_to_keep
from cms.sheets import answer_file
from cms.writing.views import MISTAKES, for_writers
from core.access.viewer import viewer_of
from core.people.models import Person


class KindForm(forms.Form):
    """Which of the two files is wanted."""

    kind = forms.ChoiceField(choices=[("pdf", "PDF"), ("json", "JSON")])


@for_writers
def archive_page(request: HttpRequest, person: Person, page_id: int) -> HttpResponse:
    """Says what the file holds; the file itself takes a press, which is logged."""
    page = find_page_to_keep(person, page_id)
    if page is None:
        raise Http404
    if page.municipality is not None:
        request.municipality_code = page.municipality.code  # type: ignore[attr-defined]
    form = KindForm(request.POST) if request.method == "POST" else None
    if form is None or not form.is_valid():
        return _show(request, page, status=MISTAKES if form else 200)
    bundle = take_out(page, editor=person, viewer=viewer_of(request))
    name = f"sag-side-{page.pk}"
    if form.cleaned_data["kind"] == "json":
        return answer_file(write_json(bundle.record), f"{name}.json", "application/json")
    return answer_file(write_pdf(bundle), f"{name}.pdf", "application/pdf")


def _show(request: HttpRequest, page: BasePage, *, status: int) -> HttpResponse:
    context = {
        "page_title": page.title,
        "page_url": page.get_url(),
        "municipality_name": page.municipality.name if page.municipality else "",
        "breadcrumbs": [
            {"title": _("Home"), "url": reverse("home")},
            {"title": page.title, "url": page.get_url()},
            {"title": _("Archive for the record"), "url": ""},
        ],
    }
    return render(request, "themes/records/archive.html", context, status=status)
