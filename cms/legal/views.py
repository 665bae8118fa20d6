"""An institution's »Lovpligtige oplysninger«: public, and for editors with what is missing."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.legal.forms import PublicationForm
from cms.legal.operations import choose_publication
from cms.legal.queries import (
    Shown,
    documents_to_choose,
    find_institution,
    find_publication,
    list_shown,
    may_choose,
    pages_to_choose,
)
from cms.legal.requirements import find_requirement
from cms.shell import Surroundings, make_shell
from cms.views import answer_with, refuse
from cms.writing.desk import MISTAKES
from cms.writing.views import for_writers
from core.access.answers import forbid_keeping
from core.access.viewer import viewer_of
from core.people.models import Institution, Person


@require_safe
def show_legal_information(request: HttpRequest, key: str) -> HttpResponse:
    """What the institution shows as the law wants it; what is missing is for its editors."""
    viewer = viewer_of(request)
    institution = find_institution(key)
    if institution is None:
        return refuse(request)
    chooses = may_choose(viewer.person_id, institution)
    shown = list_shown(institution, viewer)
    values = make_shell(Surroundings(viewer, page=None)) | {
        "home_current": False,
        "place": institution.name,
        "chooses": chooses,
        "items": [_describe(item, key, chooses) for item in shown if chooses or item.url],
        "missing": sum(not item.is_public for item in shown) if chooses else 0,
    }
    return forbid_keeping(answer_with(request, "themes/legal_information.html", values, keep=True))


@for_writers
def choose_legal_information(
    request: HttpRequest, person: Person, key: str, code: str
) -> HttpResponseBase:
    """Where the institution shows one thing, chosen by those who look after its pages."""
    institution = find_institution(key)
    requirement = find_requirement(institution.kind, code) if institution else None
    if institution is None or requirement is None or not may_choose(person.pk, institution):
        raise Http404
    form = _make_form(request, person, institution, code)
    if request.method == "POST" and form.is_valid():
        choose_publication(institution, code, **form.cleaned_data)
        messages.success(request, _("Your choice has been saved."))
        return HttpResponseRedirect(reverse("legal_information", args=[key]))
    context = {
        "form": form,
        "title": requirement.title,
        "law": requirement.law,
        "back_url": reverse("legal_information", args=[key]),
    }
    status = MISTAKES if form.errors else 200
    return render(request, "themes/choose_legal_information.html", context, status=status)


def _make_form(
    request: HttpRequest, person: Person, institution: Institution, code: str
) -> PublicationForm:
    chosen = find_publication(institution, code)
    return PublicationForm(
        request.POST if request.method == "POST" else None,
        pages=pages_to_choose(person, institution, viewer_of(request)),
        documents=documents_to_choose(person, institution),
        initial={
            "page": chosen.page_id if chosen else None,
            "document": chosen.document_id if chosen else None,
            "address": chosen.address if chosen else "",
        },
    )


def _describe(item: Shown, key: str, chooses: bool) -> dict[str, Any]:
    code = item.requirement.code
    return {
        "name": str(item.requirement.title),
        "law": item.requirement.law,
        "title": item.title,
        "url": item.url,
        "is_public": item.is_public,
        "choose_url": reverse("choose_legal_information", args=[key, code]) if chooses else "",
    }
