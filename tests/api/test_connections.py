"""Connections by the API: for whom, as a whole, and nothing on a mistake."""

import json

import pytest
from django.test import Client

from core.audit.models import Entry
from core.connectors.models import Connection, InstitutionConnection
from tests.core.connectors.conftest import CANARY, at_moment, books, families, install, sign_in
from tests.core.people.conftest import bring, english, find, heard, world

__all__ = ["at_moment", "books", "bring", "english", "families", "heard", "install", "world"]

ADDRESS = "/api/v1/municipalities/998/connections/"


def put(client, content):
    text = content if isinstance(content, str) else json.dumps(content)
    return client.put(ADDRESS, text, content_type="application/json")


def test_who_looks_after_it_reads_it_without_secrets(books):
    response = sign_in("henrik").get(ADDRESS)
    assert response.status_code == 200
    (connection,) = response.json()["connections"]
    assert connection["title"] == "BogKassen"
    assert connection["settings"] == {"address": "https://library.example/api"}
    assert CANARY not in response.content.decode()
    assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("name", ["dorte", "anna", "mette"])
def test_nobody_else_does(books, name):
    client = sign_in(name)
    assert client.get(ADDRESS).status_code == 404
    assert put(client, {"municipality": "998", "connections": []}).status_code == 404


def test_nobody_signed_in_is_refused(books, client):
    response = client.get(ADDRESS)
    assert response.status_code == 403
    assert response.headers["Content-Type"] == "application/problem+json"


def test_what_is_written_is_connected_and_recorded(books):
    client = sign_in("henrik")
    file = client.get(ADDRESS).json()
    file["connections"][0]["is_paused"] = True
    response = put(client, file)
    assert (response.status_code, response.json()) == (
        200,
        {"does_not_run_yet": ["BogKassen: On a break"]},
    )
    books.refresh_from_db()
    assert books.is_paused
    # What was not sent along stays: the secret.
    assert books.secrets
    assert Entry.objects.filter(actor_id__isnull=False, object_id=str(books.pk)).exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "Invalid JSON"),
        ([], "the file"),
        ({"municipality": "999", "connections": []}, "must be 998"),
        ({"municipality": "998", "connections": [{"connector": "x"}]}, "connections.0.title"),
        (
            {"municipality": "998", "connections": [{"connector": "none", "title": "X"}]},
            "no connector is named none",
        ),
        (
            {
                "municipality": "998",
                "connections": [
                    {"connector": "library", "title": "New"},
                    {"connector": "library", "title": "X", "secrets_from": {"password": "PATH"}},
                ],
            },
            "secrets_from",
        ),
        (
            {
                "municipality": "998",
                "connections": [
                    {"connector": "library", "title": "New"},
                    {"connector": "library", "title": "X", "settings": {"address": "nowhere"}},
                ],
            },
            "address: Write the whole address",
        ),
    ],
)
def test_a_mistake_is_named_and_changes_nothing(books, content, words):
    response = put(sign_in("henrik"), content)
    assert response.status_code == 422
    assert words in response.json()["detail"]
    assert [row.title for row in Connection.objects.all()] == ["BogKassen"]


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ({"secrets_from": {"password": "SCHOOLS_OWN"}}, "password"),
        ({"institutions": {"998101": {"secrets_from": {"shelf": "SCHOOLS_OWN"}}}}, "shelf"),
    ],
)
def test_nobody_reads_the_servers_environment(books, monkeypatch, part, name):
    monkeypatch.setenv("SCHOOLS_OWN", CANARY)
    client = sign_in("henrik")
    file = client.get(ADDRESS).json()
    file["connections"][0] |= part
    response = put(client, file)
    assert response.status_code == 422
    assert "secrets_from" in response.json()["detail"]
    assert CANARY not in response.content.decode() + client.get(ADDRESS).content.decode()
    assert not InstitutionConnection.objects.exists()
    # The same written out is taken.
    plain = client.get(ADDRESS).json()
    plain["connections"][0]["institutions"] = {"998101": {"settings": {"shelf": "B"}}}
    assert put(client, plain).status_code == 200


def test_another_site_cannot_write(books):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(find("henrik"))
    empty = {"municipality": "998", "connections": []}
    assert put(strict, empty).status_code == 403
    assert put(sign_in("henrik"), empty).status_code == 200
