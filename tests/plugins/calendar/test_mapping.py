"""Whose timetable is shown to whom, and what lessons and events become."""

from datetime import date, datetime

import pytest

from indgang_sdk.calendar import Event, Lesson, LessonState
from indgang_sdk.people import Child, Group, Institution, Readers, Role, Viewer
from plugins.calendar.mapping import (
    Read,
    Timetable,
    list_timetables,
    map_event,
    map_timetable,
    name_readers,
)
from plugins.calendar.payloads import Entry
from plugins.calendar.settings import ClassFeed
from tests.plugins.calendar.feeds import (
    GROUP_3B,
    GROUP_7A,
    OTHER_3B,
    at,
    make_child,
    make_viewer,
)

FEED_3B, FEED_7A = "https://timeplan.example/3b.ics", "https://timeplan.example/7a.ics"
FEEDS = (
    ClassFeed(class_name="3.B", address=FEED_3B),
    ClassFeed(class_name="7.A", address=FEED_7A),
)
SCHOOL = (Institution(number="998101", name="Fjordskolen"),)
READERS = tuple(
    Readers(institution="998101", group="3.B", role=role)
    for role in (Role.PUPIL, Role.GUARDIAN, Role.STAFF)
)


def find(viewer: Viewer, feeds: tuple[ClassFeed, ...] = FEEDS) -> list[tuple[str, Child | None]]:
    found = list_timetables(viewer, feeds, SCHOOL)
    return [(each.address, each.child) for each in found]


# --- whose ----------------------------------------------------------------------------------------


def test_a_mother_sees_the_classes_of_her_children() -> None:
    bo, emil = make_child(GROUP_3B), make_child(GROUP_7A)
    mother = make_viewer(Role.GUARDIAN, children=[bo, emil], groups=(GROUP_3B, GROUP_7A))
    assert find(mother) == [(FEED_3B, bo), (FEED_7A, emil)]


def test_a_pupil_sees_the_own_class_once() -> None:
    me = make_child(GROUP_3B)
    assert find(make_viewer(Role.PUPIL, children=[me], groups=(GROUP_3B,))) == [(FEED_3B, me)]


def test_a_teacher_sees_the_classes_that_she_works_with() -> None:
    teacher = make_viewer(Role.STAFF, groups=(GROUP_3B, GROUP_7A))
    assert find(teacher) == [(FEED_3B, None), (FEED_7A, None)]


def test_a_teacher_sees_the_class_of_her_own_child_once() -> None:
    bo = make_child(GROUP_3B)
    teacher = make_viewer(Role.STAFF, Role.GUARDIAN, children=[bo], groups=(GROUP_3B, GROUP_7A))
    assert find(teacher) == [(FEED_3B, bo), (FEED_7A, None)]


def test_a_class_of_the_same_name_at_another_school_is_another_class() -> None:
    noor = make_child(OTHER_3B)
    assert find(make_viewer(Role.GUARDIAN, children=[noor])) == []
    assert find(make_viewer(Role.STAFF, groups=(OTHER_3B,))) == []
    bo = make_child(GROUP_3B)
    assert find(make_viewer(Role.GUARDIAN, children=[bo])) == [(FEED_3B, bo)]


@pytest.mark.parametrize("name", ["3.B", "3.b", " 3. B "])
def test_a_class_is_found_however_its_name_is_written(name: str) -> None:
    bo = make_child(GROUP_3B)
    feeds = (ClassFeed(class_name=name, address=FEED_3B),)
    assert find(make_viewer(Role.GUARDIAN, children=[bo]), feeds) == [(FEED_3B, bo)]


def test_a_class_without_a_feed_has_no_timetable() -> None:
    bo = make_child(Group(name="3.A", institution="998101"), GROUP_3B)
    assert find(make_viewer(Role.GUARDIAN, children=[bo])) == [(FEED_3B, bo)]


# --- what -----------------------------------------------------------------------------------------


def make_entry(**values: object) -> Entry:
    given: dict[str, object] = {
        "key": "k",
        "title": "Dansk",
        "starts_at": at(24, 10, 15),
        "ends_at": at(24, 11, 30),
    }
    return Entry(**(given | values))  # type: ignore[arg-type]


def map_one(entry: Entry, language: str = "da") -> Event | Lesson:
    timetable = Timetable(group=GROUP_3B, address=FEED_3B)
    (mapped,) = map_timetable(Read(timetable=timetable, entries=[entry]), language)
    return mapped


def test_a_lesson_says_when_what_where_and_with_whom() -> None:
    bo = make_child(GROUP_3B)
    timetable = Timetable(group=GROUP_3B, address=FEED_3B, child=bo)
    read = Read(timetable=timetable, entries=[make_entry(place="14", contact="ALY")])
    (lesson,) = map_timetable(read, "da")
    assert lesson == Lesson(
        starts_at=at(24, 10, 15),
        ends_at=at(24, 11, 30),
        subject="Dansk",
        group=GROUP_3B,
        room="14",
        teacher="ALY",
        child=bo,
    )


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, LessonState.NORMAL),
        ({"categories": ("Skema",)}, LessonState.NORMAL),
        ({"categories": ("Skema", "VIKAR")}, LessonState.SUBSTITUTE),
        ({"categories": ("Substitute",)}, LessonState.SUBSTITUTE),
        ({"is_cancelled": True}, LessonState.CANCELLED),
        ({"is_cancelled": True, "categories": ("Vikar",)}, LessonState.CANCELLED),
    ],
)
def test_a_lesson_is_normal_with_a_substitute_or_cancelled(
    values: dict[str, object], state: LessonState
) -> None:
    lesson = map_one(make_entry(**values))
    assert isinstance(lesson, Lesson)
    assert lesson.state is state


def test_whole_days_in_a_timetable_are_an_event_of_the_class() -> None:
    days = date(2026, 11, 24), date(2026, 11, 25)
    assert map_one(make_entry(title="Lejrskole", starts_at=days[0], ends_at=days[1])) == Event(
        key="k", title="Lejrskole", starts_at=days[0], ends_at=days[1], readers=READERS
    )


@pytest.mark.parametrize(
    ("language", "title"), [("da", "Aflyst: Julefest"), ("en", "Cancelled: Julefest")]
)
def test_a_cancelled_event_says_so_in_its_title(language: str, title: str) -> None:
    entry = make_entry(title="Julefest", is_cancelled=True)
    assert map_event(entry, READERS, language).title == title


def test_an_entry_without_a_title_has_words_for_it() -> None:
    lessons = [map_one(make_entry(title=""), language) for language in ("da", "en")]
    assert [each.subject for each in lessons if isinstance(each, Lesson)] == [
        "Uden titel",
        "Without a title",
    ]


def test_what_is_for_everybody_names_pupils_guardians_and_staff_of_the_institution() -> None:
    assert name_readers(SCHOOL) == (
        Readers(institution="998101", role=Role.PUPIL),
        Readers(institution="998101", role=Role.GUARDIAN),
        Readers(institution="998101", role=Role.STAFF),
    )


def test_an_event_keeps_its_place_and_description() -> None:
    entry = make_entry(title="Julefest", place="Aulaen", description="Tag kage med")
    event = map_event(entry, READERS, "da")
    assert (event.place, event.description) == ("Aulaen", "Tag kage med")
    assert isinstance(event.starts_at, datetime)
