"""An invited person's account ends with the relation that it hangs on, and an operator's too."""

import pytest

from core.people.guardian_access import block_guardian
from core.people.models import Guardianship, Person
from tests.core.login.local.conftest import (
    SECOND_STEP,
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
    from django.utils import timezone  # noqa: PLC0415

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


def test_operator_who_is_none_any_more_is_out(operator):
    client = sign_in(operator)
    assert is_signed_in(client)
    Person.objects.filter(pk=operator.person_id).update(is_superuser=False)
    assert not is_signed_in(client)


def test_asking_costs_one_query_and_others_none(operator, client, django_assert_num_queries):
    local = sign_in(operator)
    local.get("/privatliv/")
    with django_assert_num_queries(2):
        assert local.get("/log-ind/lokal/").status_code == 302
    client.force_login(operator.person)
    client.get("/privatliv/")
    with django_assert_num_queries(1):
        assert client.get("/log-ind/lokal/").status_code == 302
