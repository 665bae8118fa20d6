"""A calendar as RFC 5545 writes it: titles, times and places, and no text of any page."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vDuration

from cms.calendar.subscribing.queries import Entry, Feed

# How often programs that listen ask again.
REFRESHED = timedelta(hours=6)
_DENMARK = ZoneInfo("Europe/Copenhagen")
# Written out: what the library works out for itself begins an hour late and ends after some years.
_TIME_ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Copenhagen
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


def write_calendar(feed: Feed) -> bytes:
    """The file that a calendar program gets; the same bytes as long as nothing has changed."""
    name = ": ".join(["Indgang", *([", ".join(feed.places)] if feed.places else [])])
    calendar = Calendar()
    calendar.add("prodid", "-//Indgang//Kalender//DA")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", _DENMARK.key)
    calendar.add("refresh-interval", vDuration(REFRESHED), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESHED))
    calendar.add_component(Timezone.from_ical(_TIME_ZONE))
    for event in _make_events(feed.entries):
        calendar.add_component(event)
    return calendar.to_ical()


def _make_events(entries: Iterable[Entry]) -> Iterable[Event]:
    for entry in entries:
        row, event = entry.row, Event()
        event.add("uid", entry.uid)
        # Without a METHOD it says when the event was changed last, as LAST-MODIFIED does.
        event.add("dtstamp", entry.changed_at)
        event.add("last-modified", entry.changed_at)
        event.add("sequence", entry.sequence)
        event.add("summary", row.title)
        for name, value in _name_times(entry).items():
            event.add(name, value)
        if where := ", ".join(part for part in (row.location, row.institution_name) if part):
            event.add("location", where)
        if row.is_closing_day:
            event.add("categories", [_("Closing day")])
        # Nobody is busy because the school has holidays.
        event.add("transp", "TRANSPARENT" if row.all_day else "OPAQUE")
        event.add("url", entry.url)
        yield event


def _name_times(entry: Entry) -> dict[str, Any]:
    """Days without hours, of which the end is the day after; or moments of Danish time."""
    row = entry.row
    if row.all_day:
        return {"dtstart": row.first_day, "dtend": row.last_day + timedelta(days=1)}
    return {
        "dtstart": row.begins_at.astimezone(_DENMARK),
        "dtend": row.ends_at.astimezone(_DENMARK),
    }
