"""Taking down what was written in a short form, and putting it back: one question each."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.audience.publishing import ANSWER, Judgement
from cms.audience.queries import find_page_above
from cms.models import BasePage, DailyNotePage, EventPage, NewsPage, WeekMenuPage
from cms.writing import operations
from cms.writing.desk import MISTAKES
from cms.writing.judging import judge_page
from cms.writing.queries import find_own_writing
from cms.writing.views import for_writers
from core.people.models import Person

Questions = dict[type[BasePage], str | Promise]
TAKE_DOWN: Questions = {
    DailyNotePage: gettext_lazy("Take the story down?"),
    EventPage: gettext_lazy("Take the event down?"),
    NewsPage: gettext_lazy("Take the news down?"),
    WeekMenuPage: gettext_lazy("Take the menu down?"),
}
PUT_BACK: Questions = {
    DailyNotePage: gettext_lazy("Publish the story again?"),
    EventPage: gettext_lazy("Publish the event again?"),
    NewsPage: gettext_lazy("Publish the news again?"),
    WeekMenuPage: gettext_lazy("Publish the menu again?"),
}


@for_writers
def take_down_page(request: HttpRequest, person: Person, page_id: int) -> HttpResponse:
    """Asks once, and then shows the page to nobody any more."""
    page = find_own_writing(person, page_id)
    if page is None or not page.permissions_for_user(person).can_unpublish():
        raise Http404
    if request.method == "POST":
        operations.take_down(page, author=person)
        messages.success(request, _("“%(page)s” has been taken down.") % {"page": page.title})
        return HttpResponseRedirect(reverse("put_back", args=[page.pk]))
    return _show_decision(request, page, TAKE_DOWN, template="themes/writing/take_down.html")


@for_writers
def put_back_page(request: HttpRequest, person: Person, page_id: int) -> HttpResponse:
    """The way back for who took the wrong page down."""
    page = find_own_writing(person, page_id)
    if page is None or page.live or not page.permissions_for_user(person).can_publish():
        raise Http404
    judgement = None
    if request.method == "POST":
        draft = page.get_latest_revision_as_object()
        judgement = judge_page(request, person, draft, parent=find_page_above(page))
        if judgement.is_clear:
            operations.put_back(page, author=person)
            messages.success(request, _("“%(page)s” is published again.") % {"page": page.title})
            page.refresh_from_db()
            return HttpResponseRedirect(page.get_url())
    template = "themes/writing/put_back.html"
    return _show_decision(request, page, PUT_BACK, template=template, judgement=judgement)


def _show_decision(
    request: HttpRequest,
    page: BasePage,
    questions: Questions,
    *,
    template: str,
    judgement: Judgement | None = None,
) -> HttpResponse:
    if page.municipality is not None:
        request.municipality_code = page.municipality.code  # type: ignore[attr-defined]
    parent = find_page_above(page)
    context = {
        "page_title": page.title,
        "question": questions[type(page)],
        "judgement": judgement,
        "answer_name": ANSWER,
        "back_url": page.get_url() if page.live or parent is None else parent.get_url(),
        "municipality_name": page.municipality.name if page.municipality else "",
    }
    return render(request, template, context, status=MISTAKES if judgement else 200)
