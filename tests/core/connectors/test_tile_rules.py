"""What the rules of several institutions make of a tile for a family that belongs to all of them.

Dorte has Bo in 3.B and Emil in 7.A of one school, and here Oskar in 3.B of another one as well.
"""

from dataclasses import replace

import pytest

from core.access.keys import make_group_unit
from core.access.viewer import Viewer
from core.connectors.configuration import operations
from core.connectors.models import Standing, TileRule
from core.connectors.tiles.places import list_tiles
from core.connectors.tiles.rules import place_by_rules
from core.people.models import Group, Institution
from indgang_sdk.people import Role
from indgang_sdk.settings import Layer
from tests.core.connectors.conftest import BY, NOW, configure, find, sign_in
from tests.core.connectors.systems import library
from tests.core.connectors.test_tiles import read_box, words_of
from tests.core.people.exports import contact
from tests.core.people.roster_cast import PARENTS, lindesoe

EGESOE, TRANEHOEJ = "998101", "998102"


@pytest.fixture
def place(books, bring):
    """No rule but those that a test makes, and Dorte a parent at both schools."""
    bring(lindesoe().replace(contact("carla"), contact("carla") + PARENTS))
    TileRule.objects.all().delete()

    def make_rule(unit, standing=Standing.MANDATORY, *, roles=(), position=0):
        operations.place_tile(
            books, "loans", unit=unit, standing=standing, roles=roles, position=position, by=BY
        )

    return make_rule


def group_of(key, name="3.B"):
    return make_group_unit(Group.objects.get(institution__key=key, name=name).pk)


def viewer_named(name):
    return Viewer(person_id=find(name).pk, now=NOW)


def standing_for(name):
    return [
        (tile.standing, tile.is_shown, tile.position) for tile in list_tiles(viewer_named(name))
    ]


def asked_about(name, books):
    response = read_box(sign_in(name), books)
    if response.status_code == 404:
        return None
    words = words_of(response)
    return [child for child in ("Bo", "Emil", "Oskar") if f"books of {child} " in f"{words} "]


def test_a_rule_of_the_municipality_is_for_the_children_of_all_its_institutions(place, books):
    place("998")
    assert asked_about("dorte", books) == ["Bo", "Emil", "Oskar"]
    assert asked_about("carla", books) == ["Oskar"]


@pytest.mark.parametrize(
    ("key", "children", "others"),
    [(EGESOE, ["Bo", "Emil"], None), (TRANEHOEJ, ["Oskar"], ["Oskar"])],
)
def test_an_institutions_rule_is_for_its_own_children(place, books, key, children, others):
    place(key)
    assert asked_about("dorte", books) == children
    assert asked_about("carla", books) == others


def test_what_one_institution_offers_is_always_there_through_the_other(place):
    place(EGESOE, Standing.OFFERED)
    assert standing_for("dorte") == [(Standing.OFFERED, False, 0)]
    place("998", position=4)
    assert standing_for("dorte") == [(Standing.MANDATORY, True, 4)]
    assert standing_for("bo") == [(Standing.OFFERED, False, 0)]


def test_the_firmest_of_several_institutions_counts_with_its_place(place, books):
    place(EGESOE, Standing.MANDATORY, position=2)
    place(TRANEHOEJ, Standing.LOCKED, position=7)
    assert standing_for("dorte") == [(Standing.LOCKED, True, 7)]
    assert standing_for("bo") == [(Standing.MANDATORY, True, 2)]
    assert asked_about("dorte", books) == ["Bo", "Emil", "Oskar"]


def test_a_groups_rule_alone_is_for_the_children_of_the_group(place, books):
    place(group_of(EGESOE))
    assert asked_about("dorte", books) == ["Bo"]
    assert asked_about("bo", books) == ["Bo"]
    # Of the same school, and of a class of the same name at another one.
    assert asked_about("emil", books) is None
    assert asked_about("carla", books) is None


def test_a_groups_rule_counts_before_others_in_its_own_institution_alone(place):
    place("998")
    place(group_of(EGESOE), Standing.OFFERED)
    assert standing_for("bo") == [(Standing.OFFERED, False, 0)]
    assert standing_for("emil") == [(Standing.MANDATORY, True, 0)]
    assert standing_for("dorte") == [(Standing.MANDATORY, True, 0)]


def test_a_rule_for_other_roles_lets_nobody_be_asked_about(place, books):
    place(EGESOE, roles=["guardian"])
    place(TRANEHOEJ, roles=["pupil"])
    assert asked_about("dorte", books) == ["Bo", "Emil"]
    assert asked_about("oskar", books) == ["Oskar"]
    assert asked_about("bo", books) is None


def test_a_nearer_rule_for_other_roles_leaves_the_wider_one(place):
    place("998")
    place(EGESOE, Standing.OFFERED, roles=["pupil"])
    assert standing_for("bo") == [(Standing.OFFERED, False, 0)]
    assert standing_for("emil") == [(Standing.OFFERED, False, 0)]
    assert standing_for("jonas") == [(Standing.MANDATORY, True, 0)]


def test_an_institution_with_settings_of_its_own_is_not_asked_where_no_rule_is_for_it(place, books):
    school = Institution.objects.get(key=TRANEHOEJ)
    row = operations.choose_for_institution(books, school, is_on=True, by=BY)
    offer = configure(books).offer
    operations.fill_in(row, offer, layer=Layer.INSTITUTION, values={"shelf": "B"}, by=BY)
    place(EGESOE)
    shelves = []
    library.behaviour["tile"] = lambda context: shelves.append(context.settings.shelf)
    read_box(sign_in("dorte"), books)
    assert shelves == ["A"]
    place(TRANEHOEJ)
    read_box(sign_in("dorte"), books)
    assert sorted(shelves) == ["A", "A", "B"]


def test_where_no_rule_is_for_somebody_tiles_cost_three_queries(place, django_assert_num_queries):
    viewer = viewer_named("dorte")
    with django_assert_num_queries(3):
        assert list_tiles(viewer) == []


def test_rules_of_groups_cost_one_query_more(place, django_assert_num_queries):
    place("998")
    viewer = viewer_named("dorte")
    with django_assert_num_queries(7):
        assert len(list_tiles(viewer)) == 1
    place(group_of(EGESOE))
    viewer = viewer_named("dorte")
    with django_assert_num_queries(8):
        assert len(list_tiles(viewer)) == 1


@pytest.mark.parametrize("order", [1, -1])
def test_a_rule_that_names_the_kind_of_staff_comes_before_one_for_all_staff(books, order):
    configured = configure(books)
    source = replace(
        configured.offer.find_source("tile_sources", "loans"), roles=frozenset({Role.PEDAGOGICAL})
    )
    rules = [
        TileRule(pk=1, unit=EGESOE, roles=["staff"], standing=Standing.MANDATORY),
        TileRule(pk=2, unit=EGESOE, roles=["pedagogical"], standing=Standing.OFFERED),
    ]

    def place(some):
        held = {EGESOE: frozenset({"staff", "pedagogical"})}
        return place_by_rules(some, source, configured=configured, held=held, groups={}).standing

    assert place(rules[::order]) is Standing.OFFERED
    assert place(rules[:1]) is Standing.MANDATORY
