"""The connector against the timetables of the sandbox, through the portal's own way out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

import pytest
from pydantic import ValidationError

from indgang_sdk.calendar import Event, Lesson, LessonState, Period
from indgang_sdk.errors import ConnectorError, Unavailable, UnexpectedAnswer
from indgang_sdk.people import Readers, Role, Viewer
from indgang_sdk.texts import Text
from indgang_sdk.tiles import Item, Mark
from plugins.calendar import plugin
from plugins.calendar.settings import CalendarSettings, ClassFeed
from plugins.calendar.today import NOT_READ
from sandbox.servers.people import Place
from sandbox.servers.playing import Sandbox
from sandbox.servers.switches import State
from sandbox.servers.timetables import make_feed_path
from tests.plugins.calendar.feeds import GROUP_3B, GROUP_7A, WEEK, at, make_child, make_viewer
from tests.plugins.calling import Call, Countdown, WatchedClient
from tests.plugins.conftest import Turn

Make = Callable[..., Call]
TUESDAY = Period(first=date(2026, 11, 24), last=date(2026, 11, 24))


def make_mother() -> Viewer:
    return make_viewer(Role.GUARDIAN, children=[make_child(GROUP_3B), make_child(GROUP_7A)])


@pytest.fixture
def find_feed(sandbox: Sandbox) -> Callable[[str, str], str]:
    """The address of a class' feed."""

    def find(group: str, system: str = "timeplan") -> str:
        place = Place(institution="998101", group=group, level="")
        return f"{sandbox.addresses[system]}{make_feed_path(place)}"

    return find


@pytest.fixture
def make(find_feed: Callable[..., str]) -> Make:
    """Makes the call of somebody at the school, with the feeds of two classes."""

    def make_call(viewer: Viewer | None = None, *, seconds: float = 30, **addresses: str) -> Call:
        named = {"3.B": find_feed("3.B"), "7.A": find_feed("7.A")} | addresses
        feeds = tuple(ClassFeed(class_name=name, address=each) for name, each in named.items())
        hosts = {urlsplit(each).netloc for each in named.values()}
        deadline = Countdown(seconds=seconds)
        return Call(
            settings=CalendarSettings(feeds=feeds, events_address=find_feed("7.A")),
            http=WatchedClient(*hosts, deadline=deadline),
            viewer=viewer or make_mother(),
            institutions=("998101",),
            now=datetime(2026, 11, 24, 6, 0, tzinfo=UTC),
            deadline=deadline,
        )

    return make_call


def get_client(call: Call) -> WatchedClient:
    assert isinstance(call.http, WatchedClient)
    return call.http


# --- what is shown --------------------------------------------------------------------------------


def test_the_tuesday_of_two_brothers(make: Make) -> None:
    call = make()
    bo, emil = call.viewer.children
    lessons = list(plugin.read_timetable(call.make_context(), TUESDAY))
    assert [
        (each.child, f"{each.starts_at:%H.%M}", each.subject, each.room, each.state)
        for each in lessons
        if isinstance(each, Lesson)
    ] == [
        (bo, "08.15", "Idræt", "Hallen", LessonState.NORMAL),
        (bo, "10.15", "Dansk", "14", LessonState.NORMAL),
        (bo, "12.10", "Matematik", "14", LessonState.SUBSTITUTE),
        (emil, "08.00", "Engelsk", "21", LessonState.NORMAL),
        (emil, "09.45", "Idræt", "Hallen", LessonState.CANCELLED),
        (emil, "12.10", "Fysik/kemi", "31", LessonState.NORMAL),
    ]
    danish = lessons[1]
    assert isinstance(danish, Lesson)
    assert (danish.teacher, danish.group) == ("ALY", GROUP_3B)


def test_a_teacher_sees_her_class_for_a_week(make: Make) -> None:
    call = make(make_viewer(Role.STAFF, groups=(GROUP_3B,)))
    lessons = list(plugin.read_timetable(call.make_context(), WEEK))
    assert len(lessons) == 15
    assert {each.child for each in lessons if isinstance(each, Lesson)} == {None}


def test_the_tile_of_the_morning_shows_today(make: Make) -> None:
    call = make()
    bo, emil = call.viewer.children
    parts = plugin.read_today(call.make_context()).parts
    assert [part.child for part in parts] == [bo, bo, bo, emil, emil, emil]
    assert parts[2] == Item(
        title="Matematik",
        detail=Text(da="Vikar, lokale 14", en="Substitute, room 14"),
        when=at(24, 12, 10),
        until=at(24, 13, 30),
        mark=Mark.CHANGED,
        child=bo,
    )


def test_the_tile_of_the_evening_shows_tomorrow(make: Make) -> None:
    call = replace(make(), now=datetime(2026, 11, 24, 15, 0, tzinfo=UTC))
    days = {
        part.when.date()
        for part in plugin.read_today(call.make_context()).parts
        if isinstance(part, Item) and isinstance(part.when, datetime)
    }
    assert days == {date(2026, 11, 25)}


def test_the_calendar_for_everybody_is_events_of_the_institution(make: Make) -> None:
    events = list(plugin.read_events(make().make_context(), TUESDAY))
    assert [each.title for each in events] == ["Engelsk", "Aflyst: Idræt", "Fysik/kemi"]
    assert all(isinstance(each, Event) for each in events)
    assert events[0].readers == tuple(
        Readers(institution="998101", role=role) for role in (Role.PUPIL, Role.GUARDIAN, Role.STAFF)
    )


def test_without_a_calendar_for_everybody_nobody_is_asked(make: Make) -> None:
    call = make()
    assert isinstance(call.settings, CalendarSettings)
    without = replace(call, settings=CalendarSettings(feeds=call.settings.feeds))
    assert list(plugin.read_events(without.make_context(), TUESDAY)) == []
    assert get_client(without).requests == []


def test_the_health_check_tells_what_it_found(make: Make) -> None:
    assert plugin.check(make().make_context()) == Text(
        da="Skemaet for 3.B er læst. Timer de næste syv dage: 15",
        en="The timetable of 3.B has been read. Lessons in the next seven days: 15",
    )


@pytest.mark.parametrize("feeds", [(), None])
def test_an_institution_without_feeds_is_not_set_up(feeds: object) -> None:
    with pytest.raises(ValidationError, match="feeds"):
        CalendarSettings.model_validate({} if feeds is None else {"feeds": feeds})


# --- what is asked --------------------------------------------------------------------------------


def test_a_feed_that_has_not_changed_is_not_sent_again(make: Make) -> None:
    call = make()
    first = list(plugin.read_timetable(call.make_context(), TUESDAY))
    again = list(plugin.read_timetable(call.make_context(), TUESDAY))
    assert [answer.status for answer in get_client(call).answers] == [200, 200, 304, 304]
    assert again == first


def test_half_a_feed_is_not_remembered(make: Make, turn: Turn) -> None:
    call = make()
    turn("timeplan", State.CUT)
    with pytest.raises(UnexpectedAnswer):
        plugin.check(call.make_context())
    turn("timeplan", State.NORMAL)
    assert plugin.check(call.make_context())
    assert [answer.status for answer in get_client(call).answers] == [200, 200]


def test_two_in_one_class_cost_one_question(make: Make) -> None:
    twins = [make_child(GROUP_3B), make_child(GROUP_3B)]
    call = make(make_viewer(Role.GUARDIAN, children=twins))
    lessons = list(plugin.read_timetable(call.make_context(), TUESDAY))
    assert [each.child for each in lessons if isinstance(each, Lesson)] == [
        *[twins[0]] * 3, *[twins[1]] * 3,
    ]  # fmt: skip
    assert len(get_client(call).requests) == 1


def test_nobody_is_named_to_the_system(make: Make) -> None:
    call = make()
    plugin.read_today(call.make_context())
    requests = get_client(call).requests
    assert [set(request.headers) for request in requests] == [{"Accept"}, {"Accept"}]
    assert [request.body for request in requests] == [b"", b""]


# --- what goes wrong ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "failure"),
    [
        (State.ERROR, Unavailable),
        (State.DOWN, Unavailable),
        (State.CUT, UnexpectedAnswer),
        (State.WRONG_SHAPE, UnexpectedAnswer),
    ],
)
def test_CON_01_a_failure_has_its_name_and_is_never_an_empty_timetable(
    make: Make, turn: Turn, state: State, failure: type[ConnectorError]
) -> None:
    call = make(seconds=10)
    context = call.make_context()
    questions: list[Callable[[], object]] = [
        lambda: plugin.read_today(context),
        lambda: list(plugin.read_timetable(context, WEEK)),
        lambda: list(plugin.read_events(context, WEEK)),
        lambda: plugin.check(context),
    ]
    assert all(question() for question in questions)
    turn("timeplan", state)
    call.memory.values.clear()
    for question in questions:
        with pytest.raises(failure):
            question()


def test_a_class_whose_feed_is_gone_does_not_hide_the_other(
    make: Make, find_feed: Callable[..., str]
) -> None:
    call = make(**{"7.A": find_feed("7.A", "ugeskema")})
    bo, emil = call.viewer.children
    parts = plugin.read_today(call.make_context()).parts
    assert [part.child for part in parts] == [bo, bo, bo, emil]
    assert parts[3] == Item(title="7.A", detail=NOT_READ, mark=Mark.WARNING, child=emil)
    *lessons, trouble = plugin.read_timetable(call.make_context(), TUESDAY)
    assert [each.child for each in lessons if isinstance(each, Lesson)] == [bo, bo, bo]
    assert isinstance(trouble, UnexpectedAnswer)
    assert "404" in str(trouble)


def test_CON_05_one_that_hangs_leaves_time_for_the_next(
    make: Make, turn: Turn, find_feed: Callable[..., str]
) -> None:
    call = make(seconds=6, **{"3.B": find_feed("3.B", "ugeskema")})
    turn("ugeskema", State.SLOW, 60)
    bo, emil = call.viewer.children
    parts = plugin.read_today(call.make_context()).parts
    assert [part.child for part in parts] == [bo, emil, emil, emil]
    assert isinstance(parts[0], Item)
    assert parts[0].detail == NOT_READ
