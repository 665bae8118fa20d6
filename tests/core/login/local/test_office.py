"""An office invites an adult of a child, marks who has a local login, and takes it back."""

import pytest
from django.test import Client
from django.utils import timezone

from core.access.models import Right
from core.access.operations import grant_rights
from core.login.local.models import Invitation, LocalAccount
from core.login.models import Session
from core.people.kinds import Role
from core.people.models import Institution, Person
from core.people.refresh import refresh_access
from indgang_sdk.levels import Level
from tests.core.login.local.conftest import (
    belong,
    care_for_a_child_at,
    is_signed_in,
    sign_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ida(school):
    person = Person.objects.create_user("ida00001", first_name="Ida", family_name="Lund")
    grant_rights(person_id=person.pk, institution_id=school.pk, rights=[Right.ACCESS])
    return person


def open_office(person, *, level=Level.TWO_FACTOR):
    client = Client()
    client.force_login(person)
    until = timezone.now() + timezone.timedelta(hours=1)
    Session.objects.filter(person=person).update(level=level, level_until=until)
    return client


@pytest.fixture
def address(school, liv, bente):
    return f"/kontor/{school.key}/boern/{liv.pk}/{bente.pk}/lokalt-login/"


@pytest.fixture
def child_page(school, liv):
    return f"/kontor/{school.key}/boern/{liv.pk}/"


def test_link_is_shown_once_and_the_row_says_who_invited_when(ida, address, child_page):
    client = open_office(ida)
    assert address in client.get(child_page).text
    assert client.get(address).status_code == 200
    page = client.post(address)
    assert page.context["link"].startswith("http://localhost:8000/log-ind/lokal/link/")
    assert page.context["link"] in page.text
    assert "<svg" in page.text
    assert page.context["link"] not in client.get(address).text
    assert "Inviteret af Ida Lund" in client.get(child_page).text


def test_one_factor_is_not_enough_to_invite_or_take_back(ida, address, invited):
    client = open_office(ida, level=Level.ONE_FACTOR)
    step_up = f"/log-ind/bekraeft/?niveau=3&next={address}"
    page = client.get(address)
    assert step_up.replace("&", "&amp;") in page.text
    for deed in ("", "revoke"):
        assert client.post(address, {"deed": deed})["Location"] == step_up
    assert not Invitation.objects.exists()
    assert LocalAccount.objects.exists()


def test_account_is_taken_back_at_once(ida, address, child_page, invited):
    session = sign_in(invited)
    client = open_office(ida)
    assert "Lokalt login" in client.get(child_page).text
    assert client.post(address, {"deed": "revoke"})["Location"] == child_page
    assert not is_signed_in(session)
    assert not LocalAccount.objects.exists()
    assert "Givet af" not in client.get(child_page).text


def test_open_link_is_taken_back(ida, address):
    client = open_office(ida)
    link = client.post(address).context["link"].removeprefix("http://localhost:8000")
    assert Client().get(link).status_code == 200
    client.post(address, {"deed": "revoke"})
    assert Client().get(link).status_code == 404


def test_other_institutions_login_is_neither_replaced_nor_taken(
    ida, address, bente, school, invited
):
    other = Institution.objects.create(
        key="998121", name="Den anden", kind="school", municipality=school.municipality
    )
    LocalAccount.objects.update(institution=other)
    bente.guardianships.create(
        child=Person.objects.get(unilogin="liv00001"), institution=other, custody=True,
        relation="official", source="roster",
    )  # fmt: skip
    Person.objects.get(unilogin="liv00001").memberships.create(
        institution=other, role="pupil", source="roster"
    )
    client = open_office(ida)
    assert "ikke har givet" in client.get(address).text
    for deed in ("", "revoke"):
        client.post(address, {"deed": deed})
    assert LocalAccount.objects.get().institution == other
    assert not Invitation.objects.exists()


def test_who_belongs_to_another_municipality_is_not_invited(ida, address, bente, school_elsewhere):
    client = open_office(ida)
    other = care_for_a_child_at(school_elsewhere, bente)
    page = client.get(address).text
    assert "hører også til i en anden kommune" in page
    assert "Unilogin eller MitID" in page
    assert client.post(address)["Location"] == address
    assert not Invitation.objects.exists()
    other.delete()
    refresh_access([bente.pk], on=timezone.localdate())
    assert client.post(address).context["link"]


def test_who_works_somewhere_is_not_invited(ida, address, bente, school_elsewhere):
    client = open_office(ida)
    work = belong(bente, school_elsewhere, Role.PEDAGOGICAL)
    assert "arbejder i en kommune eller har rettigheder" in client.get(address).text
    assert client.post(address)["Location"] == address
    assert not Invitation.objects.exists()
    work.delete()
    refresh_access([bente.pk], on=timezone.localdate())
    assert client.post(address).context["link"]


def test_open_link_opens_nothing_once_the_person_belongs_elsewhere(
    ida, address, bente, school_elsewhere
):
    link = open_office(ida).post(address).context["link"].removeprefix("http://localhost:8000")
    assert Client().get(link).status_code == 200
    care_for_a_child_at(school_elsewhere, bente)
    assert Client().get(link).status_code == 404


@pytest.mark.parametrize("right", [None, Right.ADMINISTER, Right.PUBLISH])
def test_page_is_for_those_who_look_after_access(address, school, right):
    person = Person.objects.create_user("henrik01", first_name="Henrik")
    if right:
        grant_rights(person_id=person.pk, institution_id=school.pk, rights=[right])
    client = open_office(person)
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404
    grant_rights(person_id=person.pk, institution_id=school.pk, rights=[Right.ACCESS])
    assert client.get(address).status_code == 200


def test_nobody_decides_about_the_own_child(address, school, bente):
    grant_rights(person_id=bente.pk, institution_id=school.pk, rights=[Right.ACCESS])
    assert open_office(bente).get(address).status_code == 404


def test_child_page_asks_as_often_for_one_adult_as_for_many(
    ida, child_page, school, liv, bente, django_assert_max_num_queries
):
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client = open_office(ida)
    client.get(child_page)
    with CaptureQueriesContext(connection) as one:
        client.get(child_page)
    for number in range(3):
        more = Person.objects.create_user(f"adult00{number}", first_name="Voksen")
        more.guardianships.create(
            child=liv, institution=school, custody=True, relation="mother", source="roster"
        )
    with CaptureQueriesContext(connection) as many:
        client.get(child_page)
    assert len(many) == len(one)
