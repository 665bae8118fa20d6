"""From payloads to what is shown: pure, with made-up answers."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from indgang_sdk.errors import UnexpectedAnswer, WrongPerson
from indgang_sdk.http import Answer
from indgang_sdk.links import Link
from indgang_sdk.people import Group, Readers, Role
from indgang_sdk.texts import Text
from indgang_sdk.tiles import MOST_PARTS, NextEvent
from indgang_sdk.week import IsoWeek
from plugins.open_json import plugin
from plugins.open_json.mapping import Mapper, map_entries
from plugins.open_json.payloads import (
    EntriesPayload,
    EventsPayload,
    HitsPayload,
    ReadersPayload,
    TilePayload,
    WeekPayload,
)
from plugins.open_json.settings import find_hosts
from tests.plugins.calling import Call, ScriptedClient, make_viewer
from tests.plugins.open_json.conftest import make_settings

DENMARK = ZoneInfo("Europe/Copenhagen")
BO, STRANGER = "bo000001", "oskar001"
ADDRESS = "https://platform.example/api"


class Alarmed:
    """A mapper for Dorte and her Bo, and what it raised an alarm about."""

    def __init__(self) -> None:
        self.alarms: list[str] = []
        self.viewer = make_viewer("dorte001", {Role.GUARDIAN}, [BO])
        self.bo = self.viewer.children[0]
        self.mapper = Mapper(self.viewer, self.alarms.append)

    def map_parts(self, *parts: dict[str, Any]) -> tuple[Any, ...]:
        tile = TilePayload.model_validate({"viewer": "dorte001", "parts": parts})
        return self.mapper.map_tile(tile).parts


@pytest.fixture
def dorte() -> Alarmed:
    return Alarmed()


@pytest.mark.parametrize(
    "part",
    [
        {"kind": "item", "title": "x"},
        {"kind": "number", "title": "x", "value": 1},
        {"kind": "next_event", "title": "x", "when": "2026-11-23"},
        {"kind": "card", "title": "x"},
    ],
)
@pytest.mark.parametrize("place", ["child", "link"])
def test_CON_21_a_part_about_a_stranger_is_dropped(
    dorte: Alarmed, part: dict[str, Any], place: str
) -> None:
    def about(child: str) -> dict[str, Any]:
        return {**part, place: child if place == "child" else {"target": "t", "child": child}}

    assert len(dorte.map_parts(about(BO), about(BO))) == 2
    assert dorte.alarms == []
    shown = dorte.map_parts(about(BO), about(STRANGER))
    assert len(shown) == 1
    assert (shown[0].child or shown[0].link.child) is dorte.bo
    assert dorte.alarms == ["1 of an answer's parts are about a child nobody asked about"]


def test_CON_21_no_alarm_names_anybody(dorte: Alarmed) -> None:
    dorte.map_parts({"kind": "card", "title": "Hemmeligt", "child": STRANGER})
    assert len(dorte.alarms) == 1
    assert STRANGER not in dorte.alarms[0]
    assert "Hemmeligt" not in dorte.alarms[0]


def test_CON_21_strangers_are_dropped_from_every_part_of_a_week(dorte: Alarmed) -> None:
    def about(child: str) -> dict[str, Any]:
        times = {"starts_at": "2026-11-23T08:00:00+01:00", "ends_at": "2026-11-23T09:00:00+01:00"}
        group = {"name": "3.B", "institution": "998101"}
        return {
            "letters": {"child": child, "group": "3.B", "html": ""},
            "items": {"child": child, "day": "2026-11-23", "title": "x"},
            "tasks": {"child": child, "title": "x", "due": "2026-11-23", "is_done": False},
            "lessons": {"child": child, "subject": "Dansk", "group": group, **times},
        }

    rows = {name: [about(BO)[name], about(STRANGER)[name]] for name in about(BO)}
    week = WeekPayload.model_validate({"viewer": "dorte001", "week": "2026-W48", **rows})
    mapped = dorte.mapper.map_week(week)
    shown = (*mapped.letters, *mapped.items, *mapped.tasks, *mapped.lessons)
    assert [each.child for each in shown] == [dorte.bo] * 4
    assert len(dorte.alarms) == 4


def test_CON_21_a_hit_about_a_stranger_is_dropped(dorte: Alarmed) -> None:
    hits = [{"title": "x", "link": {}, "child": child} for child in (STRANGER, BO, None)]
    found = HitsPayload.model_validate({"viewer": "dorte001", "hits": hits})
    assert [hit.child for hit in dorte.mapper.map_hits(found)] == [dorte.bo, None]
    assert len(dorte.alarms) == 1


def test_CON_21_an_answer_made_for_somebody_else_is_not_shown() -> None:
    def read(viewer: str) -> tuple[Call, Any]:
        token = Answer(status=200, body=b'{"access_token": "a", "token_type": "Bearer"}')
        tile = Answer(status=200, body=f'{{"viewer": "{viewer}", "parts": []}}'.encode())
        made = Call(
            settings=make_settings(ADDRESS, "platform"),
            http=ScriptedClient(token, tile),
            viewer=make_viewer("dorte001", {Role.GUARDIAN}, [BO]),
        )
        return made, lambda: plugin.read_tasks(made.make_context())

    right, ask_right = read("dorte001")
    assert ask_right().parts == ()
    assert right.alarms == []
    wrong, ask_wrong = read("carla001")
    with pytest.raises(WrongPerson):
        ask_wrong()
    assert wrong.alarms == ["an answer was made for somebody who did not ask"]


def test_a_week_that_was_not_asked_for_is_unexpected() -> None:
    token = Answer(status=200, body=b'{"access_token": "a", "token_type": "Bearer"}')
    week = Answer(status=200, body=b'{"viewer": "dorte001", "week": "2026-W48"}')
    made = Call(
        settings=make_settings(ADDRESS, "platform"),
        http=ScriptedClient(token, week, week),
        viewer=make_viewer("dorte001", {Role.GUARDIAN}, [BO]),
    )
    assert plugin.read_week(made.make_context(), IsoWeek(year=2026, number=48)).items == ()
    with pytest.raises(UnexpectedAnswer, match="another week"):
        plugin.read_week(made.make_context(), IsoWeek(year=2026, number=49))


def test_moments_come_out_in_danish_time_and_days_stay_days(dorte: Alarmed) -> None:
    moment, day = dorte.map_parts(
        {"kind": "next_event", "title": "x", "when": "2026-07-01T06:15:00Z"},
        {"kind": "next_event", "title": "x", "when": "2026-07-01"},
    )
    assert moment == NextEvent(title="x", when=datetime(2026, 7, 1, 8, 15, tzinfo=DENMARK))
    assert moment.when.hour == 8
    assert (day.when, type(day.when)) == (date(2026, 7, 1), date)


@pytest.mark.parametrize(
    "when", ["2026-07-01T06:15:00", "9999-12-31T23:59:59Z", "0001-01-01", "i morgen", "5", 5, None]
)
def test_a_moment_without_offset_or_out_of_reach_is_refused(when: object) -> None:
    def make(value: object) -> TilePayload:
        part = {"kind": "next_event", "title": "x", "when": value}
        return TilePayload.model_validate({"viewer": "dorte001", "parts": [part]})

    assert make("2026-07-01T06:15:00+02:00")
    with pytest.raises(ValidationError):
        make(when)


def test_CON_22_html_in_names_stays_what_it_is(dorte: Alarmed) -> None:
    name = "<script>alert(1)</script>"
    (part,) = dorte.map_parts({"kind": "item", "title": name, "detail": name})
    assert (part.title, part.detail) == (name, name)


def test_words_of_links_and_of_an_empty_tile(dorte: Alarmed) -> None:
    words = {"da": "Se alt", "en": "See all"}
    tile = TilePayload.model_validate(
        {
            "viewer": "dorte001",
            "parts": [],
            "empty": words,
            "link": {"target": "home", "words": words},
        }
    )
    mapped = dorte.mapper.map_tile(tile)
    assert mapped.empty == Text(da="Se alt", en="See all")
    assert mapped.link == Link(launcher="open", target="home", words=mapped.empty)


def test_a_tile_shows_as_many_parts_as_it_may(dorte: Alarmed) -> None:
    titles = [str(number) for number in range(MOST_PARTS + 1)]
    shown = dorte.map_parts(*({"kind": "card", "title": title} for title in titles))
    assert [part.title for part in shown] == titles[:MOST_PARTS]


def test_a_tiles_own_link_to_a_stranger_is_dropped(dorte: Alarmed) -> None:
    tile = TilePayload.model_validate(
        {"viewer": "dorte001", "parts": [], "link": {"target": "home", "child": STRANGER}}
    )
    assert dorte.mapper.map_tile(tile).link is None
    assert len(dorte.alarms) == 1


def test_a_lesson_of_the_event_list_has_its_group(dorte: Alarmed) -> None:
    lesson = {
        "starts_at": "2026-11-24T08:15:00+01:00",
        "ends_at": "2026-11-24T09:45:00+01:00",
        "subject": "Svømning",
        "group": {"name": "3.B", "institution": "998101", "number": "3B-2026"},
        "state": "substitute",
        "child": BO,
    }
    page = EventsPayload.model_validate({"viewer": "dorte001", "events": [], "lessons": [lesson]})
    (mapped,) = dorte.mapper.map_events(page)
    assert mapped.group == Group(name="3.B", institution="998101", number="3B-2026")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "readers",
    [
        {}, {"institution": "998101"}, {"role": "guardian"}, {"group": "3.B", "role": "guardian"},
        {"person": BO, "role": "guardian", "institution": "998101"},
        {"institution": "998101", "role": "everybody"},
    ],
)  # fmt: skip
def test_readers_that_name_none_are_refused(readers: dict[str, str]) -> None:
    assert ReadersPayload.model_validate({"person": BO}).make_readers() == Readers(person=BO)
    with pytest.raises(ValidationError):
        ReadersPayload.model_validate(readers)


def test_an_entry_is_about_nobody_whatever_its_link_says() -> None:
    entry = {
        "key": "1",
        "title": "x",
        "link": {"target": "guides/1", "child": BO},
        "readers": [{"institution": "998101", "role": "staff"}],
        "dated_at": "2026-08-10T09:00:00+02:00",
    }
    page = map_entries(EntriesPayload.model_validate({"entries": [entry]}))
    assert page.entries[0].link == Link(launcher="open", target="guides/1")


def test_hosts_are_those_of_all_addresses() -> None:
    settings = make_settings("https://API.platform.example:8443/v1", "platform")
    assert find_hosts(settings) == ("api.platform.example:8443",)
    pages = settings.model_copy(update={"pages_address": "https://www.platform.example"})
    assert find_hosts(pages) == ("api.platform.example:8443", "www.platform.example")
