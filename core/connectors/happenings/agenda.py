"""Asks all systems for what happens in a period, for whoever looks into the calendar."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.access.viewer import Viewer
from core.connectors.asked import ask_all
from core.connectors.happenings.asking import ask_what_happens
from core.connectors.happenings.drawing import ShownEvent, draw_events
from core.connectors.households import read_household
from core.connectors.levels import Held
from core.connectors.reached import Reached
from core.connectors.running.outcomes import Answered
from core.connectors.troubles import Trouble, list_troubles
from indgang_sdk.calendar import Period

WITHIN = timedelta(seconds=5)


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """The events of connected systems in their order, and the systems that did not answer.

    Lessons are none of it: a timetable would leave no room for what happens besides.
    """

    events: tuple[ShownEvent, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    paused: tuple[str, ...] = ()
    held: Held | None = None
    fetched_at: datetime | None = None

    @property
    def systems(self) -> tuple[str, ...]:
        """The systems that something is from."""
        return tuple(sorted({event.system for event in self.events}))


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place whose calendar it is: its unit as in keys, and the institution that it belongs to."""

    unit: str
    institution: str = ""


def read_agenda(
    viewer: Viewer, period: Period, *, language: str, place: Place | None = None
) -> Agenda:
    """What the viewer may see of what happens, by one deadline for all systems.

    Of a place, only what its systems say happens there.
    """
    household = read_household(viewer)
    if household is None:
        return Agenda()
    asked = ask_all(
        household,
        "event_sources",
        make=lambda item: ask_what_happens(item, household, period, language=language),
        within=WITHIN,
        viewer=viewer,
        language=language,
        may_ask=lambda item: place is None or _is_used_at(item, place),
    )
    events = [
        event
        for _, drawing, outcome in asked.answers
        if isinstance(outcome, Answered)
        for event in draw_events(outcome.value.events, drawing, keys=household.viewer.keys)
        if _is_in(event, period) and (place is None or place.unit in event.units)
    ]
    return Agenda(
        events=tuple(sorted(events, key=lambda event: event.order)),
        troubles=tuple(list_troubles(asked, language=language)),
        paused=asked.paused,
        held=asked.held,
        fetched_at=viewer.now,
    )


def _is_used_at(reached: Reached, place: Place) -> bool:
    reach = reached.reach
    used_at = {reach.connection.municipality.code, *(one.key for one in reach.institutions)}
    return place.unit in used_at or place.institution in used_at


def _is_in(event: ShownEvent, period: Period) -> bool:
    return event.first_day <= period.last and event.last_day >= period.first
