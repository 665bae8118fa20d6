"""An invited person's account ends with the relation that it hangs on, and an operator's too."""

import pytest
from django.utils import timezone

from core.access.models import Right
from core.access.operations import grant_rights
from core.login.signing_in.people import list_municipality_codes
from core.people.guardian_access import block_guardian
from core.people.kinds import Role
from core.people.models import Guardianship, Institution, Person
from core.people.refresh import refresh_access
from tests.core.login.local.conftest import (
    SECOND_STEP,
    belong,
    care_for_a_child_at,
    code_of,
    is_signed_in,
    sign_in,
    type_password,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(invited):
    client = sign_in(invited)
    assert is_signed_in(client)
    return client


def end_guardianship(invited):
    Guardianship.objects.all().delete()


def move_child(invited):
    Person.objects.get(unilogin="liv00001").memberships.all().delete()


def block(invited):
    henrik = Person.objects.create_user("henrik01", first_name="Henrik")
    guardian = Person.objects.get(unilogin="bente001")
    child = Person.objects.get(unilogin="liv00001")
    block_guardian(
        guardian=guardian, child=child, placed_by=henrik, reason="fælles", now=timezone.now()
    )


def deactivate(invited):
    Person.objects.filter(pk=invited.person_id).update(is_active=False)


def take_account(invited):
    invited.delete()


ENDINGS = [end_guardianship, move_child, block, deactivate, take_account]


@pytest.mark.parametrize("end", ENDINGS)
def test_session_is_over_at_the_next_request(end, invited, session):
    assert is_signed_in(session)
    end(invited)
    assert not is_signed_in(session)


@pytest.mark.parametrize("end", ENDINGS)
def test_nobody_signs_in_afterwards(end, client, invited):
    type_password(client, invited)
    end(invited)
    # Neither with what was proved before, nor from the beginning.
    answer = client.post(SECOND_STEP, {"code": code_of(invited)})
    assert answer["Location"].endswith("for-sent=1")
    assert type_password(client, "bente001").status_code == 400


def work_elsewhere(bente, place):
    belong(bente, place, Role.PEDAGOGICAL)


def hold_a_right(bente, place):
    grant_rights(person_id=bente.pk, institution_id=place.pk, rights=[Right.EDIT])


def have_a_child_elsewhere(bente, place):
    care_for_a_child_at(place, bente)


def visit_elsewhere(bente, place):
    belong(bente, place, Role.EXTERNAL)


def run_the_portal(bente, place):
    Person.objects.filter(pk=bente.pk).update(is_superuser=True)


GAINS = [work_elsewhere, hold_a_right, have_a_child_elsewhere, visit_elsewhere, run_the_portal]


@pytest.mark.parametrize("gain", GAINS)
def test_account_ends_when_it_would_open_more_than_was_given(
    gain, client, session, invited, bente, school_elsewhere
):
    """The office that gave it could have kept the link, and must not come to more by it."""
    assert is_signed_in(session)
    gain(bente, school_elsewhere)
    assert not is_signed_in(session)
    assert type_password(client, invited).status_code == 400


def test_account_ends_when_somebody_comes_to_work_where_it_was_given(session, bente, school):
    belong(bente, school, Role.LEADER)
    assert not is_signed_in(session)


def test_account_goes_on_with_more_of_the_same_municipality(session, bente, school):
    other = Institution.objects.create(
        key="998121", name="Lindesø Børnehus", kind=school.kind, municipality=school.municipality
    )
    care_for_a_child_at(other, bente)
    assert list_municipality_codes(bente, now=timezone.now()) == {"998"}
    assert is_signed_in(session)


def test_account_comes_back_when_the_other_municipality_is_left(
    session, invited, bente, school_elsewhere
):
    care_for_a_child_at(school_elsewhere, bente).delete()
    assert not is_signed_in(session)
    refresh_access([bente.pk], on=timezone.localdate())
    assert is_signed_in(session)


def test_operators_account_knows_no_municipality(operator, school_elsewhere):
    client = sign_in(operator)
    belong(operator.person, school_elsewhere, Role.ADMINISTRATIVE)
    assert is_signed_in(client)


def test_operator_who_is_none_any_more_is_out(operator):
    client = sign_in(operator)
    assert is_signed_in(client)
    Person.objects.filter(pk=operator.person_id).update(is_superuser=False)
    assert not is_signed_in(client)


def test_asking_costs_one_query_and_others_none(
    operator, invited, client, django_assert_num_queries
):
    for local in (sign_in(operator), sign_in(invited)):
        local.get("/privatliv/")
        with django_assert_num_queries(2):
            assert local.get("/log-ind/lokal/").status_code == 302
    client.force_login(operator.person)
    client.get("/privatliv/")
    with django_assert_num_queries(1):
        assert client.get("/log-ind/lokal/").status_code == 302
