"""Rights that come with leading, and end with it; those given by hand end with working there."""

import pytest
import time_machine
from django.utils import timezone

from core.access.models import FOREVER, EditingRight, Right, RightOrigin
from core.access.operations import grant_rights
from core.access.queries import read_rights
from core.audit.models import Entry
from core.people.leaders import LostRight, list_leaders_without
from core.people.models import Institution, Person
from core.people.rights import give_rights, take_rights
from tests.core.people.conftest import DAY, NOW, TODAY
from tests.core.people.exports import employee, export, group, institution, person, pupil

LEADER = {Right.EDIT, Right.PUBLISH, Right.ADMINISTER}


@pytest.fixture(autouse=True)
def at_moment():
    """The demo's Monday morning."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def bring_staff(bring):
    """Imports a roster of one school with these staff."""

    def load(*staff):
        school = institution("998101", group("3B"), *staff, pupil(person("bo"), "3B"))
        bring(export(school), is_part=True, accept_vanished=True, now=timezone.now())
        return Institution.objects.get(key="998101")

    return load


def find_henrik():
    return Person.objects.get(unilogin__startswith="henrik")


def rights_of(name, school):
    """The rights in force."""
    rows = EditingRight.objects.filter(institution=school, ends_on__gte=timezone.localdate())
    held = rows.filter(person__unilogin__startswith=name)
    return {Right(right) for right in held.values_list("right", flat=True)}


def by_hand(school):
    return {"institution": school, "reason": "Aftalt", "now": timezone.now()}


def take(school, *rights):
    taken = take_rights(find_henrik(), rights=rights, taken_by=None, **by_hand(school))
    assert set(taken) == set(rights)


def give_through(school, day, *rights):
    give_rights(find_henrik(), rights=rights, given_by=None, ends_on=day, **by_hand(school))


def lost_by_henrik(school):
    found = list_leaders_without(school, on=timezone.localdate())
    return [lost for leader in found if leader.person == find_henrik() for lost in leader.lost]


def test_a_leader_begins_with_what_leaders_have(bring_staff):
    school = bring_staff(employee("henrik", role="Leder"), employee("anna", "3B"))
    assert rights_of("henrik", school) == LEADER
    assert rights_of("anna", school) == set()
    assert set(EditingRight.objects.values_list("origin", flat=True)) == {RightOrigin.ROSTER}
    entries = Entry.objects.filter(object_type="access.editingright", institution_key="998101")
    assert set(entries.values_list("reason", flat=True)) == {
        f"given {right}: Leads the institution, by the roster" for right in LEADER
    }
    assert entries.count() == len(LEADER)


def test_the_same_roster_again_changes_nothing(bring_staff):
    bring_staff(employee("henrik", role="Leder"))
    bring_staff(employee("henrik", role="Leder"))
    assert Entry.objects.filter(object_type="access.editingright").count() == len(LEADER)


def test_who_no_longer_leads_keeps_what_was_given_by_hand(bring_staff):
    school = bring_staff(employee("henrik", role="Leder"), employee("sanne", role="Leder"))
    henrik = Person.objects.get(unilogin__startswith="henrik")
    grant_rights(person_id=henrik.pk, institution_id=school.pk, rights=[Right.EDIT])
    bring_staff(employee("henrik"), employee("sanne", role="Leder"))
    assert rights_of("henrik", school) == {Right.EDIT}
    assert rights_of("sanne", school) == LEADER


def test_who_leaves_has_no_rights_at_the_next_request(bring_staff):
    school = bring_staff(employee("henrik", role="Leder"), employee("anna", "3B"))
    anna = Person.objects.get(unilogin__startswith="anna")
    grant_rights(person_id=anna.pk, institution_id=school.pk, rights=[Right.EDIT])
    bring_staff(employee("henrik", role="Leder"), employee("anna", "3B"))
    assert read_rights(anna.pk).may_write(school.pk)
    bring_staff(employee("henrik", role="Leder"))
    assert not read_rights(anna.pk).may_write(school.pk)


def test_what_is_taken_from_a_leader_by_hand_stays_taken(bring_staff, at_moment):
    school = bring_staff(employee("henrik", role="Leder"))
    take(school, Right.PUBLISH)
    assert rights_of("henrik", school) == LEADER - {Right.PUBLISH}
    for _night in range(3):
        at_moment.shift(DAY)
        bring_staff(employee("henrik", role="Leder"))
        assert rights_of("henrik", school) == LEADER - {Right.PUBLISH}
    assert lost_by_henrik(school) == [LostRight(right=Right.PUBLISH, ended_on=None)]


def test_what_is_taken_on_the_day_on_which_the_leading_began_stays_taken(bring_staff):
    school = bring_staff(employee("henrik", role="Leder"))
    take(school, *LEADER)
    bring_staff(employee("henrik", role="Leder"))
    assert rights_of("henrik", school) == set()
    assert {lost.right for lost in lost_by_henrik(school)} == LEADER


def test_what_a_leader_had_through_a_day_stays_ended_after_it(bring_staff, at_moment):
    school = bring_staff(employee("henrik", role="Leder"))
    give_through(school, TODAY + DAY, Right.PUBLISH)
    at_moment.shift(DAY)
    bring_staff(employee("henrik", role="Leder"))
    assert rights_of("henrik", school) == LEADER
    assert lost_by_henrik(school) == []
    for _night in range(2):
        at_moment.shift(DAY)
        bring_staff(employee("henrik", role="Leder"))
        assert rights_of("henrik", school) == LEADER - {Right.PUBLISH}
    assert lost_by_henrik(school) == [LostRight(right=Right.PUBLISH, ended_on=TODAY + DAY)]


def test_what_is_given_again_is_there_and_no_longer_lost(bring_staff):
    school = bring_staff(employee("henrik", role="Leder"))
    take(school, Right.PUBLISH)
    give_through(school, FOREVER, Right.PUBLISH)
    bring_staff(employee("henrik", role="Leder"))
    assert rights_of("henrik", school) == LEADER
    assert lost_by_henrik(school) == []


@pytest.mark.parametrize("meanwhile", ["works on", "is away"])
@pytest.mark.parametrize("lost", ["taken", "ended"])
def test_who_stops_leading_and_comes_back_begins_anew(bring_staff, at_moment, meanwhile, lost):
    school = bring_staff(employee("henrik", role="Leder"))
    if lost == "taken":
        take(school, *LEADER)
    else:
        give_through(school, TODAY, *LEADER)
    at_moment.shift(DAY)
    bring_staff(employee("henrik", role="Leder"))
    assert rights_of("henrik", school) == set()
    at_moment.shift(DAY)
    away = [employee("henrik")] if meanwhile == "works on" else []
    bring_staff(employee("sanne", role="Leder"), *away)
    assert lost_by_henrik(school) == []
    at_moment.shift(DAY)
    bring_staff(employee("henrik", role="Leder"))
    assert rights_of("henrik", school) == LEADER


def test_what_had_ended_before_somebody_began_to_lead_is_given(bring_staff, at_moment):
    school = bring_staff(employee("henrik"), employee("sanne", role="Leder"))
    give_through(school, TODAY, Right.EDIT)
    at_moment.shift(DAY)
    bring_staff(employee("henrik", role="Leder"), employee("sanne", role="Leder"))
    assert rights_of("henrik", school) == LEADER


def test_what_is_taken_from_others_than_leaders_leaves_nothing(bring_staff):
    school = bring_staff(employee("henrik"), employee("sanne", role="Leder"))
    give_through(school, FOREVER, Right.EDIT)
    take(school, Right.EDIT)
    assert not EditingRight.objects.filter(person=find_henrik()).exists()
    bring_staff(employee("henrik", role="Leder"), employee("sanne", role="Leder"))
    assert rights_of("henrik", school) == LEADER


def test_of_who_has_left_no_right_is_kept(bring_staff, at_moment):
    school = bring_staff(employee("henrik", role="Leder"), employee("sanne", role="Leder"))
    give_through(school, TODAY, Right.EDIT)
    take(school, Right.PUBLISH)
    assert EditingRight.objects.filter(person=find_henrik()).count() == len(LEADER)
    at_moment.shift(DAY)
    bring_staff(employee("sanne", role="Leder"))
    assert not EditingRight.objects.filter(person=find_henrik()).exists()
    assert rights_of("sanne", school) == LEADER


def test_who_may_not_sign_in_is_given_nothing_and_is_not_named(bring_staff):
    school = bring_staff(employee("henrik", role="Leder"))
    take(school, Right.EDIT)
    assert lost_by_henrik(school) != []
    Person.objects.filter(pk=find_henrik().pk).update(is_active=False)
    EditingRight.objects.filter(right=Right.PUBLISH).delete()
    bring_staff(employee("henrik", role="Leder"))
    assert rights_of("henrik", school) == {Right.ADMINISTER}
    assert lost_by_henrik(school) == []


def test_the_leaders_who_are_without_cost_two_queries(bring_staff, django_assert_num_queries):
    names = ("henrik", "sanne", "karen")
    school = bring_staff(*(employee(name, role="Leder") for name in names))
    EditingRight.objects.update(ends_on=TODAY - DAY, origin=RightOrigin.TAKEN)
    with django_assert_num_queries(2):
        found = list_leaders_without(school, on=TODAY)
    assert len(found) == len(names)
