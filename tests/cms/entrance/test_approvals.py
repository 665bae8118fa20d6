"""What waits for approval stands on the front page of those who approve, and of nobody else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.models import BasePage, NewsPage
from core.access.models import EditingRight, Right
from core.access.operations import Holding, grant_rights, replace_holdings
from core.people.models import Institution, Person

HEADING = "Venter på din godkendelse"


def make_person(unilogin, *rights, institution, keys=("998101/staff",)):
    person = Person.objects.create_user(unilogin, first_name=unilogin.title())
    replace_holdings({person.pk: [Holding(key=key) for key in keys]})
    grant_rights(person_id=person.pk, institution_id=institution.pk, rights=rights)
    return person


@pytest.fixture
def school(egesoeskolen):
    Institution.objects.update(needs_approval=True)
    return egesoeskolen


@pytest.fixture
def henrik(school):
    return make_person("henrik01", Right.EDIT, Right.PUBLISH, institution=school.institution)


@pytest.fixture
def writer(school):
    return make_person("anna0001", Right.EDIT, institution=school.institution)


@pytest.fixture
def ask(writer):
    """Somebody writes below a home and asks for approval."""

    def send(home, title="Tur til åen"):
        page = NewsPage(title=title, live=False, own_audience=["998101/staff"])
        BasePage.objects.get(pk=home.pk).add_child(instance=page)
        page.save_revision(user=writer)
        page.get_workflow().start(page, writer)
        return page

    return send


def home_of(client, person, address="/"):
    client.force_login(person)
    return client.get(address).text


def test_the_leader_sees_it_with_the_way_to_it(client, school, henrik, ask):
    page = ask(school.home)
    shown = home_of(client, henrik)
    assert HEADING in shown
    assert f'href="/redaktion/pages/{page.pk}/edit/"' in shown
    assert "Tur til åen" in shown
    assert "Se 1 side" in shown


def test_nobody_else_does(client, school, revleskolen, writer, henrik, ask):
    ask(school.home)
    other = make_person(
        "leder999", Right.PUBLISH, institution=revleskolen.institution, keys=("999101/staff",)
    )
    parent = make_person("carla001", institution=school.institution, keys=("998101/guardian",))
    for person in (writer, other, parent):
        shown = home_of(client, person)
        assert HEADING not in shown
        assert "Tur til åen" not in shown
    assert HEADING in home_of(client, henrik)


def test_no_longer_when_the_right_has_ended(client, school, henrik, ask):
    ask(school.home)
    assert HEADING in home_of(client, henrik)
    EditingRight.objects.filter(person=henrik).update(
        ends_on=timezone.localdate() - timedelta(days=1)
    )
    assert HEADING not in home_of(client, henrik)


def test_no_longer_when_it_has_been_sent_back(client, school, henrik, ask):
    page = ask(school.home)
    ask(school.home, "En anden")
    page.current_workflow_task_state.reject(user=henrik)
    shown = home_of(client, henrik)
    assert ("Tur til åen" in shown, "En anden" in shown) == (False, True)


def test_three_of_many_those_that_have_waited_longest(client, school, henrik, ask):
    for number in range(5):
        ask(school.home, f"Nyhed nr. {number}")
    shown = home_of(client, henrik)
    assert [f"Nyhed nr. {number}" in shown for number in range(5)] == [True] * 3 + [False] * 2
    assert "Se alle 5 sider" in shown


def test_it_is_gone_when_it_is_approved_though_the_browser_had_the_page(
    client, school, henrik, ask
):
    page = ask(school.home)
    client.force_login(henrik)
    first = client.get("/")
    again = client.get("/", headers={"If-None-Match": first["ETag"]})
    page.current_workflow_task_state.approve(user=henrik)
    after = client.get("/", headers={"If-None-Match": first["ETag"]})
    assert (HEADING in first.text, again.status_code in {200, 304}) == (True, True)
    assert (after.status_code, HEADING in after.text) == (200, False)


def test_it_costs_who_approves_one_query_and_others_none(client, school, henrik, writer, ask):
    ask(school.home)
    colleague = make_person("mette001", institution=school.institution)
    counts = [count_queries(client, person) for person in (colleague, writer, henrik)]
    # Whoever writes is also asked whether requests wait for an answer.
    assert counts == [6, 7, 8]


def count_queries(client, person):
    home_of(client, person)
    with CaptureQueriesContext(connection) as queries:
        client.get("/")
    return len(queries)
