"""Connections by the API: for whom, as a whole, and nothing on a mistake."""

import json

import pytest
from django.test import Client

from api.parsing import MOST_BYTES
from core.audit.models import Entry
from core.connectors.models import Connection, InstitutionConnection
from tests.core.connectors.conftest import (
    CANARY,
    at_moment,
    books,
    connect_as,
    connect_platform,
    families,
    install,
    plans,
    sign_in,
)
from tests.core.people.conftest import bring, english, find, heard, world

__all__ = [
    "at_moment",
    "books",
    "bring",
    "connect_as",
    "connect_platform",
    "english",
    "families",
    "heard",
    "install",
    "plans",
    "world",
]

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


def test_the_kind_of_a_system_is_written_with_its_settings(connect_as):
    library = connect_as("BogKassen", "library")
    client = sign_in("henrik")
    file = client.get(ADDRESS).json()
    file["connections"] = [part for part in file["connections"] if part["title"] == "BogKassen"]
    settings = file["connections"][0]["settings"]
    assert settings["kind"] == "library"
    for kind, words in (
        ("learning_platform", "use MinPlan already, which is the same kind of system"),
        ("games", "BogKassen: kind: Input should be"),
    ):
        settings["kind"] = kind
        refused = put(client, file)
        assert refused.status_code == 422
        assert words in refused.json()["detail"]
    settings["kind"] = "absence"
    assert put(client, file).json() == {"does_not_run_yet": []}
    library.refresh_from_db()
    assert library.values["kind"] == "absence"


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


def test_too_much_is_refused_in_words(books):
    client = sign_in("henrik")
    file = client.get(ADDRESS).json()
    assert put(client, json.dumps(file) + " " * 1_000_000).status_code == 200
    response = put(client, json.dumps(file) + " " * (MOST_BYTES + 1))
    assert response.status_code == 413
    assert response.json()["detail"] == "Send at most 2 MB at a time."
    assert response.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"title": "Ring 0102031234"}, "title: everybody reads it"),
        ({"when_down": "Ring 010203-1234"}, "when_down: everybody reads it"),
        ({"when_down": "Skriv til ida@skole.example"}, "when_down: everybody reads it"),
        ({"approved_needs": ["nonsense"]}, "the connector does not need nonsense"),
        ({"approved_needs": ["viewer.name"]}, "the connector does not need viewer.name"),
    ],
)
def test_the_api_is_held_to_what_the_forms_are(books, changed, words):
    client = sign_in("henrik")
    file = client.get(ADDRESS).json()
    assert put(client, file).status_code == 200
    file["connections"][0] |= changed
    response = put(client, file)
    assert response.status_code == 422
    assert words in response.json()["detail"]
    assert [row.title for row in Connection.objects.all()] == ["BogKassen"]


OWN = "/api/v1/institutions/998101/connections/"


def put_own(client, content, *, address=OWN):
    return client.put(address, json.dumps(content), content_type="application/json")


def test_an_institution_reads_and_writes_its_own_layer(books):
    client = sign_in("anna")
    file = client.get(OWN).json()
    assert file == {
        "institution": "998101",
        "connections": [
            {
                "title": "BogKassen",
                "is_on": None,
                "settings": {},
                "secrets_from": {},
                "tiles": [],
            }
        ],
    }
    file["connections"][0] |= {"is_on": False, "settings": {"shelf": "B"}}
    response = put_own(client, file)
    assert (response.status_code, response.json()) == (200, {"does_not_run_yet": []})
    row = InstitutionConnection.objects.get()
    assert (row.is_on, row.values, row.changed_by) == (False, {"shelf": "B"}, find("anna"))
    assert client.get(OWN).json() == file
    assert client.get(OWN).headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("name", ["dorte", "henrik", "mette"])
def test_an_institutions_own_is_nobody_elses(books, name):
    client = sign_in(name)
    empty = {"institution": "998101", "connections": []}
    assert client.get(OWN).status_code == 404
    assert put_own(client, empty).status_code == 404
    assert put_own(sign_in("anna"), empty).status_code == 200


def test_an_institution_writes_for_no_other_and_nothing_of_the_municipalitys(books, monkeypatch):
    monkeypatch.setenv("SCHOOLS_OWN", CANARY)
    client = sign_in("anna")
    other = OWN.replace("998101", "998102")
    assert put_own(client, {"institution": "998102", "connections": []}).status_code == 422
    for content in ("998102", "998101"):
        response = put_own(client, {"institution": content, "connections": []}, address=other)
        assert response.status_code == 404
    for part in (
        {"settings": {"address": "https://evil.example/"}},
        {"approved_hosts": ["evil.example"]},
        {"secrets_from": {"shelf": "SCHOOLS_OWN"}},
        {"tiles": [{"source": "loans", "unit": "998", "standing": "locked"}]},
    ):
        sent = {"institution": "998101", "connections": [{"title": "BogKassen"} | part]}
        response = put_own(client, sent)
        assert response.status_code == 422, part
        assert CANARY not in response.content.decode()
    assert not InstitutionConnection.objects.exists()
