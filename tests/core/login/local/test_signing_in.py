"""Signing in by password and code: what it takes, what counts once, and what it tells nobody."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.utils import timezone

from core.audit.models import Action, Entry
from core.login.local.codes import make_recovery_codes
from core.login.local.halfway import COOKIE
from core.login.models import Session
from core.people.models import Person
from tests.core.login.local.conftest import (
    PASSWORD,
    SECOND_STEP,
    SET_UP,
    SIGN_IN,
    TWO,
    code_of,
    is_signed_in,
    levels,
    sign_in,
    type_password,
)

pytestmark = pytest.mark.django_db


def test_password_and_code_make_a_session_of_two_factors(operator):
    client = sign_in(operator)
    assert is_signed_in(client)
    assert levels() == TWO
    entry = Entry.objects.get(action=Action.SIGN_IN)
    assert (entry.actor_id, entry.reason) == (operator.person_id, "local:password+code")
    assert client.cookies[COOKIE].value == ""


def test_password_alone_makes_no_session(client, operator):
    assert type_password(client, operator)["Location"] == SECOND_STEP
    assert not Session.objects.exists()
    assert not is_signed_in(client)


def test_second_step_leads_to_where_somebody_was_going_and_not_elsewhere(client, operator):
    type_password(client, operator, next="/kalender/")
    answer = client.post(SECOND_STEP, {"code": code_of(operator)})
    assert answer["Location"] == "/kalender/"
    type_password(Client(), operator, next="https://evil.example/")
    other = Client()
    type_password(other, operator, next="https://evil.example/")
    assert other.post(SECOND_STEP, {"code": code_of(operator, after=1)})["Location"] == "/"


def test_wrong_code_makes_no_session_and_is_logged(client, operator):
    type_password(client, operator)
    wrong = "000000" if code_of(operator) != "000000" else "111111"
    assert client.post(SECOND_STEP, {"code": wrong}).status_code == 400
    assert not Session.objects.exists()
    entry = Entry.objects.get(action=Action.SIGN_IN_REFUSED)
    assert (entry.subject_id, entry.reason) == (operator.person_id, "local: wrong or used code")
    assert client.post(SECOND_STEP, {"code": code_of(operator)}).status_code == 302


def test_code_counts_once(operator):
    used = code_of(operator)
    sign_in(operator)
    other = Client()
    type_password(other, operator)
    assert other.post(SECOND_STEP, {"code": used}).status_code == 400
    assert other.post(SECOND_STEP, {"code": code_of(operator, after=1)}).status_code == 302


def test_recovery_code_counts_once_however_it_is_typed(operator):
    code = make_recovery_codes(operator)[0]
    client, other = Client(), Client()
    type_password(client, operator)
    assert client.post(SECOND_STEP, {"code": code.lower().replace("-", " ")}).status_code == 302
    assert "9" in client.get("/", follow=True).text
    type_password(other, operator)
    assert other.post(SECOND_STEP, {"code": code}).status_code == 400


def test_what_was_proved_counts_for_one_browser_for_five_minutes_and_once(
    client, operator, time_machine
):
    type_password(client, operator)
    taken = client.cookies[COOKIE].value
    assert client.post(SECOND_STEP, {"code": code_of(operator)}).status_code == 302
    again = Client()
    again.cookies[COOKIE] = taken
    answer = again.post(SECOND_STEP, {"code": code_of(operator, after=1)})
    assert answer["Location"] == f"{SIGN_IN}?for-sent=1"
    late = Client()
    type_password(late, operator)
    time_machine.move_to(timezone.now() + timedelta(minutes=5, seconds=1))
    assert late.get(SECOND_STEP)["Location"] == f"{SIGN_IN}?for-sent=1"
    assert "tog for lang tid" in late.get(f"{SIGN_IN}?for-sent=1").text
    assert Client().get(SECOND_STEP).status_code == 302


def test_loading_the_second_step_again_gives_no_more_time(client, operator, time_machine):
    type_password(client, operator)
    time_machine.move_to(timezone.now() + timedelta(minutes=4))
    assert client.get(SECOND_STEP).status_code == 200
    time_machine.move_to(timezone.now() + timedelta(minutes=2))
    assert client.get(SECOND_STEP).status_code == 302


def test_half_way_state_says_nothing_to_who_reads_it(client, operator):
    type_password(client, operator)
    cookie = client.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", SIGN_IN)
    assert "second_step" not in cookie.value


def test_account_without_second_factor_is_made_to_set_one_up(client, operator):
    operator.code_generator.delete()
    assert type_password(client, operator)["Location"] == SET_UP
    assert not is_signed_in(client)
    assert client.get(SET_UP).status_code == 200


@pytest.fixture
def count_hashes(monkeypatch):
    """Counts how often a password was hashed."""
    calls = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda self, *args: (calls.append(1), encode(self, *args))[1]
    )
    return lambda: len(calls)


def test_nobody_learns_who_has_an_account(
    client, operator, invited, liv, count_hashes, django_assert_num_queries
):
    Person.objects.create_user("anna0001", PASSWORD, first_name="Anna")
    Person.objects.create_user("sofie001", PASSWORD, is_active=False)
    tries = {
        "unknown person": ("findes01", PASSWORD),
        "no local account in force": ("anna0001", PASSWORD),
        "deactivated": ("sofie001", PASSWORD),
        "wrong password": (operator.person.unilogin, "forkert"),
    }
    liv.memberships.all().delete()
    tries["ended"] = ("bente001", PASSWORD)
    told, hashed, known = set(), [], count_hashes()
    for unilogin, password in tries.values():
        answer = type_password(client, unilogin, password=password)
        text = answer.text.replace(unilogin, "")
        said = text[text.index("<h1") : text.index("by-password")].split("data-passkey")[0]
        told.add((answer.status_code, "er forkert. Prøv igen" in text, said))
        hashed.append(count_hashes() - known)
        known = count_hashes()
    assert len(told) == 1
    assert told.pop()[:2] == (400, True)
    assert hashed == [1] * len(tries)
    reasons = Entry.objects.filter(action=Action.SIGN_IN_REFUSED).order_by("pk")
    assert [entry.reason for entry in reasons] == [
        "local: unknown person",
        "local: no local account in force",
        "local: deactivated",
        "local: wrong password",
        "local: no local account in force",
    ]
    assert type_password(client, operator)["Location"] == SECOND_STEP


def test_who_is_known_and_who_is_not_cost_the_same_queries(client, operator, invited):
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client.get(SIGN_IN)
    counts = set()
    for unilogin in ("findes01", "drift001", "bente001"):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            type_password(client, unilogin, password="forkert")
        counts.add(tuple(query["sql"].split()[0] for query in asked))
    assert len(counts) == 1


def test_break_glass_works_when_no_identity_provider_does(operator, monkeypatch):
    def fail(*args, **named):
        raise ConnectionError

    monkeypatch.setattr("core.login.providers.list_providers", fail)
    monkeypatch.setattr("core.login.providers.find_provider", fail)
    assert is_signed_in(sign_in(operator))


@pytest.mark.parametrize("typed", ["", "x" * 300, "dr\x00ift", "²²²²²²"])
def test_whatever_is_typed_is_answered(client, operator, typed):
    assert type_password(client, "drift001", password=typed).status_code == 400
    assert client.post(SIGN_IN, {"username": typed, "password": "x"}).status_code == 400
    type_password(client, operator)
    assert client.post(SECOND_STEP, {"code": typed}).status_code == 400
    assert client.post(SECOND_STEP, {"answer": typed}).status_code == 400
    assert client.post(SECOND_STEP, {"code": code_of(operator)}).status_code == 302
