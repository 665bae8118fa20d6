"""Somebody always administers: two who take each other's right at once do not both succeed."""

import threading

import pytest
from django.db import connection

from core.access.models import FOREVER, EditingRight, Right
from core.access.operations import grant_rights
from core.people.doctoring import check_administrators
from core.people.kinds import Role, Source
from core.people.models import Institution, Membership, Municipality, Person
from core.people.rights import LastAdministrator, change_rights
from tests.core.people.conftest import NOW, TODAY


@pytest.fixture
def pair():
    """Two administrators of one school."""
    municipality = Municipality.objects.create(code="998", name="Lindesø Kommune")
    school = Institution.objects.create(
        key="998101", name="Egesøskolen", kind="school", municipality=municipality
    )
    people = [Person.objects.create_user(f"leder{n}", first_name="Leder") for n in range(2)]
    for person in people:
        grant_rights(
            person_id=person.pk, institution_id=school.pk, rights=[Right.EDIT, Right.ADMINISTER]
        )
    return school, people


def take_from(person, *, by, school, wanted=()):
    return change_rights(
        person,
        institution=school,
        wanted=dict(wanted),
        among=[Right.EDIT, Right.ADMINISTER],
        seen={Right.EDIT: FOREVER, Right.ADMINISTER: FOREVER},
        changed_by=by,
        reason="Aftalt",
        now=NOW,
    )


def test_one_of_two_may_leave_and_the_other_stays(db, pair):
    school, (first, second) = pair
    assert take_from(first, by=second, school=school) == [Right.EDIT, Right.ADMINISTER]
    with pytest.raises(LastAdministrator):
        take_from(second, by=second, school=school)
    with pytest.raises(LastAdministrator):
        take_from(second, by=second, school=school, wanted={Right.ADMINISTER: TODAY})
    rows = EditingRight.objects.values_list("person_id", "right", "ends_on")
    assert set(rows) == {(second.pk, right, FOREVER) for right in (Right.EDIT, Right.ADMINISTER)}


def find_lacking():
    return [finding.remedy.split()[-1] for finding in check_administrators(NOW) if not finding.ok]


def test_doctor_says_where_nobody_administers_any_more(db, pair):
    school, (first, second) = pair
    # A place without staff lacks nobody.
    assert find_lacking() == []
    Person.objects.filter(pk=first.pk).update(is_active=False)
    Membership.objects.create(
        person=second, institution=school, role=Role.PEDAGOGICAL, source=Source.ROSTER
    )
    assert find_lacking() == []
    # An account is switched off by a roster or on the machine, which ask nobody.
    EditingRight.objects.filter(person=second, right=Right.ADMINISTER).update(ends_on=TODAY)
    assert find_lacking() == [school.key]
    grant_rights(person_id=second.pk, institution_id=school.pk, rights=[Right.ADMINISTER])
    assert find_lacking() == []


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_two_who_take_each_others_right_at_once_do_not_both_succeed(pair):
    school, people = pair
    ready = threading.Barrier(2, timeout=20)
    told = []

    def take(person, by):
        try:
            ready.wait()
            told.append(take_from(person, by=by, school=school))
        except LastAdministrator:
            told.append("last")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=take, args=(person, by))
        for person, by in zip(people, reversed(people), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=40)
    assert sorted(map(str, told)) == sorted(map(str, ["last", [Right.EDIT, Right.ADMINISTER]]))
    assert EditingRight.objects.filter(right=Right.ADMINISTER).count() == 1
