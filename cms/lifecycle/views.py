"""The portal's own pages for those who answer for pages: what is to be reviewed, and what is."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.audience.doors import open_draft
from cms.audience.publishing import ANSWER, Judgement, judge
from cms.lifecycle import operations
from cms.lifecycle.forms import HandOnForm, LaterForm
from cms.lifecycle.queries import (
    archived_for,
    find_archived,
    find_review,
    has_door,
    list_broken_links,
    list_coming,
    list_due,
    list_overdue_elsewhere,
    list_possible_owners,
)
from cms.lifecycle.reading import describe_broken_links, describe_review
from cms.models import PageReview
from cms.queries import find_named
from cms.writing.desk import MISTAKES
from cms.writing.views import for_writers
from core.access.viewer import viewer_of
from core.people.models import Person

MOST = 100
ON_ONE_PAGE = 25


@for_writers
def show_reviews(request: HttpRequest, person: Person) -> HttpResponse:
    """What somebody is to review, what is overdue where he or she looks after it, the archive."""
    if not has_door(person):
        raise Http404
    today = viewer_of(request).today
    archived = Paginator(archived_for(person), ON_ONE_PAGE).get_page(request.GET.get("side"))
    context = {
        "due": _describe(list_due(person, today=today, most=MOST), request),
        "overdue": _describe(list_overdue_elsewhere(person, today=today, most=MOST), request),
        "coming": _describe(list_coming(person, today=today, most=MOST), request),
        "broken": describe_broken_links(list_broken_links(person, most=MOST)),
        "archived": _describe(archived.object_list, request),
        "earlier_url": _address_archive(archived, archived.has_next(), +1),
        "later_url": _address_archive(archived, archived.has_previous(), -1),
    }
    return render(request, "themes/lifecycle/reviews.html", context)


@for_writers
def review_page(request: HttpRequest, person: Person, page_id: int) -> HttpResponse:
    """One page: reviewed, reviewed later, or somebody else's from now on."""
    review = _find(request, person, page_id)
    viewer = viewer_of(request)
    people = list_possible_owners(review.page.institution, on=viewer.today)
    action = request.POST.get("action") if request.method == "POST" else ""
    later = LaterForm(request.POST if action == "later" else None, today=viewer.today)
    hand_on = HandOnForm(
        request.POST if action == "hand_on" else None,
        people=people.exclude(pk=review.owner_id) if review.owner_id else people,
    )
    if action == "reviewed":
        operations.mark_reviewed(review, by=person, now=viewer.now)
        return _go_back(request, _("Thank you. “%(page)s” has been reviewed."), review)
    if action == "later" and later.is_valid():
        operations.postpone(review, until=later.cleaned_data["review_by"], now=viewer.now)
        return _go_back(request, _("“%(page)s” will be reviewed later."), review)
    if action == "hand_on" and hand_on.is_valid():
        owner = hand_on.cleaned_data["owner"]
        operations.hand_on(review, to=owner, by=person, now=viewer.now)
        return _go_back(request, _("“%(page)s” has another owner now."), review)
    return _show_page(request, person, review, later=later, hand_on=hand_on)


@for_writers
def archive_page(request: HttpRequest, person: Person, page_id: int) -> HttpResponse:
    """Asks once, and then shows the page to nobody any more."""
    review = _find(request, person, page_id)
    if not review.page.permissions_for_user(person).can_unpublish():
        raise Http404
    is_needed = False
    if request.method == "POST":
        try:
            operations.archive(review, by=person, now=viewer_of(request).now)
        except operations.StillNeeded:
            is_needed = True
        else:
            return _go_back(request, _("“%(page)s” has been archived."), review)
    context = {
        "page_title": review.page.title,
        "is_needed": is_needed,
        "back_url": reverse("review_page", args=[page_id]),
    }
    status = MISTAKES if is_needed else 200
    return render(request, "themes/lifecycle/archive.html", context, status=status)


@for_writers
def restore_page(request: HttpRequest, person: Person, page_id: int) -> HttpResponse:
    """Publishes an archived page again, after what is asked wherever a page is published."""
    review = find_archived(person, page_id)
    if review is None or not review.page.permissions_for_user(person).can_publish():
        raise Http404
    _take_look(request, review)
    judgement: Judgement | None = None
    if request.method == "POST":
        judgement = judge(
            open_draft(review.page.specific),
            person_id=person.pk,
            answers=request.POST.getlist(ANSWER),
            now=viewer_of(request).now,
        )
        if judgement.is_clear:
            operations.restore(review, by=person, now=viewer_of(request).now)
            return _go_back(request, _("“%(page)s” is published again."), review)
    context = {
        "page_title": review.page.title,
        "judgement": judgement,
        "answers": request.POST.getlist(ANSWER),
        "answer_name": ANSWER,
        "edit_url": reverse("wagtailadmin_pages:edit", args=[page_id]),
        "back_url": reverse("reviews"),
    }
    status = MISTAKES if judgement else 200
    return render(request, "themes/lifecycle/restore.html", context, status=status)


def _find(request: HttpRequest, person: Person, page_id: int) -> PageReview:
    review = find_review(person, page_id)
    if review is None:
        raise Http404
    _take_look(request, review)
    return review


def _take_look(request: HttpRequest, review: PageReview) -> None:
    """Lets the page look as the reviewed page's municipality does."""
    municipality = review.page.municipality
    if municipality is not None:
        request.municipality_code = municipality.code  # type: ignore[attr-defined]


def _go_back(request: HttpRequest, message: str, review: PageReview) -> HttpResponse:
    messages.success(request, message % {"page": review.page.title})
    return HttpResponseRedirect(reverse("reviews"))


def _describe(reviews: Any, request: HttpRequest) -> list[dict[str, Any]]:
    return [describe_review(review, today=viewer_of(request).today) for review in reviews]


def _address_archive(page: Any, is_there: bool, step: int) -> str:
    return f"{reverse('reviews')}?side={page.number + step}#arkiv" if is_there else ""


def _show_page(
    request: HttpRequest, person: Person, review: PageReview, *, later: Any, hand_on: Any
) -> HttpResponse:
    viewer, page, rights = viewer_of(request), review.page, review.page.permissions_for_user(person)
    seen = find_named(page.pk, viewer)
    context = {
        "review": describe_review(review, today=viewer.today),
        "page_url": seen.get_url() if seen else "",
        "edit_url": reverse("wagtailadmin_pages:edit", args=[page.pk]) if rights.can_edit() else "",
        "archive_url": (reverse("archive_page", args=[page.pk]) if rights.can_unpublish() else ""),
        "later": later,
        "hand_on": hand_on,
        "back_url": reverse("reviews"),
    }
    wrong = request.method == "POST"
    return render(request, "themes/lifecycle/page.html", context, status=MISTAKES if wrong else 200)
