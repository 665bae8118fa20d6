"""Writing an event in the portal itself, and correcting it: what, when, where, who."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import EventPage
from cms.writing import operations
from cms.writing.desk import ReadersDesk
from cms.writing.event_forms import EventForm
from cms.writing.operations import EVENT_FIELDS, WrittenEvent
from cms.writing.queries import (
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
    start = {"starts_on": viewer_of(request).today}
    return EventDesk.write(request, person, place_id=page_id, start=start)


@for_writers
def rewrite_event(request: HttpRequest, person: Person, page_id: int) -> HttpResponse:
    """An event that is there already; what the short form would lose is for the editor."""
    return EventDesk.rewrite(request, person, page_id=page_id, read=read_written_event)


class EventDesk(ReadersDesk):
    """One event: what, when, where, who, and whether it repeats."""

    model = EventPage
    template = "themes/writing/event.html"
    rewrite_route = "rewrite_event"
    heading = gettext_lazy("New event")
    heading_again = gettext_lazy("Edit event")
    said_published = gettext_lazy("The event has been published.")
    said_asked = gettext_lazy("The event has been sent for approval.")

    def answer(self, *, start: dict[str, Any]) -> HttpResponse:
        readers = self.offer_readers(start)
        if self.request.method != "POST":
            return self._show(EventForm(initial=start, **readers))
        form = EventForm(self.request.POST, **readers)
        if not form.is_valid():
            return self._show(form)
        operations.fill_event(self.page, make_written(form))
        return self.save_or_ask_back(lambda: self._show(form))

    def _show(self, form: EventForm) -> HttpResponse:
        has_many = self.is_new and self.may_publish
        many_url = reverse("write_events", args=[self.parent.pk]) if has_many else ""
        return self.show(form, many_url=many_url)


def make_written(form: EventForm) -> WrittenEvent:
    """What a form without mistakes says."""
    written = {name: form.cleaned_data[name] for name in ("title", "text", *EVENT_FIELDS)}
    return WrittenEvent(audience=form.audience_chosen, **written)
