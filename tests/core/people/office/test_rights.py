"""The office's rights: given to colleagues through a day, taken back, and never all of them."""

from datetime import timedelta

import pytest

from core.access.models import FOREVER, EditingRight, Right
from core.access.operations import grant_rights
from core.audit.models import Action, Entry
from core.people.models import Institution
from tests.core.people.conftest import TODAY, find

HOME = "/kontor/998101/rettigheder/"
REASON = "Aftalt med ledelsen"


@pytest.fixture
def henrik(school, client):
    """Leads the school by the roster, and so administers it; signed in."""
    person = find("henrik")
    client.force_login(person)
    return person


def rights_of(name):
    rows = EditingRight.objects.filter(person=find(name), institution__key="998101")
    return set(rows.values_list("right", flat=True))


def give(client, name="anna", **more):
    sent = {"rights": [Right.EDIT], "ends_on": "", "reason": REASON} | more
    return client.post(f"{HOME}{find(name).pk}/giv/", sent)


def test_the_page_names_who_has_what_and_what_comes_with_leading(client, henrik):
    shown = client.get(HOME).text
    assert "Henrik" in shown
    assert "følger med ledelsen" in shown or "comes with leading" in shown


def test_a_colleague_is_found_by_name_and_nobody_else(client, henrik):
    assert f"{find('anna').pk}/giv/" in client.post(HOME, {"name": "Anna"}).text
    for name in ("Dorte", "Bo", "Line"):
        assert "/giv/" not in client.post(HOME, {"name": name}).text.partition("holders")[0]


def test_a_right_is_given_through_a_day_and_logged(client, henrik):
    day = TODAY + timedelta(days=400)
    assert give(client, ends_on=day.isoformat()).status_code == 302
    row = EditingRight.objects.get(person=find("anna"))
    assert (row.right, row.ends_on) == (Right.EDIT, day)
    entry = Entry.objects.filter(action=Action.CHANGE).latest("pk")
    assert (entry.actor_id, entry.subject_id, entry.reason) == (
        henrik.pk, find("anna").pk, REASON,
    )  # fmt: skip
    give(client)
    row.refresh_from_db()
    assert row.ends_on == FOREVER


@pytest.mark.parametrize(
    "more",
    [
        {"rights": []},
        {"rights": ["public"]},
        {"rights": ["x"]},
        {"reason": ""},
        {"reason": "x" * 201},
        {"reason": "CPR 090517-1234"},
        {"ends_on": "2020-01-01"},
        {"ends_on": "i morgen"},
    ],
)
def test_what_is_wrong_is_said_and_gives_nothing(client, henrik, more):
    response = give(client, **more)
    assert response.status_code == 400
    assert "wrong" in response.text
    assert rights_of("anna") == set()
    assert give(client).status_code == 302


@pytest.mark.parametrize("name", ["dorte", "bo", "carla", "mette"])
def test_nobody_but_colleagues_is_given_rights(client, henrik, name):
    assert give(client, name).status_code == 404
    assert rights_of(name) == set()


def test_rights_are_taken_back_at_once(client, henrik):
    give(client, rights=[Right.EDIT, Right.PUBLISH])
    address = f"{HOME}{find('anna').pk}/fratag/"
    assert client.get(address).status_code == 200
    assert rights_of("anna") == {Right.EDIT, Right.PUBLISH}
    assert client.post(address, {"reason": ""}).status_code == 400
    assert client.post(address, {"reason": REASON}).status_code == 302
    assert rights_of("anna") == set()


def test_the_last_administrator_stays(client, henrik):
    address = f"{HOME}{henrik.pk}/fratag/"
    assert client.post(address, {"reason": REASON})["Location"] == HOME
    assert Right.ADMINISTER in rights_of("henrik")
    give(client, rights=[Right.ADMINISTER])
    assert client.post(address, {"reason": REASON})["Location"] == "/"
    assert Right.ADMINISTER not in rights_of("henrik")


def test_rights_that_the_giver_lacks_are_not_taken(client, henrik):
    school = Institution.objects.get(key="998101")
    grant_rights(
        person_id=find("anna").pk, institution_id=school.pk, rights=[Right.EDIT, Right.PUBLIC]
    )
    client.post(f"{HOME}{find('anna').pk}/fratag/", {"reason": REASON})
    assert rights_of("anna") == {Right.PUBLIC}


def test_the_institution_chooses_to_approve(client, henrik):
    for needs_approval in (True, False):
        sent = {"needs_approval": "on"} if needs_approval else {}
        assert client.post(f"{HOME}godkendelse/", sent).status_code == 302
        assert Institution.objects.get(key="998101").needs_approval is needs_approval
    assert Entry.objects.filter(object_type="people.institution").count() == 2


@pytest.mark.parametrize("right", [Right.EDIT, Right.PUBLISH, Right.ACCESS, Right.PROTECTED])
def test_other_rights_do_not_open_it(school, client, right):
    anna = find("anna")
    grant_rights(person_id=anna.pk, institution_id=school.pk, rights=[right])
    client.force_login(anna)
    for address in (HOME, f"{HOME}{anna.pk}/giv/", f"{HOME}{anna.pk}/fratag/"):
        assert client.get(address).status_code == 404
    assert client.post(f"{HOME}godkendelse/", {"needs_approval": "on"}).status_code == 404
    assert give(client).status_code == 404


def test_another_institutions_rights_are_not_there(client, henrik):
    assert client.get("/kontor/998102/rettigheder/").status_code == 404
    assert client.get(HOME).status_code == 200
