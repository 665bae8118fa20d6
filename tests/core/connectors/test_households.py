"""Whom a call may be about: the children somebody acts for today, and what is known of each."""

import pytest

from core.access.viewer import Viewer
from core.connectors.households import make_viewer, read_household
from core.people.guardian_access import block_guardian, grant_guardian_access, lift_block
from core.people.kinds import Relation
from core.people.models import GuardianBlock, Institution, Person
from core.people.refresh import refresh_ended_access
from indgang_sdk.errors import NotDeclared, WrongPerson
from indgang_sdk.people import Group, Need, Role
from tests.core.connectors.conftest import NOW, find
from tests.core.people.conftest import DAY
from tests.core.people.exports import contact, person, pupil
from tests.core.people.roster_cast import PARENTS, lindesoe

SCHOOL = ("998101",)
ALL = frozenset(Need)


def household_of(name, *, now=NOW):
    return read_household(Viewer(person_id=find(name).pk, now=now))


def children_of(name, **named):
    return [child.unilogin for child in household_of(name, **named).children]


def test_a_guardian_comes_with_the_children_of_all_municipalities(families):
    assert children_of("dorte") == ["emil", "bo", "ella"]
    assert children_of("carla") == ["oskar"]


def test_a_pupil_is_the_only_child(families):
    assert children_of("bo") == ["bo"]
    assert household_of("bo").roles_in(SCHOOL) == {Role.PUPIL}


def test_a_teacher_comes_with_nobody(families):
    found = household_of("anna")
    assert found.children == ()
    assert found.roles_in(SCHOOL) == {Role.STAFF, Role.PEDAGOGICAL}
    assert found.roles_in(["998102"]) == frozenset()
    assert [group.name for group in found.viewer.groups] == ["3.B"]


def test_nobody_has_no_household(families):
    assert household_of("dorte") is not None
    assert read_household(Viewer(person_id=None, now=NOW)) is None
    assert read_household(Viewer(person_id=10**9, now=NOW)) is None


def test_who_has_no_custody_comes_with_no_child_until_it_is_granted(families, bring):
    bring(lindesoe(parents=PARENTS + contact("peter", relation="Far", custody="false")))
    assert children_of("dorte") == ["emil", "bo", "ella"]
    assert children_of("peter") == []
    grant_guardian_access(
        guardian=find("peter"),
        child=find("bo"),
        institution=Institution.objects.get(key="998101"),
        relation=Relation.FATHER,
        granted_by=find("henrik"),
        reason="samvær",
        now=NOW,
        ends_on=(NOW + DAY).date(),
    )
    assert children_of("peter") == ["bo"]
    refresh_ended_access(on=(NOW + 2 * DAY).date())
    assert children_of("peter", now=NOW + 2 * DAY) == []


def test_who_is_blocked_comes_with_no_child_until_it_is_lifted(families, bring):
    Person.objects.create_user("peter", first_name="Peter")
    block_guardian(
        guardian=find("peter"),
        child=find("bo"),
        placed_by=find("henrik"),
        reason="akut",
        now=NOW,
    )
    bring(lindesoe(parents=PARENTS + contact("peter", relation="Far")))
    assert children_of("peter") == []
    assert household_of("peter").roles == {}
    lift_block(GuardianBlock.objects.get(), lifted_by=find("henrik"), reason="afklaret", now=NOW)
    assert children_of("peter") == ["bo"]


def test_a_child_that_moved_belongs_to_the_new_school_alone(families, bring):
    schools = {"998101", "998102"}
    before = household_of("carla").children[0]
    assert before.institutions & schools == {"998102"}
    moved = pupil(person("oskar", BirthDate="2017-02-13"), "3B", contacts=contact("carla"))
    text = lindesoe(more=moved).replace(moved, "§", 1)
    # Out of the other school's roster, into this one's.
    text = text.replace(moved, "").replace("§", moved)
    bring(text, now=NOW + DAY, accept_vanished=True)
    after = household_of("carla", now=NOW + 2 * DAY).children[0]
    assert after.institutions & schools == {"998101"}
    assert [group.institution for group in after.groups] == ["998101"]


def test_a_protected_child_is_known_by_its_alias(families, bring):
    liv = person("liv", first="Liv", family="Hemmelig", protected="true", alias=("Lea", "Holm"))
    bring(lindesoe(more=pupil(liv, "3B", contacts=contact("nina"))))
    found = household_of("nina")
    viewer, _ = make_viewer(found, institutions=SCHOOL, needs=ALL)
    assert viewer.children[0].first_name == "Lea"
    assert not {"Liv", "Hemmelig", "Liv Hemmelig"} & set(found.values())
    assert "Lea" in set(found.values())


def test_a_source_gets_what_it_needs_and_nothing_else(families):
    found = household_of("dorte")
    viewer, ids = make_viewer(found, institutions=SCHOOL, needs={Need.CHILD_FIRST_NAME})
    assert [child.first_name for child in viewer.children] == ["Emil", "Bo"]
    assert list(ids.values()) == [find("emil").pk, find("bo").pk]
    for read in (lambda: viewer.id, lambda: viewer.children[0].id, lambda: viewer.roles):
        with pytest.raises(NotDeclared):
            read()


def test_a_source_gets_all_that_it_needs(families):
    viewer, _ = make_viewer(household_of("dorte"), institutions=SCHOOL, needs=ALL)
    bo = viewer.find_child("bo")
    assert (viewer.id, viewer.name) == ("dorte", "Dorte Prøve")
    assert viewer.roles == {Role.GUARDIAN}
    assert bo.groups == (Group(name="3.B", institution="998101", number="3B"),)
    assert bo.institutions == SCHOOL
    with pytest.raises(WrongPerson):
        viewer.find_child("oskar")


def test_what_lies_where_the_system_is_not_connected_is_not_told(families):
    viewer, ids = make_viewer(household_of("dorte"), institutions=["G99901"], needs=ALL)
    assert [child.id for child in viewer.children] == ["ella"]
    assert list(ids.values()) == [find("ella").pk]
    assert viewer.institutions == ("G99901",)
    assert {group.institution for group in viewer.groups} == {"G99901"}
    viewer, _ = make_viewer(household_of("dorte"), institutions=["998102"], needs=ALL)
    assert (viewer.children, viewer.roles, viewer.groups) == ((), frozenset(), ())


def test_a_household_is_read_in_four_queries(families, django_assert_max_num_queries):
    viewer = Viewer(person_id=find("dorte").pk, now=NOW)
    with django_assert_max_num_queries(4):
        read_household(viewer)
