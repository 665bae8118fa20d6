"""Writing an event in the portal itself: what, when, where, who; changing it is the editor's."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.audience.picker import Picker
from cms.audience.publishing import ANSWER, Judgement
from cms.editing.queries import list_places_to_write
from cms.models import BasePage, EventPage
from cms.writing import operations
from cms.writing.audiences import list_offers
from cms.writing.event_forms import EventForm
from cms.writing.judging import judge_page
from cms.writing.operations import WrittenEvent
from cms.writing.queries import find_place_to_write
from cms.writing.views import MISTAKES, MOST_PLACES, for_writers
from core.access.viewer import viewer_of
from core.people.models import Person


@for_writers
def choose_event_place(request: HttpRequest, person: Person) -> HttpResponse:
    """Where the event is to stand; whoever writes in one place goes on at once."""
    on = viewer_of(request).today
    places = list_places_to_write(person, on=on, most=MOST_PLACES)
    if not places:
        raise Http404
    rows = [
        {"title": place.title, "url": reverse("write_event", args=[place.pk])} for place in places
    ]
    if len(rows) == 1:
        return HttpResponseRedirect(rows[0]["url"])
    context = {"places": rows, "question": _("Where should the event stand?")}
    return render(request, "themes/writing/places.html", context)


@for_writers
def write_event(request: HttpRequest, person: Person, page_id: int) -> HttpResponse:
    """A new event below a place."""
    place = find_place_to_write(person, page_id)
    if place is None:
        raise Http404
    if place.municipality is not None:
        request.municipality_code = place.municipality.code  # type: ignore[attr-defined]
    viewer = viewer_of(request)
    picker = Picker(page=None, parent=place, person_id=person.pk)
    offers = list_offers(picker, on=viewer.today)
    if request.method != "POST":
        first = {"audience": offers[0].value} if offers else {}
        form = EventForm(initial={"starts_on": viewer.today} | first, offers=offers)
        return _show(request, person, place, form)
    form = EventForm(request.POST, offers=offers)
    if not form.is_valid():
        return _show(request, person, place, form)
    page = operations.fill_event(EventPage(), make_written(form))
    action = request.POST.get("action", "")
    if action in {"publish", "ask"}:
        judgement = judge_page(request, person, page, parent=place)
        if not judgement.is_clear:
            return _show(request, person, place, form, judgement=judgement)
    operations.save_news(page, below=place, author=person)
    return _go_on(request, person, place, page, action)


def make_written(form: EventForm) -> WrittenEvent:
    """What a form without mistakes says."""
    data = {name: value for name, value in form.cleaned_data.items() if name != "audience"}
    return WrittenEvent(audience=form.audience_chosen, **data)


def _go_on(
    request: HttpRequest, person: Person, place: BasePage, page: EventPage, action: str
) -> HttpResponse:
    if action == "publish" and page.permissions_for_user(person).can_publish():
        operations.publish_news(page, author=person)
        Picker(page=page, parent=place, person_id=person.pk).remember(
            tuple(page.own_audience or ()), now=viewer_of(request).now
        )
        messages.success(request, _("The event has been published."))
        page.refresh_from_db()
        return HttpResponseRedirect(page.get_url())
    if action == "ask":
        operations.ask_for_approval(page, author=person)
        messages.success(request, _("The event has been sent for approval."))
        return HttpResponseRedirect(place.get_url())
    # A draft is gone on with in the editor, which asks for repetition too.
    return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def _show(
    request: HttpRequest,
    person: Person,
    place: BasePage,
    form: EventForm,
    *,
    judgement: Judgement | None = None,
) -> HttpResponse:
    may_publish = place.permissions_for_user(person).can_publish()
    context: dict[str, Any] = {
        "form": form,
        "place": place.title,
        "may_publish": may_publish,
        "many_url": reverse("write_events", args=[place.pk]) if may_publish else "",
        "judgement": judgement,
        "answers": request.POST.getlist(ANSWER),
        "answer_name": ANSWER,
        "back_url": place.get_url(),
        "municipality_name": place.municipality.name if place.municipality else "",
    }
    status = MISTAKES if form.is_bound else 200
    return render(request, "themes/writing/event.html", context, status=status)
