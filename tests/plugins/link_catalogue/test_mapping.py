"""Which links are for whom, and how they look with a state, without one, and when nobody knows."""

from typing import Any

import pytest

from indgang_sdk.errors import UnexpectedAnswer
from indgang_sdk.links import Link
from indgang_sdk.people import Role, Viewer
from indgang_sdk.texts import Text
from indgang_sdk.tiles import Item, Mark
from plugins.link_catalogue.mapping import (
    NOTHING,
    Offered,
    explain_unknown,
    find_offered,
    list_offered,
    make_tile,
    map_states,
    name_link,
    write_words,
)
from plugins.link_catalogue.payloads import LinkPayload, StatePayload
from tests.plugins.link_catalogue.catalogue import (
    DAYCARE,
    SCHOOL,
    make_child,
    make_link,
    make_viewer,
)

BO, ELLA = make_child("bo000001"), make_child("ella0001", institution=DAYCARE)
MOTHER = make_viewer(Role.GUARDIAN, children=[BO, ELLA])
TEACHER = make_viewer(Role.STAFF, Role.PEDAGOGICAL, person="anna0001")
PUPIL = make_viewer(Role.PUPIL, children=[BO], person="bo000001")
SERVICE = "https://fravaer.example/api"


# --- for whom -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("audience", "seen_by"),
    [
        ("guardian", [MOTHER]),
        ("pupil", [PUPIL]),
        ("staff", [TEACHER]),
        ("everyone", [MOTHER, PUPIL, TEACHER]),
    ],
)
def test_a_link_is_for_its_audience(audience: str, seen_by: list[Viewer]) -> None:
    link = make_link(audience=audience, for_each_child=False)
    found = [viewer for viewer in (MOTHER, PUPIL, TEACHER) if list_offered(viewer, [link])]
    assert found == seen_by


def test_a_link_for_each_child_is_nothing_for_who_has_none() -> None:
    link = make_link(audience="everyone")
    assert list_offered(TEACHER, [link]) == []
    assert [each.children for each in list_offered(PUPIL, [link])] == [(BO,)]


@pytest.mark.parametrize(
    ("institutions", "children"),
    [("", (BO, ELLA)), (SCHOOL, (BO,)), (DAYCARE, (ELLA,)), (f"{DAYCARE}, {SCHOOL}", (BO, ELLA))],
)
def test_a_link_is_for_the_children_of_its_institutions(
    institutions: str, children: tuple[Any, ...]
) -> None:
    (offered,) = list_offered(MOTHER, [make_link(institutions=institutions)])
    assert offered.children == children


def test_a_link_of_other_institutions_is_not_there() -> None:
    for for_each_child in (True, False):
        link = make_link(institutions="998102", for_each_child=for_each_child)
        assert list_offered(MOTHER, [link]) == []
    assert list_offered(MOTHER, [make_link(institutions=SCHOOL, for_each_child=False)]) != []


def test_a_target_finds_its_link_for_those_who_have_it() -> None:
    links = [make_link(title="Pladsen"), make_link()]
    assert find_offered(MOTHER, links, f"{name_link(links[1])}/ill").link is links[1]
    for viewer, target in ((TEACHER, name_link(links[1])), (MOTHER, "gone"), (MOTHER, "")):
        with pytest.raises(UnexpectedAnswer, match="no longer there"):
            find_offered(viewer, links, target)


# --- how it looks ---------------------------------------------------------------------------------


def make_state(**values: Any) -> StatePayload:
    return StatePayload.model_validate(
        {"child": "bo000001", "words": "Ikke meldt fraværende"} | values
    )


def test_a_link_about_nobody_says_its_title() -> None:
    link = make_link(for_each_child=False)
    assert make_tile([Offered(link=link)], MOTHER).parts == (
        Item(
            title=Text(da="Fravær", en="Absence"),
            link=Link(
                launcher="open",
                target=name_link(link),
                words=Text(da="Åbn Fravær", en="Open Absence"),
            ),
        ),
    )


def test_a_child_has_todays_state_and_the_way_in_that_fits_it() -> None:
    link = make_link(state_address=SERVICE, words="Meld {navn} syg")
    way = LinkPayload(target="well", words="Meld rask")
    states = {BO: make_state(words="Meldt syg i dag", mark="warning", link=way)}
    tile = make_tile([Offered(link=link, children=(BO,), states=states)], MOTHER)
    assert tile.parts == (
        Item(
            title=Text(da="Fravær", en="Absence"),
            detail="Meldt syg i dag",
            mark=Mark.WARNING,
            child=BO,
            link=Link(
                launcher="open",
                target=f"{name_link(link)}/well",
                child=BO,
                words="Meld rask",
            ),
        ),
    )


def test_a_state_without_a_way_in_has_the_links_own_words() -> None:
    link = make_link(state_address=SERVICE, words="Meld {navn} syg", english_words="{navn} is ill")
    offered = Offered(link=link, children=(BO,), states={BO: make_state()})
    (item,) = make_tile([offered], MOTHER).parts
    assert item.link == Link(
        launcher="open",
        target=name_link(link),
        child=BO,
        words=Text(da="Meld Bo syg", en="Bo is ill"),
    )


@pytest.mark.parametrize(
    ("is_about_absence", "words"),
    [
        (True, "Vi kan ikke lige nu se, om Bo er meldt fraværende"),
        (False, "Vi kan ikke hente oplysningerne for Bo lige nu"),
    ],
)
def test_a_link_is_there_when_nobody_knows_how_things_stand(
    is_about_absence: bool, words: str
) -> None:
    link = make_link(
        state_address=SERVICE, words="Meld {navn} syg", is_about_absence=is_about_absence
    )
    (item,) = make_tile([Offered(link=link, children=(BO,), states=None)], MOTHER).parts
    assert isinstance(item, Item)
    assert item.detail == explain_unknown(link, "Bo")
    assert explain_unknown(link, "Bo").da == words
    assert item.mark is Mark.WARNING
    assert item.link is not None
    assert item.link.words == Text(da="Meld Bo syg", en="Open Absence")


def test_a_child_whom_the_service_does_not_know_has_no_line() -> None:
    link = make_link(state_address=SERVICE)
    offered = Offered(link=link, children=(BO, ELLA), states={BO: make_state()})
    assert [part.child for part in make_tile([offered], MOTHER).parts] == [BO]


def test_the_links_of_one_child_stand_together() -> None:
    links = [make_link(title=title) for title in ("Fravær", "Bøger")]
    rows = [Offered(link=link, children=(BO, ELLA)) for link in links]
    plain = Offered(link=make_link(title="Ferieplan", for_each_child=False))
    parts = make_tile([plain, *rows], MOTHER).parts
    assert [(part.child, part.title.da) for part in parts if isinstance(part.title, Text)] == [
        (BO, "Fravær"),
        (BO, "Bøger"),
        (ELLA, "Fravær"),
        (ELLA, "Bøger"),
        (None, "Ferieplan"),
    ]


def test_a_tile_without_links_says_so() -> None:
    assert make_tile([], TEACHER).empty == NOTHING


def test_words_close_up_where_there_is_no_name() -> None:
    assert write_words(make_link(words="Meld {navn} syg")).da == "Meld syg"


# --- whose ----------------------------------------------------------------------------------------


def test_CON_21_the_state_of_another_child_is_dropped_and_told_of() -> None:
    alarms: list[str] = []
    states = [make_state(), make_state(child="ask00001"), make_state(child="ella0001")]
    found = map_states(states, MOTHER, alarms.append)
    assert set(found) == {BO, ELLA}
    assert alarms == ["1 of an answer's parts are about a child nobody asked about"]
    assert len(map_states(states[::2], MOTHER, alarms.append)) == 2
    assert len(alarms) == 1
