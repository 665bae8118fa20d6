"""SAML-48: who is deactivated or leaves the roster gets nothing of connected systems any more."""

import pytest

from core.people.operations import deactivate_person
from tests.core.connectors.conftest import sign_in
from tests.core.connectors.test_tiles import read_box
from tests.core.people.conftest import NOW, find
from tests.core.people.exports import contact
from tests.core.people.roster_cast import egesoe, export, tranehoej

API = "/api/v1/municipalities/998/connections/"


def test_SAML_48_a_kept_box_is_closed_to_who_was_deactivated(books):
    client = sign_in("dorte")
    assert "books of Bo" in read_box(client, books).text
    deactivate_person(find("dorte"), deactivated_by=None, reason="test", now=NOW)
    answer = read_box(client, books)
    assert (answer.status_code, "books of Bo" in answer.text) == (302, False)


def test_SAML_48_a_kept_box_is_closed_to_who_was_deleted(books):
    client = sign_in("dorte")
    assert read_box(client, books).status_code == 200
    find("dorte").delete()
    assert read_box(client, books).status_code == 302


def test_SAML_48_a_kept_box_tells_no_more_of_a_child_that_the_roster_has_taken_away(bring, books):
    client, other = sign_in("dorte"), sign_in("jonas")
    assert "books of Bo" in read_box(client, books).text
    only_jonas = contact("jonas", relation="Far")
    bring(export(egesoe(parents=only_jonas), tranehoej()))
    text = read_box(client, books).text
    assert ("books of Bo" in text, "books of Emil" in text) == (False, True)
    assert "books of Bo" in read_box(other, books).text


@pytest.mark.parametrize("end", ["deactivate", "delete"])
def test_SAML_48_the_api_is_closed_at_the_next_request(books, end):
    client = sign_in("henrik")
    assert client.get(API).status_code == 200
    if end == "delete":
        find("henrik").delete()
    else:
        deactivate_person(find("henrik"), deactivated_by=None, reason="test", now=NOW)
    assert client.get(API).status_code == 403
