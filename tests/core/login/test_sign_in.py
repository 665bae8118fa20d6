"""Signing in and out: who gets a session, how often one may try, and what ends it."""

import json

import pytest
from django.contrib.auth import authenticate
from django.urls import reverse
from django.utils import timezone

from core.audit.models import Action, Entry
from core.login import limits, views
from core.login.local.models import LocalAccount
from core.login.models import Session
from core.people.models import Person
from indgang_sdk.levels import Level

LOGIN = "/log-ind/"
STEP_UP = "/log-ind/bekraeft/?niveau=3"
PASSWORD = "et godt kodeord"


@pytest.fixture
def anna(db):
    return Person.objects.create_user("anna0001", PASSWORD, first_name="Anna")


@pytest.fixture
def try_password(client):
    def attempt(unilogin="anna0001", password=PASSWORD, address="203.0.113.5", **data):
        return client.post(
            LOGIN, {"username": unilogin, "password": password, **data}, REMOTE_ADDR=address
        )

    return attempt


def signed_in(client):
    return client.get("/").status_code == 200


def test_right_password_makes_a_session_of_the_person(client, anna, try_password):
    response = try_password()
    assert (response.status_code, response["Location"]) == (302, "/")
    assert Session.objects.get().person == anna
    assert signed_in(client)
    entry = Entry.objects.get(action=Action.SIGN_IN)
    assert (entry.actor_id, entry.reason) == (anna.pk, "password")


def test_page_takes_no_password_outside_demo_mode(client, settings, anna, try_password):
    assert 'name="password"' in client.get(LOGIN).text
    settings.DEMO = False
    page = client.get(LOGIN).text
    assert 'name="password"' not in page
    assert 'href="/log-ind/lokal/?next=/"' in page
    assert try_password().status_code == 404
    assert not Session.objects.exists()
    settings.DEMO = True
    assert try_password().status_code == 302


def test_password_of_a_local_account_opens_nothing_by_itself(client, anna, try_password):
    account = LocalAccount.objects.create(
        person=anna, kind="operator", made_at=timezone.now(), handle="a" * 43
    )
    assert try_password().status_code == 400
    assert not signed_in(client)
    account.delete()
    assert try_password().status_code == 302
    assert signed_in(client)


@pytest.mark.parametrize("method", ["password", "demo"])
def test_session_of_the_demo_counts_for_nobody_elsewhere(
    client, settings, anna, try_password, method
):
    try_password()
    Session.objects.update(provider=method)
    assert signed_in(client)
    settings.DEMO = False
    assert not signed_in(client)
    # One that an identity provider has begun goes on.
    Session.objects.update(provider="unilogin")
    assert signed_in(client)


@pytest.mark.parametrize("method", ["password", "demo", "unilogin", ""])
def test_button_that_confirms_exists_in_demo_mode_alone(
    client, settings, anna, try_password, method
):
    try_password()
    Session.objects.update(provider=method)
    settings.DEMO = False
    client.post("/log-ind/bekraeft/", {"niveau": "3"})
    assert '<button class="button" type="submit">Bekr' not in client.get(STEP_UP).text
    assert Session.objects.get().level == Level.ONE_FACTOR
    settings.DEMO = True
    Session.objects.update(provider="password")
    assert '<button class="button" type="submit">Bekr' in client.get(STEP_UP).text
    client.post("/log-ind/bekraeft/", {"niveau": "3"})
    assert Session.objects.get().level == Level.TWO_FACTOR


def test_session_and_person_cost_one_query(client, anna, try_password, django_assert_num_queries):
    try_password()
    client.get("/privatliv/")
    # An answer without a page, whose menu would ask for places.
    with django_assert_num_queries(1):
        assert client.get("/log-ind/").status_code == 302


def test_TEN_15_wrong_password_and_unknown_person_look_the_same(client, anna, try_password):
    wrong = try_password(password="forkert")
    unknown = try_password(unilogin="findes01", password="forkert")
    assert (wrong.status_code, unknown.status_code) == (400, 400)
    sentence = "Unilogin eller adgangskode er forkert. Prøv igen."
    assert sentence in wrong.text
    assert sentence in unknown.text
    assert not signed_in(client)
    assert try_password().status_code == 302


def test_TEN_15_unknown_person_costs_a_password_hash_too(anna, try_password, mocker_of_hasher):
    try_password(password="forkert")
    hashed_for_known = mocker_of_hasher()
    try_password(unilogin="findes01", password="forkert")
    assert mocker_of_hasher() == hashed_for_known * 2 == 2


@pytest.fixture
def mocker_of_hasher(monkeypatch):
    """Counts how often a password was hashed."""
    from django.contrib.auth.hashers import MD5PasswordHasher  # noqa: PLC0415

    calls = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher,
        "encode",
        lambda self, *args: (calls.append(1), encode(self, *args))[1],
    )
    return lambda: len(calls)


def test_account_is_closed_for_a_minute_after_five_failures(
    client, anna, try_password, time_machine_at
):
    for _ in range(5):
        assert try_password(password="forkert").status_code == 400
    refused = try_password()
    assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    time_machine_at(seconds=61)
    assert try_password().status_code == 302


@pytest.fixture
def time_machine_at(time_machine):
    """Moves the clock on by some seconds from now."""
    from datetime import timedelta  # noqa: PLC0415

    from django.utils import timezone  # noqa: PLC0415

    return lambda *, seconds: time_machine.move_to(timezone.now() + timedelta(seconds=seconds))


def test_API_09_attempt_counts_before_the_password_is_checked(anna, try_password, monkeypatch):
    """So that those which come at the same time see each other."""
    counted = []

    def check(*args, **named):
        counted.append(limits.SignInAttempt.objects.count())
        return authenticate(*args, **named)

    monkeypatch.setattr(views, "authenticate", check)
    assert try_password(password="forkert").status_code == 400
    assert try_password().status_code == 302
    # Each has its own two rows, and success takes them back.
    assert counted == [2, 4]
    assert limits.SignInAttempt.objects.count() == 2


@pytest.mark.parametrize(
    "unilogin", ["ANNA0001", " anna0001 ", "Anna0001"], ids=["capitals", "spaces", "mixed"]
)
def test_API_09_other_spellings_of_an_account_share_its_attempts(anna, try_password, unilogin):
    for _ in range(5):
        try_password(unilogin=unilogin, password="forkert")
    assert try_password().status_code == 429


def test_API_09_one_ipv6_network_counts_as_one_address(db, try_password, monkeypatch):
    monkeypatch.setattr(limits, "ATTEMPTS_PER_ADDRESS", 3)
    for number in range(3):
        answer = try_password(unilogin=f"ukendt{number}", address=f"2001:db8:0:1::{number}")
        assert answer.status_code == 400
    assert try_password(unilogin="ukendt9", address="2001:db8:0:1:ffff::9").status_code == 429
    assert try_password(unilogin="ukendt9", address="2001:db8:0:2::9").status_code == 400


def test_API_09_forwarded_header_does_not_change_the_address(client, db, monkeypatch):
    monkeypatch.setattr(limits, "ATTEMPTS_PER_ADDRESS", 2)
    answers = [
        client.post(
            LOGIN,
            {"username": f"ukendt{number}", "password": "x"},
            REMOTE_ADDR="203.0.113.5",
            HTTP_X_FORWARDED_FOR=f"198.51.100.{number}",
        ).status_code
        for number in range(3)
    ]
    assert answers == [400, 400, 429]


def test_address_and_account_are_not_stored_readable(anna, try_password):
    try_password(password="forkert")
    stored = " ".join(limits.SignInAttempt.objects.values_list("bucket", flat=True))
    assert stored
    assert "anna0001" not in stored
    assert "203.0.113.5" not in stored


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "\n//x"],
)
def test_only_own_addresses_are_led_to_afterwards(anna, try_password, target):
    assert try_password(next=target)["Location"] == "/"


def test_own_address_is_led_to_afterwards(anna, try_password):
    assert try_password(next="/lindesoe/")["Location"] == "/lindesoe/"


def test_deactivated_person_is_nobody_at_the_next_request(client, anna, try_password):
    try_password()
    assert signed_in(client)
    Person.objects.filter(pk=anna.pk).update(is_active=False)
    assert not signed_in(client)


def test_changed_password_ends_other_sessions(client, anna, try_password):
    try_password()
    assert signed_in(client)
    anna.set_password("et helt andet")
    anna.save()
    assert not signed_in(client)


def test_signing_out_removes_the_session_and_is_recorded(client, anna, try_password):
    try_password()
    response = client.post("/log-ud/")
    assert response.status_code == 200
    assert not Session.objects.exists()
    assert Entry.objects.filter(action=Action.SIGN_OUT, actor_id=anna.pk).exists()
    assert not signed_in(client)


def test_session_that_timed_out_clears_what_the_browser_kept(client, anna, try_password):
    try_password()
    assert "Clear-Site-Data" not in client.get("/")
    Session.objects.all().delete()
    assert client.get("/")["Clear-Site-Data"] == '"cache", "storage"'
    client.cookies.clear()
    assert "Clear-Site-Data" not in client.get("/")


def test_signing_out_by_a_link_is_not_possible(client, anna, try_password):
    try_password()
    assert client.get("/log-ud/").status_code == 405
    assert signed_in(client)


def test_session_cookie_is_the_hosts_own(client, anna, try_password):
    try_password()
    cookie = client.cookies["indgang"]
    assert (cookie["httponly"], cookie["samesite"], cookie["domain"]) == (True, "Lax", "")


@pytest.fixture
def cast(settings, tmp_path, anna):
    settings.DATA_DIR = tmp_path
    rows = [{"unilogin": "anna0001", "name": "Anna", "description": "lærer", "group": "Lindesø"}]
    (tmp_path / "cast.json").write_text(json.dumps(rows), encoding="utf-8")


def test_cast_can_be_signed_in_as_in_demo_mode(client, settings, cast):
    settings.DEMO = True
    assert "anna0001" in client.get(LOGIN).text
    assert client.post("/log-ind/som/", {"unilogin": "anna0001"}).status_code == 302
    assert signed_in(client)


def test_cast_does_not_exist_outside_demo_mode(client, settings, cast):
    settings.DEMO = False
    assert "anna0001" not in client.get(LOGIN).text
    assert client.post("/log-ind/som/", {"unilogin": "anna0001"}).status_code == 404
    assert not signed_in(client)


def test_who_is_not_of_the_cast_cannot_be_signed_in_as(client, settings, cast):
    settings.DEMO = True
    Person.objects.create_user("bo000001", first_name="Bo")
    assert client.post("/log-ind/som/", {"unilogin": "bo000001"}).status_code == 404
    assert not signed_in(client)


def test_language_is_remembered_for_the_person(client, anna, try_password):
    try_password()
    assert client.get("/")["Content-Language"] == "da"
    assert client.post("/sprog/", {"language": "en"}).status_code == 302
    assert client.get("/")["Content-Language"] == "en"
    anna.refresh_from_db()
    assert anna.language == "en"


def test_language_is_remembered_for_the_browser(client, db):
    client.post("/sprog/", {"language": "en"})
    assert client.get(LOGIN)["Content-Language"] == "en"


@pytest.mark.parametrize("language", ["", "de", "en\r\n", "a" * 10_000])
def test_other_languages_are_refused(client, db, language):
    assert client.post("/sprog/", {"language": language}).status_code == 400


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"username": "", "password": ""},
        {"username": "a" * 51, "password": "x"},
        {"username": "anna0001", "password": "x" * 201},
        {"username": "anna\x000001", "password": "x"},
        {"username": b"\xff\xfe", "password": "x"},
    ],
    ids=["nothing", "empty", "long name", "long password", "null", "wrong encoding"],
)
def test_bad_input_gets_the_form_back_with_a_reason(client, anna, data):
    response = client.post(LOGIN, data)
    assert response.status_code == 400
    assert 'class="wrong"' in response.text or 'role="alert"' in response.text


def test_sign_in_page_is_kept_by_nobody(client, db):
    assert "no-store" in client.get(LOGIN)["Cache-Control"]
    assert reverse("login") == LOGIN
