"""The live sentence of the picker, and narrowing at once."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access

from cms.audience.choices import unfold
from cms.audience.fields import read_input
from cms.audience.forms import FIELD
from cms.audience.operations import NotNarrower, narrow_audience
from cms.audience.picker import Picker
from cms.audience.queries import (
    audience_in_force,
    find_page_above,
    find_page_for_picker,
    find_pages_with_own_audience_below,
    read_drafted_audience,
)
from cms.audience.showing import find_rows, keep_covered, make_finding, pick_keys, show_reading
from cms.audience.words import describe_audience
from cms.models import BasePage
from core.access.audiences import Audience
from core.access.viewer import viewer_of
from core.numbers import read_id
from core.people.models import Person

PLACES = ("page", "above")


@never_cache
@require_admin_access
@require_POST
def describe_choice(request: HttpRequest) -> HttpResponse:
    """Says in words and number who a choice is, before it is saved, and what to think about.

    The body is that of the form's picker, with `place`: `page-ID`, or `above-ID` for a page
    that is not made yet. Who writes nowhere near gets the 404 of a page that is not there.
    """
    picker = _find_picker(request)
    sent = read_input(request.POST, FIELD)
    chosen = sent.keys
    try:
        own = None
        if chosen is not None:
            own = picker.check_draft(chosen, drafted=read_drafted_audience(picker.page) or ())
    except ValidationError as error:
        return JsonResponse({"error": " ".join(error.messages)}, status=400)
    audience = picker.complete(own)
    reading = picker.read(audience, on=viewer_of(request).today) if audience else None
    return JsonResponse(show_reading(reading))


@require_POST
def find_places(request: HttpRequest) -> HttpResponse:
    """The institutions and groups whose names hold what was typed, each with its boxes.

    The body holds `words`, `place` as above, and `within` where only those who can see the page
    now are asked for. Finds nothing that the editor may not choose at the place.
    """
    picker, now = _find_picker(request), None
    if request.POST.get("within"):
        now = audience_in_force(picker.page) if picker.page is not None else ()
    rows, said = find_rows(
        picker, words=request.POST.get("words", ""), on=viewer_of(request).today, within=now
    )
    context = {"name": FIELD, "number": "found", "rows": rows}
    return JsonResponse({"rows": render_to_string("cms/audience/rows.html", context), "said": said})


@never_cache
@require_admin_access
@require_http_methods(["GET", "POST"])
def narrow(request: HttpRequest, page_id: int) -> HttpResponse:
    """The page on which fewer people are chosen for a published page, at once."""
    page, editor = find_page_for_picker(page_id), request.user
    if page is None or not page.live or not isinstance(editor, Person):
        raise Http404
    if not page.specific.permissions_for_user(editor).can_edit():
        raise Http404
    picker = _make_picker(page, request)
    before = audience_in_force(page)
    ticked = request.POST.getlist(FIELD) if request.method == "POST" else before
    error = ""
    sent = read_input(request.POST, FIELD)
    if request.method == "POST" and not sent.words:
        try:
            audience = picker.check_draft(ticked, drafted=before)
            narrow_audience(page, audience=audience, editor=editor, now=viewer_of(request).now)
        except (ValidationError, NotNarrower) as refusal:
            error = " ".join(refusal.messages)
        else:
            return _tell_narrowed(request, page, audience)
    context = _narrow_context(
        page, picker, before=before, ticked=ticked, words=sent.words, request=request
    )
    context["error"] = error
    return render(request, "cms/audience/narrow.html", context, status=400 if error else 200)


def _find_picker(request: HttpRequest) -> Picker:
    kind, _dash, number = request.POST.get("place", "").partition("-")
    pk = read_id(number) if kind in PLACES else None
    here = find_page_for_picker(pk) if pk else None
    if here is None:
        raise Http404
    picker = (
        _make_picker(here, request)
        if kind == "page"
        else Picker(page=None, parent=here, person_id=request.user.pk)
    )
    if picker.place is None or not picker.rights.may_write(picker.place.institution_id):
        raise Http404
    return picker


def _make_picker(page: BasePage, request: HttpRequest) -> Picker:
    return Picker(page=page, parent=find_page_above(page), person_id=request.user.pk)


def _tell_narrowed(request: HttpRequest, page: BasePage, audience: Any) -> HttpResponse:
    place = page.institution.key if page.institution else ""
    said = describe_audience(audience, on=viewer_of(request).today, place=place)
    messages.success(
        request, _("The page can now be seen by: %(audience)s") % {"audience": said.sentence}
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


def _narrow_context(
    page: BasePage,
    picker: Picker,
    *,
    before: Audience,
    ticked: Any,
    words: str,
    request: HttpRequest,
) -> dict[str, Any]:
    on = viewer_of(request).today
    offered = picker.sections(also=before, offer=pick_keys(ticked), on=on)
    sections = keep_covered(offered, by=before)
    heading = _("Narrow who can see it")
    return {
        "page": page,
        "header_title": heading,
        "header_icon": "group",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_pages:edit", args=[page.pk]), "label": page.title},
            {"url": "", "label": heading},
        ],
        "name": FIELD,
        "sections": unfold(sections, ticked=frozenset(ticked)),
        "ticked": frozenset(ticked),
        "finding": make_finding(picker, words=words, on=on, within=before),
        "described": describe_audience(before, on=on, place=picker.known_place.institution_key),
        "kept_below": find_pages_with_own_audience_below(page).count(),
    }
