"""Writing an event in the portal itself, and correcting it: what, when, where, who."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.audience.picker import Picker
from cms.audience.queries import find_page_above
from cms.models import EventPage
from cms.writing import operations
from cms.writing.audiences import list_offers
from cms.writing.desk import Desk, lead_to_editor, remember_audience
from cms.writing.event_forms import EventForm
from cms.writing.operations import WrittenEvent
from cms.writing.queries import (
    find_draft,
    find_own_event,
    find_place_to_write,
    read_written_event,
)
from cms.writing.views import for_writers, lead_to_place
from core.access.viewer import viewer_of
from core.people.models import Person


@for_writers
def choose_event_place(request: HttpRequest, person: Person) -> HttpResponse:
    """Where the event is to stand; whoever writes in one place goes on at once."""
    question = _("Where should the event stand?")
    return lead_to_place(request, person, route="write_event", question=question)


@for_writers
def write_event(request: HttpRequest, person: Person, page_id: int) -> HttpResponse:
    """A new event below a place."""
    place = find_place_to_write(person, page_id)
    if place is None:
        raise Http404
    desk = EventDesk(request, person, page=EventPage(), parent=place, is_new=True)
    return desk.answer(start={"starts_on": desk.viewer.today})


@for_writers
def rewrite_event(request: HttpRequest, person: Person, page_id: int) -> HttpResponse:
    """An event that is there already; what the short form would lose is for the editor."""
    page = find_own_event(person, page_id)
    if page is None:
        raise Http404
    draft = find_draft(page, now=viewer_of(request).now)
    written = read_written_event(draft) if draft else None
    parent = find_page_above(page)
    if written is None or parent is None:
        return lead_to_editor(page)
    desk = EventDesk(request, person, page=draft, parent=parent.specific, is_new=False)
    return desk.answer(start=written)


class EventDesk(Desk):
    """One event: what, when, where, who, and whether it repeats."""

    template = "themes/writing/event.html"
    rewrite_route = "rewrite_event"
    heading = gettext_lazy("New event")
    heading_again = gettext_lazy("Edit event")
    said_published = gettext_lazy("The event has been published.")
    said_asked = gettext_lazy("The event has been sent for approval.")

    def answer(self, *, start: dict[str, Any]) -> HttpResponse:
        """The form with what there is, the form with what is wrong, or the way on."""
        also = tuple(start["audience"].split()) if start.get("audience") else None
        picker = Picker(
            page=None if self.is_new else self.page,
            parent=self.parent,
            person_id=self.person.pk,
        )
        offers = list_offers(picker, on=self.viewer.today, also=also)
        if self.request.method != "POST":
            return self._show(EventForm(initial=start, offers=offers))
        form = EventForm(self.request.POST, offers=offers)
        if not form.is_valid():
            return self._show(form)
        operations.fill_event(self.page, make_written(form))
        return self.save_or_ask_back(lambda: self._show(form))

    def follow_publication(self) -> HttpResponse:
        remember_audience(self)
        return super().follow_publication()

    def _show(self, form: EventForm) -> HttpResponse:
        has_many = self.is_new and self.may_publish
        many_url = reverse("write_events", args=[self.parent.pk]) if has_many else ""
        return self.show(form, many_url=many_url)


def make_written(form: EventForm) -> WrittenEvent:
    """What a form without mistakes says."""
    data = {name: value for name, value in form.cleaned_data.items() if name != "audience"}
    return WrittenEvent(audience=form.audience_chosen, **data)
