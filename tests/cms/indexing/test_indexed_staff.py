"""Staff are found by name by those of their institution; a protected person by the alias alone."""

from datetime import date

import pytest

from core.people.kinds import Role, Source
from core.people.models import Membership, Person
from core.people.signals import roster_imported
from search.queries import find_entries


@pytest.fixture
def mother(make_viewer):
    return make_viewer("998101/guardian")


def titles(query, viewer):
    return {hit.title for hit in find_entries(query, viewer).hits}


def import_roster(*schools):
    roster_imported.send(sender=None, institution_ids=[item.institution.pk for item in schools])


@pytest.fixture
def hire():
    def add(school, name, *, role=Role.PEDAGOGICAL, protected=False, group=None, **days):
        first, _, family = name.partition(" ")
        person, _ = Person.objects.get_or_create(
            unilogin=first.lower(),
            defaults={"first_name": first, "family_name": family, "protected": protected},
        )
        membership = Membership.objects.create(
            person=person, institution=school.institution, group=group, role=role,
            source=Source.ROSTER, **days,
        )  # fmt: skip
        import_roster(school)
        return membership

    return add


def test_a_colleague_is_found_by_those_of_the_institution(egesoeskolen, hire, mother, make_viewer):
    hire(egesoeskolen, "Anna Holm")
    (hit,) = find_entries("anna", mother).hits
    assert (hit.kind, hit.title, hit.url) == ("person", "Anna Holm", egesoeskolen.home.get_url())
    assert hit.institution_name == "Egesøskolen"
    assert titles("anna", make_viewer("998102/guardian")) == set()


def test_nobody_learns_where_else_somebody_works(
    egesoeskolen, revleskolen, hire, mother, make_viewer
):
    hire(egesoeskolen, "Anna Holm")
    hire(revleskolen, "Anna Holm", role=Role.LEADER)
    assert [hit.institution_name for hit in find_entries("anna", mother).hits] == ["Egesøskolen"]
    other = make_viewer("999101/guardian")
    assert [hit.institution_name for hit in find_entries("anna", other).hits] == ["Revleskolen"]


def test_a_protected_colleague_is_found_in_the_own_groups_alone(
    egesoeskolen, hire, mother, make_viewer
):
    hire(egesoeskolen, "Lea Holm", protected=True, group=egesoeskolen.group)
    assert titles("lea", mother) == set()
    parent = make_viewer(f"g{egesoeskolen.group.pk}/guardian")
    assert titles("lea", parent) == {"Lea Holm"}


@pytest.mark.parametrize("role", [Role.PUPIL, Role.GUARDIAN, Role.MEMBER])
def test_others_than_staff_are_found_by_nobody(egesoeskolen, hire, make_viewer, role):
    hire(egesoeskolen, "Bo Holm", role=role)
    hire(egesoeskolen, "Anna Holm")
    assert titles("holm", make_viewer("998101/staff")) == {"Anna Holm"}


def test_who_has_left_is_found_no_more(egesoeskolen, hire, mother):
    membership = hire(egesoeskolen, "Anna Holm")
    membership.delete()
    assert titles("anna", mother) == {"Anna Holm"}
    import_roster(egesoeskolen)
    assert titles("anna", mother) == set()


def test_a_week_of_work_is_found_in_that_week(egesoeskolen, hire, make_viewer, now):
    hire(egesoeskolen, "Nanna Holm", starts_on=date(2030, 11, 24), ends_on=date(2030, 11, 24))
    found = [
        titles("nanna", make_viewer("998101/guardian", now=now.replace(year=2030, day=day)))
        for day in (23, 24, 25)
    ]
    assert found == [set(), {"Nanna Holm"}, set()]


def test_a_deleted_person_is_found_no_more(egesoeskolen, hire, mother):
    membership = hire(egesoeskolen, "Anna Holm")
    assert titles("anna", mother) == {"Anna Holm"}
    membership.person.delete()
    assert titles("anna", mother) == set()
