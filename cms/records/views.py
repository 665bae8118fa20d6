"""»Gem til sagen«: the page where an editor takes out all about one page."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.keeping import find_mark
from cms.models import BasePage
from cms.records.editing import describe_mark
from cms.records.files import write_json, write_pdf
from cms.records.forms import KeepForm
from cms.records.operations import end_keeping, take_out
from cms.records.operations import keep_page as keep
from cms.records.queries import find_page_to_keep
from cms.sheets import answer_file
from cms.writing.desk import MISTAKES
from cms.writing.views import for_writers
from core.access.viewer import viewer_of
from core.people.models import Person


class KindForm(forms.Form):
    """Which of the two files is wanted."""

    kind = forms.ChoiceField(choices=[("pdf", "PDF"), ("json", "JSON")])


@for_writers
def record_page(request: HttpRequest, person: Person, page_id: int) -> HttpResponse:
    """Says what the file holds; the file itself takes a press, which is logged."""
    page = _require_page(request, person, page_id)
    form = KindForm(request.POST) if request.method == "POST" else None
    if form is None or not form.is_valid():
        return _show(request, page, status=MISTAKES if form else 200)
    bundle = take_out(page, editor=person, viewer=viewer_of(request))
    name = f"sag-side-{page.pk}"
    if form.cleaned_data["kind"] == "json":
        return answer_file(write_json(bundle.record), f"{name}.json", "application/json")
    return answer_file(write_pdf(bundle), f"{name}.pdf", "application/pdf")


@for_writers
def keep_page(request: HttpRequest, person: Person, page_id: int) -> HttpResponse:
    """Keeps a page for the record, or ends that; what has mistakes comes back as written."""
    page = _require_page(request, person, page_id)
    here = HttpResponseRedirect(reverse("record_page", args=[page.pk]))
    if request.method != "POST":
        return here
    viewer = viewer_of(request)
    if "end" in request.POST:
        end_keeping(page, viewer=viewer)
        messages.success(request, _("The page is not kept any more."))
        return here
    form = KeepForm(request.POST, page=page)
    if not form.is_valid():
        return _show(request, page, form=form, status=MISTAKES)
    keep(
        page,
        reason=form.cleaned_data["reason"],
        answers=form.cleaned_data.get("answers", False),
        viewer=viewer,
    )
    messages.success(request, _("The page is kept. Nothing of it is erased."))
    return here


def _require_page(request: HttpRequest, person: Person, page_id: int) -> BasePage:
    page = find_page_to_keep(person, page_id)
    if page is None:
        raise Http404
    if page.municipality is not None:
        request.municipality_code = page.municipality.code  # type: ignore[attr-defined]
    return page


def _show(
    request: HttpRequest, page: BasePage, *, form: KeepForm | None = None, status: int
) -> HttpResponse:
    mark = find_mark(page.pk)
    page_url = page.get_url() if page.live else reverse("wagtailadmin_pages:edit", args=[page.pk])
    start = {"reason": mark.reason, "answers": mark.answers} if mark else {}
    context = {
        "page_title": page.title,
        "page_url": page_url,
        "record_action": reverse("record_page", args=[page.pk]),
        "keep_action": reverse("keep_page", args=[page.pk]),
        "mark": describe_mark(mark) if mark else "",
        "form": form or KeepForm(initial=start, page=page),
        "municipality_name": page.municipality.name if page.municipality else "",
        "breadcrumbs": [
            {"title": _("Home"), "url": reverse("home")},
            {"title": page.title, "url": page_url},
            {"title": _("Archive for the record"), "url": ""},
        ],
    }
    return render(request, "themes/records/record.html", context, status=status)
