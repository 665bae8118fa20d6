"""Writing an event in the portal itself: what, when, where, who; changing it is the editor's."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.audience.picker import Picker
from cms.models import EventPage
from cms.writing import operations
from cms.writing.audiences import list_offers
from cms.writing.desk import Desk, remember_audience
from cms.writing.event_forms import EventForm
from cms.writing.operations import WrittenEvent
from cms.writing.queries import find_place_to_write
from cms.writing.views import for_writers, lead_to_place
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
    return desk.answer()


class EventDesk(Desk):
    """A new event; a draft is gone on with in the editor, which asks for repetition too."""

    template = "themes/writing/event.html"
    said_published = gettext_lazy("The event has been published.")
    said_asked = gettext_lazy("The event has been sent for approval.")

    def answer(self) -> HttpResponse:
        """The empty form, the form with what is wrong, or the way on."""
        picker = Picker(page=None, parent=self.parent, person_id=self.person.pk)
        offers = list_offers(picker, on=self.viewer.today)
        if self.request.method != "POST":
            first = {"audience": offers[0].value} if offers else {}
            initial = {"starts_on": self.viewer.today} | first
            return self._show(EventForm(initial=initial, offers=offers))
        form = EventForm(self.request.POST, offers=offers)
        if not form.is_valid():
            return self._show(form)
        operations.fill_event(self.page, make_written(form))
        return self.save_or_ask_back(lambda: self._show(form))

    def follow_publication(self) -> HttpResponse:
        remember_audience(self)
        return super().follow_publication()

    def _show(self, form: EventForm) -> HttpResponse:
        many_url = reverse("write_events", args=[self.parent.pk]) if self.may_publish else ""
        return self.show(form, many_url=many_url)


def make_written(form: EventForm) -> WrittenEvent:
    """What a form without mistakes says."""
    data = {name: value for name, value in form.cleaned_data.items() if name != "audience"}
    return WrittenEvent(audience=form.audience_chosen, **data)
