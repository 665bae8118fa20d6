"""The real name of a protected person: with the right, for a reason, once, and logged."""

import pytest

from core.audit.models import Action, Entry
from tests.core.people.conftest import find
from tests.core.people.entries import entries_by_hand
from tests.core.people.office.conftest import address, said_by, sign_in

REASON = "Samtale med kommunen"


def name_address(name, *, at="998101"):
    return address(f"beskyttede-navne/{find(name).pk}/", at=at)


def test_the_name_is_shown_for_a_reason_and_logged(school):
    client = sign_in("henrik")
    assert "Liv" not in client.get(name_address("liv")).text
    answer = client.post(name_address("liv"), {"reason": REASON})
    assert answer.status_code == 200
    assert "Liv Prøve" in answer.text
    assert "no-store" in answer["Cache-Control"]
    entry = Entry.objects.get(object_type="people.protectedname")
    assert (entry.action, entry.actor_id, entry.subject_id, entry.institution_key) == (
        Action.OPEN, find("henrik").pk, find("liv").pk, "998101",
    )  # fmt: skip
    assert entry.reason == REASON


def test_the_name_is_gone_when_the_page_is_asked_for_again(school):
    client = sign_in("henrik")
    assert "Liv" in client.post(name_address("liv"), {"reason": REASON}).text
    assert "Liv" not in client.get(name_address("liv")).text
    assert "Liv" not in repr(dict(client.session))


@pytest.mark.parametrize("reason", ["", " ", "x" * 201, "190114-1234"])
def test_without_a_reason_there_is_no_name(school, reason):
    answer = sign_in("henrik").post(name_address("liv"), {"reason": reason})
    assert answer.status_code == 400
    assert "Liv" not in answer.text
    assert not Entry.objects.filter(object_type="people.protectedname").exists()


def test_who_may_look_after_access_may_not_read_names(school):
    for name in ("ida", "anna", "mette"):
        answer = sign_in(name).post(name_address("liv"), {"reason": REASON})
        assert answer.status_code == 404
    assert not entries_by_hand().exists()
    assert "Liv" in sign_in("henrik").post(name_address("liv"), {"reason": REASON}).text


def test_TEN_01_a_person_of_another_institution_is_not_found(school):
    client = sign_in("mette")
    nobody = client.post(address("beskyttede-navne/99999/", at="G99901"), {"reason": REASON})
    answer = client.post(name_address("liv", at="G99901"), {"reason": REASON})
    assert answer.status_code == nobody.status_code == 404
    assert said_by(answer) == said_by(nobody)


def test_who_is_not_protected_has_no_such_page(school):
    client = sign_in("henrik")
    assert client.get(name_address("bo")).status_code == 404
    page = client.post(address("beskyttede-navne/"), {"name": "bo"}).text
    assert name_address("bo") not in page
    assert name_address("liv") in client.post(address("beskyttede-navne/"), {"name": "holm"}).text


def test_a_protected_person_is_not_found_by_the_real_name(school):
    client = sign_in("henrik")
    assert (
        name_address("liv") not in client.post(address("beskyttede-navne/"), {"name": "liv"}).text
    )
