"""The calendar feeds: read by a library that knows recurring events, as a connector will."""

from datetime import date, timedelta
from typing import Any

import pytest
import recurring_ical_events
from icalendar import Calendar

from sandbox.servers.people import People, Place
from sandbox.servers.playing import Sandbox
from sandbox.servers.school_week import SchoolWeek
from sandbox.servers.timetables import (
    Timeplan,
    Timetables,
    Ugeskema,
    make_calendar_path,
    make_feed_path,
    write_calendar,
    write_feed,
)
from tests.sandbox.asking import Heard, ask

TUESDAY, NEXT_TUESDAY = date(2026, 11, 24), date(2026, 12, 1)
Row = tuple[str, str, str, str, str]


def ask_feed(sandbox: Sandbox, system: str, institution: str, group: str, **headers: str) -> Heard:
    path = make_feed_path(Place(institution=institution, group=group, level=""))
    return ask(f"{sandbox.addresses[system]}{path}", headers=headers)


def list_day(answer: Heard, day: date) -> list[Row]:
    """Times, subject, room, what is the matter, and the teacher's initials, in order."""
    events = recurring_ical_events.of(Calendar.from_ical(answer.body)).at(day)
    return [
        (
            f"{event['DTSTART'].dt:%H.%M}-{event['DTEND'].dt:%H.%M}",
            str(event["SUMMARY"]),
            str(event["LOCATION"]),
            read_state(event),
            str(event["CONTACT"]),
        )
        for event in sorted(events, key=lambda each: each["DTSTART"].dt)
    ]


def read_state(event: Any) -> str:
    if event.get("STATUS") == "CANCELLED":
        return "cancelled"
    return "substitute" if "CATEGORIES" in event else ""


def test_the_tuesday_of_3b(sandbox: Sandbox) -> None:
    answer = ask_feed(sandbox, "timeplan", "998101", "3.B")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    this, later = list_day(answer, TUESDAY), list_day(answer, NEXT_TUESDAY)
    assert [row[:4] for row in later] == [
        ("08.15-09.45", "Svømning", "Svømmehallen", ""),
        ("10.15-11.30", "Dansk", "14", ""),
        ("12.10-13.30", "Matematik", "14", "substitute"),
    ]
    assert this[0][:4] == ("08.15-09.45", "Idræt", "Hallen", "")
    assert this[1:] == later[1:]


def test_danish_in_3b_is_annas_and_the_substitute_is_another(sandbox: Sandbox) -> None:
    answer = ask_feed(sandbox, "timeplan", "998101", "3.B")
    assert list_day(answer, TUESDAY)[1][4] == "ALY"
    replaced = list_day(answer, TUESDAY)[2][4]
    usual = list_day(answer, TUESDAY - timedelta(days=7))[2]
    assert usual[3] == ""
    assert replaced not in {"", usual[4]}


def test_sport_of_7a_is_cancelled(sandbox: Sandbox) -> None:
    answer = ask_feed(sandbox, "timeplan", "998101", "7.A")
    assert [row[:4] for row in list_day(answer, TUESDAY)] == [
        ("08.00-09.30", "Engelsk", "21", ""),
        ("09.45-11.30", "Idræt", "Hallen", "cancelled"),
        ("12.10-15.00", "Fysik/kemi", "31", ""),
    ]
    assert list_day(answer, TUESDAY - timedelta(days=7))[1][3] == ""


def test_a_change_is_told_as_an_exception_of_its_series(sandbox: Sandbox) -> None:
    calendar = Calendar.from_ical(ask_feed(sandbox, "timeplan", "998101", "7.A").body)
    series = {str(event["UID"]) for event in calendar.walk("VEVENT") if "RRULE" in event}
    changed = [event for event in calendar.walk("VEVENT") if "RECURRENCE-ID" in event]
    assert [event["RECURRENCE-ID"].dt.date() for event in changed] == [TUESDAY, NEXT_TUESDAY]
    assert {str(event["UID"]) for event in changed} <= series


def test_times_keep_their_hour_when_the_clocks_change(sandbox: Sandbox) -> None:
    answer = ask_feed(sandbox, "ugeskema", "999101", "5.A")
    calendar = recurring_ical_events.of(Calendar.from_ical(answer.body))
    moments = [
        min(event["DTSTART"].dt for event in calendar.at(day))
        for day in (date(2026, 10, 20), date(2026, 10, 27))
    ]
    assert [moment.hour for moment in moments] == [8, 8]
    assert [moment.utcoffset() for moment in moments] == [timedelta(hours=2), timedelta(hours=1)]


@pytest.mark.parametrize(
    ("system", "institution", "day"),
    [
        ("timeplan", "998101", date(2026, 10, 13)),
        ("timeplan", "998101", date(2026, 12, 24)),
        ("timeplan", "998101", date(2027, 2, 16)),
        ("ugeskema", "999101", date(2027, 2, 23)),
        ("ugeskema", "999101", date(2027, 7, 6)),
    ],
)
def test_there_are_no_lessons_in_holidays(
    sandbox: Sandbox, system: str, institution: str, day: date
) -> None:
    answer = ask_feed(sandbox, system, institution, "5.A")
    assert list_day(answer, day) == []
    assert list_day(answer, TUESDAY) != []


def test_each_class_has_its_own_feed_and_every_school_day(sandbox: Sandbox) -> None:
    for system in sandbox.systems:
        if system.speaks == "iCalendar":
            paths = [sample.words for sample in system.list_samples()]
            bodies = {ask(f"{sandbox.addresses[system.name]}{path}").body for path in paths}
            assert len(bodies) == len(paths) > 10
    answer = ask_feed(sandbox, "timeplan", "998102", "3.B")
    days = [TUESDAY + timedelta(days=number) for number in range(4)]
    assert [len(list_day(answer, day)) for day in days] == [3, 3, 3, 3]


def list_titles(body: bytes, first: date, last: date) -> list[str]:
    events = recurring_ical_events.of(Calendar.from_ical(body)).between(first, last)
    return sorted(str(event["SUMMARY"]) for event in events)


def test_a_school_has_a_calendar_for_everybody(sandbox: Sandbox) -> None:
    answer = ask(f"{sandbox.addresses['timeplan']}{make_calendar_path('998101')}")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    november = list_titles(answer.body, date(2026, 11, 23), date(2026, 11, 30))
    assert november == ["Brandøvelse", "Klippe-klistre-dag"]
    assert list_titles(answer.body, date(2026, 12, 1), date(2026, 12, 8)) == ["Fælles morgensang"]
    # New Year's Day is a Friday, and nobody sings.
    assert list_titles(answer.body, date(2027, 1, 1), date(2027, 1, 2)) == []
    other = ask(f"{sandbox.addresses['ugeskema']}{make_calendar_path('998101')}")
    assert other.status == 404


@pytest.mark.parametrize("school", ["998101", "998102", "999101", "999102"])
def test_no_day_of_the_year_has_a_broken_calendar(school: str) -> None:
    for today in (date(2026, 8, 1) + timedelta(days=number) for number in range(0, 380, 20)):
        calendar = Calendar.from_ical(write_calendar("Skema", school, SchoolWeek(today=today)))
        events = calendar.walk("VEVENT")
        assert len({str(event["UID"]) for event in events}) == len(events) > 8
        assert all(event["DTSTART"].dt < event["DTEND"].dt for event in events)


def test_an_unchanged_feed_is_sent_once(sandbox: Sandbox) -> None:
    first = ask_feed(sandbox, "timeplan", "998101", "3.B")
    again = ask_feed(
        sandbox, "timeplan", "998101", "3.B", **{"If-None-Match": first.headers["etag"]}
    )
    assert (first.status, again.status, again.body) == (200, 304, b"")


def test_who_does_not_know_the_address_gets_no_feed(sandbox: Sandbox) -> None:
    path = make_feed_path(Place(institution="998101", group="3.B", level=""))
    guessed = path.replace(path.split("/")[2], "0" * 16)
    assert ask(f"{sandbox.addresses['timeplan']}{guessed}").status == 404
    assert ask(f"{sandbox.addresses['timeplan']}{path}").status == 200
    assert ask(f"{sandbox.addresses['ugeskema']}{path}").status == 404


def test_a_lying_timetable_is_that_of_another_class(sandbox: Sandbox) -> None:
    honest = ask_feed(sandbox, "timeplan", "998101", "3.B")
    address = f"{sandbox.addresses['sandbox']}/switches/timeplan"
    ask(address, method="PUT", value={"state": "other_child"})
    lied = ask_feed(sandbox, "timeplan", "998101", "3.B")
    ask(address, method="PUT", value={"state": "normal"})
    assert b"3.B" in honest.body
    assert b"3.B" not in lied.body


def test_the_feed_is_the_same_bytes_all_day() -> None:
    today = date(2027, 3, 10)
    bodies = []
    for _ in range(2):
        with Sandbox(clock=lambda: today) as sandbox:
            bodies.append(ask_feed(sandbox, "timeplan", "998101", "3.B").body)
    assert bodies[0] == bodies[1]


@pytest.mark.parametrize("system", [Timeplan, Ugeskema])
def test_no_day_of_the_year_has_a_broken_feed(system: type[Timetables]) -> None:
    days = [date(2026, 8, 1) + timedelta(days=number) for number in range(0, 380, 20)]
    for today in days:
        week = SchoolWeek(today=today)
        people = People(*system.municipalities, year=week.school_year)
        group = "3.B" if system is Timeplan else "5.A"
        institution = "998101" if system is Timeplan else "999101"
        place = Place(institution=institution, group=group, level=group[0])
        calendar = Calendar.from_ical(write_feed("Skema", people, place, week))
        for event in calendar.walk("VEVENT"):
            if "RRULE" in event:
                assert event["RRULE"]["UNTIL"][0] >= event["DTSTART"].dt
            else:
                assert event["RECURRENCE-ID"].dt.date() in week_days(week)


def week_days(week: SchoolWeek) -> set[date]:
    """Of the running week and the next."""
    return {week.monday + timedelta(days=number) for number in range(14)}
