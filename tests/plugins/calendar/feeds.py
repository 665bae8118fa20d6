"""Feeds written by hand, and what they are read for."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from indgang_sdk.calendar import Period
from indgang_sdk.people import Child, Group, Need, Role, Viewer
from plugins.calendar.payloads import Entry, list_entries

DENMARK = ZoneInfo("Europe/Copenhagen")
# The week of the demo, Monday to Sunday.
WEEK = Period(first=date(2026, 11, 23), last=date(2026, 11, 29))
GROUP_3B = Group(name="3.B", institution="998101")
GROUP_7A = Group(name="7.A", institution="998101")
OTHER_3B = Group(name="3.B", institution="998102")


def write_event(*lines: str, uid: str = "1") -> list[str]:
    return ["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20260101T000000Z", *lines, "END:VEVENT"]


def write_feed(*events: Iterable[str]) -> bytes:
    """A calendar of some components, each given by its lines."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//DA"]
    return "\r\n".join([*lines, *(line for each in events for line in each), "END:VCALENDAR", ""]
    ).encode()  # fmt: skip


def read(*events: Iterable[str], period: Period = WEEK) -> list[Entry]:
    return list_entries(write_feed(*events), period)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026 in Denmark."""
    return datetime(2026, 11, day, hour, minute, tzinfo=DENMARK)


def make_child(*groups: Group) -> Child:
    return Child({Need.CHILD_GROUPS: groups})


def make_viewer(
    *roles: Role, children: Iterable[Child] = (), groups: tuple[Group, ...] = ()
) -> Viewer:
    values = {Need.VIEWER_ROLES: frozenset(roles), Need.VIEWER_GROUPS: groups}
    return Viewer(values, children)
