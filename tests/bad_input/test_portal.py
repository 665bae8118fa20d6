"""Wrong input outside the editor: signing in and out, the language, addresses."""

import pytest
from django.conf import settings
from django.urls import get_resolver

from core.login.models import Session
from core.people.models import Person
from tests.bad_input.values import (
    BY_KIND,
    HUGE_NUMBER,
    KINDS,
    LONG,
    MISSING,
    NO_UTF_8,
    NUL,
    WITH_NUL,
)

PASSWORD = "et godt kodeord"
FORM = "application/x-www-form-urlencoded"
WRONG_PASSWORD = ("Unilogin eller adgangskode er forkert", "The Unilogin or the password is not")
NONSENSE = ("forstod ikke", "did not understand")


@pytest.fixture
def anna(db):
    return Person.objects.create_user("anna0001", PASSWORD, first_name="Anna")


def in_language(client, language):
    client.cookies["sprog"] = language
    return client


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("username", "", MISSING),
        ("username", LONG, ("højst", "at most")),
        ("username", WITH_NUL, NUL),
        ("username", HUGE_NUMBER, ("højst", "at most")),
        ("username", "42", WRONG_PASSWORD),
        ("password", "", MISSING),
        ("password", LONG, ("højst", "at most")),
        ("password", WITH_NUL, NUL),
        ("password", "42", WRONG_PASSWORD),
    ],
)
def test_signing_in_says_what_is_wrong(field, value, says, anna, client):
    good = {"username": "anna0001", "password": PASSWORD, "next": "/privatliv/"}
    for language, message in zip(("da", "en"), says, strict=True):
        response = in_language(client, language).post("/log-ind/", good | {field: value})
        assert response.status_code == 400
        assert message in response.text
        assert (field == "username") or 'value="anna0001"' in response.text
        assert PASSWORD not in response.text
        # Where somebody was going is not lost either.
        assert "/privatliv/" in response.text
    assert not Session.objects.exists()
    assert client.post("/log-ind/", good)["Location"] == "/privatliv/"
    assert Session.objects.exists()


def test_bytes_that_are_no_text_sign_nobody_in(anna, client):
    body = b"username=anna0001" + NO_UTF_8 + b"&password=x"
    response = client.post("/log-ind/", body, content_type=FORM)
    assert response.status_code == 400
    assert WRONG_PASSWORD[0] in response.text


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("address", ["/sprog/", "/log-ind/som/"])
def test_what_can_only_be_chosen_is_refused_when_typed(address, kind, anna, client):
    client.force_login(anna)
    field = "language" if address == "/sprog/" else "unilogin"
    response = client.post(address, {field: BY_KIND[kind]})
    assert response.status_code in {400, 404}
    assert "<h1" in response.text
    anna.refresh_from_db()
    assert anna.language == "da"
    assert client.post("/sprog/", {"language": "en"}).status_code == 302
    anna.refresh_from_db()
    assert anna.language == "en"
    assert client.post(address, {field: BY_KIND[kind]}).headers["Content-Language"] == "en"


@pytest.mark.parametrize(
    "wanted",
    ["", LONG, WITH_NUL, "//fremmed.dk/", "https://fremmed.dk/", "javascript:alert(1)", "\\\\f.dk",
     "/\x00", "/\r\nSet-Cookie: a=b", "7"],
)  # fmt: skip
def test_next_leads_nowhere_else(wanted, anna, client):
    sent = {"username": "anna0001", "password": PASSWORD, "next": wanted}
    response = client.post("/log-ind/", sent)
    assert response.status_code == 302
    assert "Set-Cookie: a" not in str(response.headers)
    assert not response["Location"].startswith(("//", "http", "javascript", "\\"))
    assert client.get("/log-ind/", {"next": wanted}).status_code == 302


@pytest.mark.parametrize("value", [*BY_KIND.values(), "998", "%FF"])
def test_a_municipality_that_is_none_changes_nothing_at_sign_in(value, db, client):
    assert client.get("/log-ind/", {"kommune": value}).status_code == 200
    assert client.get("/privatliv/", {"kommune": value}).status_code in {200, 404}


def test_signing_out_takes_whatever_is_sent_with_it(anna, client):
    client.force_login(anna)
    assert client.post("/log-ud/", dict(BY_KIND)).status_code == 200
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    "address",
    ["/k/%FF/", "/k/%00/", f"/k/{'9' * 400}/", f"/side/{'9' * 400}/", "/side/-1/", "/side/a/",
     f"/dokumenter/{'9' * 400}/a.pdf", "/dokumenter/1/%00.pdf", f"/billeder/{'9' * 400}/width-960",
     "/billeder/1/%00", "/%FF/", "/%00/", f"/{'a/' * 300}", "/%ED%A0%80/"],
)  # fmt: skip
def test_an_address_of_nothing_is_not_there(address, anna, client):
    for signed_in in (False, True):
        if signed_in:
            client.force_login(anna)
        assert client.get(address).status_code in {302, 400, 404}


def test_a_body_without_end_is_refused_in_words(anna, client):
    body = b"username=" + b"x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    response = client.post("/log-ind/", body, content_type=FORM)
    assert response.status_code == 400
    assert get_resolver().resolve_error_handler(400)
