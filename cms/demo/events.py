"""Puts the demo's events where editors would have put them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from cms.calendar.repeating import Repeats
from cms.demo.audiences import Places
from cms.demo.pages import add_page
from cms.demo.rights import find_author
from cms.models import EventPage
from sandbox.content.events import Event

_A_MONTH = timedelta(days=30)


def make_events(events: Iterable[Event], *, places: Places, now: datetime) -> None:
    """Publishes the events as their places' leaders."""
    for event in events:
        page = EventPage(
            title=event.title,
            summary=event.text,
            starts_on=event.first,
            ends_on=event.last,
            starts_at=event.begins,
            ends_at=event.ends,
            hours_each_day=event.hours_each_day,
            location=event.location,
            is_closing_day=event.is_closing_day,
            repeats=Repeats.BIWEEKLY if event.biweekly_until else Repeats.NEVER,
            repeats_until=event.biweekly_until,
            own_audience=places.make_keys(event.audience),
        )
        author = find_author("", places.find_institution(event.place))
        add_page(places.find_home(event.place), page, author=author, moment=now - _A_MONTH)
