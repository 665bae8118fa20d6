"""Timetables as calendar feeds, one for each class, at addresses that only who has them knows.

Beside them each school has a feed of what happens for all of it.

A lesson is an event with RRULE and EXDATE. SUMMARY is the subject, LOCATION the room, CONTACT the
teacher's initials. What is different on a day stands in an event of the same UID with
RECURRENCE-ID: a substitute has `CATEGORIES:Vikar`, and STATUS:CANCELLED takes place not at all.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus
from typing import TypeVar

from icalendar import Calendar, Event, Timezone, vRecur

from sandbox.roster.world import INSTITUTIONS
from sandbox.servers.exchange import Question, Rejection, Reply, Sample, System, reply_unless_known
from sandbox.servers.lessons import TOLD, Change, WeeklyLesson, list_lessons
from sandbox.servers.pages import answer_page
from sandbox.servers.people import People, Place
from sandbox.servers.school_events import SchoolEvent, list_school_events
from sandbox.servers.school_week import DENMARK, SchoolWeek, at
from sandbox.servers.tickets import CodeDesk

T = TypeVar("T")
CALENDAR = "text/calendar; charset=utf-8"
# Written out, because the list of changes that the library makes ends after some years.
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


class Timetables(System):
    """The feeds of the schools of a municipality."""

    speaks = "iCalendar"

    def __init__(self, people: People, clock: Callable[[], date]) -> None:
        self.keys: Mapping[str, str] = {}
        self.people, self.clock = people, clock
        self.codes = CodeDesk()
        self.feeds = {make_feed_path(place): place for place in list_classes(self.municipalities)}
        schools = {place.institution for place in self.feeds.values()}
        self.calendars = {make_calendar_path(school): school for school in sorted(schools)}

    def answer(self, question: Question) -> Reply:
        if question.path in {"/", "/page.css"}:
            return answer_page(self, question, people=self.people, codes=self.codes)
        body = self._write(question) if question.method == "GET" else None
        if body is None:
            raise Rejection(HTTPStatus.NOT_FOUND, "there is no such feed")
        return reply_unless_known(Reply(body=body, content_type=CALENDAR), question)

    def _write(self, question: Question) -> bytes | None:
        week = SchoolWeek(today=self.clock())
        if question.path in self.calendars:
            school = _choose(self.calendars, question)
            return write_calendar(self.title, school, week)
        if question.path in self.feeds:
            return write_feed(self.title, self.people, _choose(self.feeds, question), week)
        return None

    def list_samples(self) -> list[Sample]:
        """Where the feeds are, those of the cast's classes first."""
        feeds = sorted(
            self.feeds.items(), key=lambda feed: (feed[1].institution, feed[1].group) not in TOLD
        )
        calendars = [
            Sample(about=f"{INSTITUTIONS[school].name}, fælles kalender", words=path)
            for path, school in self.calendars.items()
        ]
        return calendars + [
            Sample(about=f"{INSTITUTIONS[place.institution].name}, {place.group}", words=path)
            for path, place in feeds
        ]


class Timeplan(Timetables):
    """The timetables of Lindesø."""

    name, title, municipalities = "timeplan", "Timeplan", ("998",)


class Ugeskema(Timetables):
    """The timetables of Klitnæs."""

    name, title, municipalities = "ugeskema", "Ugeskema", ("999",)


def list_classes(municipalities: Iterable[str]) -> Iterator[Place]:
    """The classes that have a feed: those of all schools of some municipalities."""
    for institution in INSTITUTIONS.values():
        if institution.kind == "school" and institution.municipality in set(municipalities):
            for group in institution.main_groups:
                yield Place(institution=institution.key, group=group.name, level=group.level)


def make_feed_path(place: Place) -> str:
    """Where the feed of a class is; the same on every start."""
    return _make_path(place.institution, place.group)


def make_calendar_path(school: str) -> str:
    """Where the feed of what happens for all of a school is; the same on every start."""
    return _make_path(school, "kalender")


def write_calendar(title: str, school: str, week: SchoolWeek) -> bytes:
    """The feed of what happens for all of a school, the same bytes all day."""
    calendar = _begin(title, f"Fælles kalender, {INSTITUTIONS[school].name}")
    stamp = at(week.monday, 6).astimezone(UTC)
    for event in list_school_events(school, week):
        uid = f"{event.key}-{school}@{title.lower()}.example"
        calendar.add_component(_make_school_event(event, uid, stamp))
    return bytes(calendar.to_ical())


def write_feed(title: str, people: People, place: Place, week: SchoolWeek) -> bytes:
    """The feed of a class, the same bytes all day."""
    calendar = _begin(title, f"{place.group}, {INSTITUTIONS[place.institution].name}")
    stamp = at(week.monday, 6).astimezone(UTC)
    for lesson in list_lessons(people, place, week):
        uid = f"{lesson.key}-{place.institution}-{place.group}@{title.lower()}.example"
        calendar.add_component(_make_series(lesson, uid, stamp))
        for change in lesson.changes:
            calendar.add_component(_make_change(lesson, change, uid, stamp))
    return bytes(calendar.to_ical())


def _make_path(school: str, name: str) -> str:
    key = hashlib.sha256(f"sandbox {school} {name}".encode()).hexdigest()[:16]
    return f"/feeds/{key}/{school}-{name.replace('.', '').lower()}.ics"


def _choose(feeds: Mapping[str, T], question: Question) -> T:
    """Whose feed is answered: that which was asked for, or of a system that lies another one."""
    asked = feeds[question.path]
    return next(other for other in feeds.values() if other != asked) if question.lies else asked


def _begin(title: str, name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", f"-//{title}//Skema//DA")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add_component(Timezone.from_ical(_TIME_ZONE))
    return calendar


def _make_school_event(school_event: SchoolEvent, uid: str, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp)
    event.add("dtstart", school_event.starts_at)
    event.add("dtend", school_event.ends_at)
    event.add("summary", school_event.title)
    if school_event.place:
        event.add("location", school_event.place)
    if school_event.description:
        event.add("description", school_event.description)
    return event


def _make_series(lesson: WeeklyLesson, uid: str, stamp: datetime) -> Event:
    event = _make_event(lesson, uid, stamp, moved=timedelta())
    until = datetime.combine(lesson.last, lesson.ends_at.timetz()).astimezone(UTC)
    event.add("rrule", vRecur({"FREQ": "WEEKLY", "UNTIL": until}))
    starts = lesson.starts_at.timetz()
    for day in lesson.days_off:
        event.add("exdate", datetime.combine(day, starts))
    event.add("contact", lesson.teacher)
    return event


def _make_change(lesson: WeeklyLesson, change: Change, uid: str, stamp: datetime) -> Event:
    moved = change.day - lesson.starts_at.date()
    event = _make_event(lesson, uid, stamp, moved=moved)
    event.add("recurrence-id", _move(lesson.starts_at, moved))
    event.add("sequence", 1)
    event.add("contact", change.substitute or lesson.teacher)
    if change.is_cancelled:
        event.add("status", "CANCELLED")
    else:
        event.add("categories", ["Vikar"])
    return event


def _make_event(lesson: WeeklyLesson, uid: str, stamp: datetime, *, moved: timedelta) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp)
    event.add("dtstart", _move(lesson.starts_at, moved))
    event.add("dtend", _move(lesson.ends_at, moved))
    event.add("summary", lesson.subject)
    event.add("location", lesson.room)
    return event


def _move(moment: datetime, by: timedelta) -> datetime:
    """The same time of day on another day, whatever the clocks do in between."""
    return datetime.combine(moment.date() + by, moment.time(), tzinfo=DENMARK)
