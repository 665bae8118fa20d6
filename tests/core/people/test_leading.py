"""Rights that come with leading, and end with it; those given by hand end with working there."""

import pytest

from core.access.models import EditingRight, Right, RightOrigin
from core.access.operations import grant_rights
from core.access.queries import read_rights
from core.audit.models import Entry
from core.people.models import Institution, Person
from tests.core.people.exports import employee, export, group, institution, person, pupil

LEADER = {Right.EDIT, Right.PUBLISH, Right.ADMINISTER}


@pytest.fixture
def bring_staff(bring):
    """Imports a roster of one school with these staff."""

    def load(*staff):
        school = institution("998101", group("3B"), *staff, pupil(person("bo"), "3B"))
        bring(export(school), is_part=True, accept_vanished=True)
        return Institution.objects.get(key="998101")

    return load


def rights_of(name, school):
    held = EditingRight.objects.filter(person__unilogin__startswith=name, institution=school)
    return set(held.values_list("right", flat=True))


def test_a_leader_begins_with_what_leaders_have(bring_staff):
    school = bring_staff(employee("henrik", role="Leder"), employee("anna", "3B"))
    assert rights_of("henrik", school) == LEADER
    assert rights_of("anna", school) == set()
    assert set(EditingRight.objects.values_list("origin", flat=True)) == {RightOrigin.ROSTER}
    entry = Entry.objects.filter(object_type="access.editingright").get()
    assert (entry.institution_key, entry.reason) == (
        "998101", "Leads the institution, by the roster",
    )  # fmt: skip


def test_the_same_roster_again_changes_nothing(bring_staff):
    bring_staff(employee("henrik", role="Leder"))
    bring_staff(employee("henrik", role="Leder"))
    assert Entry.objects.filter(object_type="access.editingright").count() == 1


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


def test_what_a_leader_was_denied_by_hand_comes_back_with_the_next_roster_alone(bring_staff):
    """The roster's leaders always can look after rights, so that no institution is without."""
    school = bring_staff(employee("henrik", role="Leder"))
    EditingRight.objects.filter(right=Right.ADMINISTER).delete()
    bring_staff(employee("henrik", role="Leder"))
    assert rights_of("henrik", school) == LEADER
