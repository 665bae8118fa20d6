"""What connected systems add to the calendar: asked after the page, shown in the same month."""

from collections.abc import Iterable
from typing import Any

from cms.calendar.months import Month
from cms.calendar.reading import describe_times
from cms.models import BasePage
from core.access.viewer import Viewer
from core.connectors.failure_words import name_break
from core.connectors.happenings.agenda import Agenda, Place, read_agenda
from core.connectors.happenings.drawing import ShownEvent
from core.connectors.levels import describe_held
from indgang_sdk.calendar import Period

MOST_PLACES_NAMED = 2


def read_systems(month: Month, place: BasePage | None, viewer: Viewer, *, language: str) -> Agenda:
    """The events of connected systems in a month, of all of the viewer's places or of one."""
    at = None
    if place is not None:
        key = place.institution.key if place.institution else ""
        at = Place(unit=place.home_unit, institution=key)
    period = Period(first=month.first, last=month.last)
    return read_agenda(viewer, period, language=language, place=at)


def describe_event_of_system(event: ShownEvent) -> dict[str, Any]:
    """The event as templates show it, beside those that have pages here."""
    times = describe_times(event.begins_at, event.ends_at, all_day=event.all_day)
    if event.ends_at == event.begins_at:
        times |= {"last_day": None, "ends": None}
    return {
        "title": event.title,
        "url": "",
        **times,
        "is_closing_day": False,
        "location": event.place,
        "place": name_place(event),
        "system": event.system,
        "description": event.description,
        "link": event.link,
    }


def name_place(event: ShownEvent) -> str:
    """The institutions that it is for, where they are few."""
    several = len(event.institutions) > MOST_PLACES_NAMED
    return "" if several else ", ".join(event.institutions)


def describe_systems(agenda: Agenda, *, next: str) -> dict[str, Any]:  # noqa: A002
    """How many events there are, from which systems, and which did not answer or were not asked.

    `next` is the address of the calendar, to which a step-up comes back.
    """
    return {
        "count": len(agenda.events),
        "names": agenda.systems,
        "fetched_at": agenda.fetched_at,
        "troubles": agenda.troubles,
        "breaks": [name_break(*agenda.paused)] if agenda.paused else [],
        "held": describe_held(agenda.held, next=next),
    }


def list_places(events: Iterable[ShownEvent]) -> set[str]:
    """The names of the places that stand with some events."""
    return {name for event in events if (name := name_place(event))}
