"""What event sources answer: events for those whom they name, and lessons of known children."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from core.connectors.happenings.checking import check_happenings
from indgang_sdk.calendar import Event, Lesson
from indgang_sdk.errors import UnexpectedAnswer
from indgang_sdk.people import Child, Group, Need, Readers, Role

BO = Child({Need.CHILD_ID: "bo"})
OSKAR = Child({Need.CHILD_ID: "oskar"})
MORNING = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
READERS = (Readers(institution="998101", role=Role.PUPIL),)


def event(**named):
    given = {"key": "1", "title": "Tur", "starts_at": MORNING, "ends_at": MORNING}
    return Event(**{**given, "readers": READERS, **named})


def lesson(child=BO):
    group = Group(name="3.B", institution="998101")
    return Lesson(starts_at=MORNING, ends_at=MORNING, subject="Dansk", group=group, child=child)


@pytest.fixture
def context():
    told = []
    return SimpleNamespace(viewer=SimpleNamespace(children=(BO,)), alarm=told.append, told=told)


def test_events_and_lessons_are_told_apart(context):
    found = check_happenings([event(), lesson()], context)
    assert (found.lessons, found.events) == ((lesson(),), (event(),))


def test_readers_that_can_be_gone_through_once_are_kept(context):
    once = event(readers=iter(READERS))
    assert check_happenings([once], context).events == (event(),)


def test_CON_21_a_lesson_of_a_stranger_is_dropped_and_told(context):
    assert check_happenings([lesson(), lesson(OSKAR)], context).lessons == (lesson(),)
    assert context.told == ["dropped an answer about somebody who was not asked about"]


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (["Dansk"], "str is nothing that belongs here"),
        (event(), "Event in place of several"),
        ([event(readers=())], "no readers are named"),
        ([event(readers=("bo",))], "str is nothing that belongs here"),
        ([event(readers=(Readers(person="\ud800"),))], "person holds a character that is none"),
        ([event(readers=(Readers(person="\0"),))], "person holds a character that is none"),
        ([event(readers=(Readers(person=["bo"]),))], "person is no text"),
        ([event(readers=(Readers(institution="998101", role="pupil"),))], "role is no Role"),
        ([event(title=None)], "title is no text"),
        ([event(description="x" * 2_001)], "description is longer than 2000 characters"),
        ([event(link="https://x.example")], "str in place of Link"),
        ([event(starts_at="2026-11-23")], "str in place of date"),
        (
            [event(ends_at=MORNING.replace(tzinfo=None))],
            "ends_at does not say its time zone",
        ),
        ([event(ends_at=date(9999, 12, 31))], "ends_at lies outside of 1900 to 2200"),
        ([event(starts_at=date(1899, 12, 31))], "starts_at lies outside of 1900 to 2200"),
        ([event()] * 8_001, "more than 8000 are too many"),
    ],
)
def test_CON_01_what_is_no_event_is_refused(context, value, reason):
    assert check_happenings([event()], context).events == (event(),)
    with pytest.raises(UnexpectedAnswer) as refused:
        check_happenings(value, context)
    assert str(refused.value) == reason
