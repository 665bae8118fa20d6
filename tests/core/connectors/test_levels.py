"""Sources that ask for a level: not asked before, named in one line, and asked afterwards."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from core.access.viewer import Viewer
from core.audit.models import Action, Entry
from core.connectors.configuration import operations
from core.connectors.configuration.files import write_file
from core.connectors.registry.checking import InvalidConnector, check_source
from core.connectors.searching import search_systems
from core.connectors.week.reading import read_week
from indgang_sdk.levels import Level
from indgang_sdk.people import Role
from indgang_sdk.texts import Text
from indgang_sdk.tiles import Tile, TileSource
from indgang_sdk.week import IsoWeek
from tests.core.connectors.conftest import BY, NOW, configure, find, sign_in
from tests.core.connectors.systems import library, platform
from tests.core.connectors.test_launching import follow, links_of
from tests.core.connectors.test_tiles import read_box, words_of
from tests.signing_in import give_level


@pytest.fixture
def ask_for():
    """The municipality asks for a level before the system is asked."""

    def change(connection, level):
        named = {"title": connection.title, "when_down": "", "english": ""}
        operations.rename(connection, **named, required_level=level, by=BY)

    return change


def at(name, level):
    client = sign_in(name)
    give_level(client, level)
    return client


def viewer_of(name, level=Level.ONE_FACTOR):
    return Viewer(person_id=find(name).pk, now=NOW, level=level)


def test_OIDC_11_a_box_that_asks_for_more_is_not_asked_and_says_what_to_do(books, ask_for):
    ask_for(books, Level.TWO_FACTOR)
    library.behaviour["tile"] = lambda context: pytest.fail("no data leaves")
    answer = sign_in("bo").get(
        reverse("box", args=[books.pk, "loans"]), headers={"referer": "http://testserver/lindesoe/"}
    )
    assert answer.status_code == 200
    assert "Confirm that it is you to see “Books”." in words_of(answer)
    assert 'href="/log-ind/bekraeft/?niveau=3&amp;next=/lindesoe/"' in answer.text
    library.behaviour.clear()
    assert "books of Bo" in words_of(read_box(at("bo", Level.TWO_FACTOR), books))


@pytest.mark.parametrize("referer", ["https://elsewhere.example/x", "", "//elsewhere.example/"])
def test_a_step_up_from_a_box_comes_back_to_no_other_site(books, ask_for, referer):
    ask_for(books, Level.TWO_FACTOR)
    address = reverse("box", args=[books.pk, "loans"])
    assert "next=/&" in f"{sign_in('bo').get(address, headers={'referer': referer}).text}&".replace(
        '"', "&"
    )


@pytest.mark.parametrize(
    ("level", "shown"),
    [(Level.ONE_FACTOR, False), (Level.TWO_FACTOR, False), (Level.NSIS_SUBSTANTIAL, True)],
)
def test_OIDC_11_parents_need_what_is_configured(books, ask_for, level, shown):
    ask_for(books, Level.NSIS_SUBSTANTIAL)
    assert ("books of Emil" in words_of(read_box(at("dorte", level), books))) is shown


def test_a_municipality_asks_for_more_than_the_connector_and_never_for_less(
    books, ask_for, monkeypatch
):
    offer = configure(books).offer
    source = offer.find_source("tile_sources", "loans")
    object.__setattr__(source, "level", Level.TWO_FACTOR)
    monkeypatch.setattr("core.connectors.tiles.reading.run_calls", run_nothing := Forbidden())
    assert "Confirm that it is you" in words_of(read_box(sign_in("bo"), books))
    assert not run_nothing.asked
    monkeypatch.undo()
    assert "books of Bo" in words_of(read_box(at("bo", Level.TWO_FACTOR), books))
    ask_for(books, Level.NSIS_SUBSTANTIAL)
    assert "Confirm that it is you" in words_of(read_box(at("bo", Level.TWO_FACTOR), books))
    object.__setattr__(source, "level", Level.ONE_FACTOR)


class Forbidden:
    """Stands in for the runner, and remembers what it was to ask."""

    def __init__(self):
        self.asked = []

    def __call__(self, calls, **named):
        self.asked += calls
        return []


def test_the_page_of_all_boxes_comes_back_to_itself(books, ask_for):
    ask_for(books, Level.TWO_FACTOR)
    text = sign_in("dorte").get(reverse("boxes")).text
    assert f"niveau=3&amp;next={reverse('boxes')}" in text
    assert "books of" not in text


def test_what_is_kept_is_not_shown_when_the_level_has_aged_out(books, ask_for, at_moment):
    source = configure(books).offer.find_source("tile_sources", "loans")
    object.__setattr__(source, "max_age", timedelta(minutes=30))
    try:
        ask_for(books, Level.TWO_FACTOR)
        client = sign_in("bo")
        give_level(client, Level.TWO_FACTOR, lasts=timedelta(minutes=5))
        assert "books of Bo" in words_of(read_box(client, books))
        at_moment.shift(5 * 60)
        library.behaviour["tile"] = lambda context: pytest.fail("no data leaves")
        assert "books of Bo" not in words_of(read_box(client, books))
    finally:
        object.__setattr__(source, "max_age", timedelta())


def test_an_answer_for_one_level_is_not_kept_for_another(books):
    """What a system says may follow from how sure it is who asks."""
    source = configure(books).offer.find_source("tile_sources", "loans")
    object.__setattr__(source, "max_age", timedelta(minutes=30))
    try:
        client = sign_in("bo")
        library.behaviour["tile"] = lambda context: Tile(empty=Text(da="Lidt", en="Little"))
        assert "Little" in words_of(read_box(client, books))
        library.behaviour["tile"] = lambda context: Tile(empty=Text(da="Alt", en="Everything"))
        assert "Little" in words_of(read_box(client, books))
        give_level(client, Level.TWO_FACTOR)
        assert "Everything" in words_of(read_box(client, books))
    finally:
        object.__setattr__(source, "max_age", timedelta())


def test_a_launch_asks_for_the_step_up_and_then_goes_on(books, ask_for):
    client = sign_in("dorte")
    address = links_of(client, books)[-1]
    ask_for(books, Level.TWO_FACTOR)
    asked = client.get(address)
    assert asked.status_code == 302
    assert asked["Location"].startswith("/log-ind/bekraeft/?niveau=3&next=/aabn/")
    assert asked["Cache-Control"] == "private, no-store"
    assert not Entry.objects.filter(action=Action.OPEN).exists()
    done = client.post(asked["Location"])
    assert done["Location"] == address
    assert client.get(done["Location"])["Location"] == "https://library.example/open"


def test_who_may_not_open_it_learns_of_no_level(books, ask_for):
    ask_for(books, Level.TWO_FACTOR)
    assert follow(sign_in("dorte"), books).status_code == 302
    assert follow(sign_in("mette"), books).status_code == 404


def test_the_week_asks_no_system_below_the_level_and_says_so(plans, ask_for):
    ask_for(plans, Level.TWO_FACTOR)
    week = IsoWeek(year=2026, number=48)
    platform.behaviour["week"] = lambda *given: pytest.fail("no data leaves")
    read = read_week(viewer_of("dorte"), week, language="en")
    assert (read.held.systems, read.held.level) == (("MinPlan",), Level.TWO_FACTOR)
    assert not any(child.is_whole for child in read.children if child.name in {"Bo", "Emil"})
    text = sign_in("dorte").get(reverse("week_content"), {"uge": "2026-W48"}).text
    assert "Confirm that it is you to see what MinPlan has." in text
    assert "niveau=3&amp;next=/uge/%3Fuge%3D2026-W48" in text
    assert "We do not know what is planned before" in text
    platform.behaviour.clear()
    read = read_week(viewer_of("dorte", Level.TWO_FACTOR), week, language="en")
    assert (read.held, read.systems) == (None, ("MinPlan",))


def test_a_search_sends_no_words_below_the_level_and_says_so(plans, ask_for):
    ask_for(plans, Level.TWO_FACTOR)
    platform.behaviour["search"] = lambda *given: pytest.fail("no words leave")
    found = search_systems("brøker", viewer_of("dorte"), language="en")
    assert (found.systems, found.held.systems) == ((), ("MinPlan",))
    text = sign_in("dorte").get(reverse("search_systems"), {"q": "fractions"}).text
    assert "Confirm that it is you to see what MinPlan has." in text
    platform.behaviour.clear()
    assert search_systems("x", viewer_of("dorte", Level.TWO_FACTOR), language="en").held is None


def test_a_file_says_what_a_connection_asks_for(books, ask_for):
    assert write_file(books.municipality).connections[0].required_level is Level.ONE_FACTOR
    ask_for(books, Level.NSIS_SUBSTANTIAL)
    written = write_file(books.municipality).model_dump(mode="json")
    assert written["connections"][0]["required_level"] == 4


def test_an_office_chooses_what_a_connection_asks_for(books):
    client = sign_in("henrik")
    address = reverse("office_name_connection", kwargs={"key": "998001", "connection_id": books.pk})
    sent = {"title": "BogKassen", "when_down": "", "english": ""}
    assert "MitID" in client.get(address).text
    assert client.post(address, sent | {"required_level": "2"}).status_code == 400
    assert client.post(address, sent | {"required_level": "3"}).status_code == 302
    books.refresh_from_db()
    assert books.required_level == Level.TWO_FACTOR


def test_a_level_that_is_none_is_refused_at_the_start():
    source = TileSource(
        name="loans", title=Text(da="B", en="B"), read=lambda context: Tile(),
        roles=frozenset({Role.PUPIL}), level=Level.NSIS_HIGH,
    )  # fmt: skip
    check_source(source, "tile_sources")
    with pytest.raises(InvalidConnector, match="level of loans is no Level"):
        check_source(replace(source, level=3), "tile_sources")
