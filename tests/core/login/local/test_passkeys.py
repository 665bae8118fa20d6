"""Passkeys: alone with the person verified, after the password without, and nothing else."""

import json

import pytest
from django.test import Client
from fido2.utils import websafe_encode

from core.audit.models import Action, Entry
from core.login.local.models import LocalAccount, Passkey
from core.login.models import Session
from tests.core.login.local.conftest import (
    KEYS,
    SECOND_STEP,
    SET_UP,
    SIGN_IN,
    STEP_UP,
    TWO,
    give_key,
    is_signed_in,
    levels,
    lower_level,
    sign_in,
    type_password,
)
from tests.core.login.local.soft_key import SoftKey

pytestmark = pytest.mark.django_db


def asked_at(client, address):
    return client.get(address).context["passkey_options"]


def sign_in_by(key, *, client=None, **named):
    client = client or Client()
    return client, client.post(SIGN_IN, {"answer": key.sign(asked_at(client, SIGN_IN), **named)})


def refusals():
    rows = Entry.objects.filter(action=Action.SIGN_IN_REFUSED).order_by("pk")
    return [row.reason for row in rows]


def test_passkey_alone_makes_a_session_of_two_factors(operator):
    client, answer = sign_in_by(give_key(operator))
    assert answer["Location"] == "/"
    assert is_signed_in(client)
    assert levels() == TWO
    entry = Entry.objects.get(action=Action.SIGN_IN)
    assert (entry.actor_id, entry.reason) == (operator.person_id, "local:passkey")
    assert Passkey.objects.get().used_at


def test_passkey_that_does_not_verify_the_person_is_a_second_step_only(operator):
    key = give_key(operator, verifies=False)
    _client, answer = sign_in_by(key)
    assert answer.status_code == 400
    assert refusals() == ["local: passkey: wrong answer"]
    client = Client()
    type_password(client, operator)
    sent = {"answer": key.sign(asked_at(client, SECOND_STEP))}
    assert client.post(SECOND_STEP, sent).status_code == 302
    assert levels() == TWO


def answer_elsewhere(key, options):
    return key.sign(options, origin="https://evil.example")


def answer_for_other_place(key, options):
    key.rp_id = "evil.example"
    return key.sign(options)


def answer_other_question(key, options):
    return key.sign(json.dumps(json.loads(options) | {"challenge": websafe_encode(bytes(32))}))


def answer_with_other_key(key, options):
    key.private = SoftKey().private
    return key.sign(options)


def answer_as_unknown(key, options):
    key.name = b"ukendt"
    return key.sign(options)


def answer_as_other_person(key, options):
    key.handle = b"en anden"
    return key.sign(options)


def answer_as_nobody(key, options):
    key.handle = b""
    return key.sign(options)


def answer_with_nobody_there(key, options):
    key.flags = 0
    return key.sign(options)


def answer_nonsense(key, options):
    return "[]"


def answer_too_much(key, options):
    return json.dumps({"id": "x" * 30_000})


WRONG = [
    answer_elsewhere,
    answer_for_other_place,
    answer_other_question,
    answer_with_other_key,
    answer_as_unknown,
    answer_as_other_person,
    answer_as_nobody,
    answer_with_nobody_there,
    answer_nonsense,
    answer_too_much,
]


@pytest.mark.parametrize("answer", WRONG)
def test_wrong_answers_sign_nobody_in(answer, client, operator):
    key = give_key(operator)
    options = asked_at(client, SIGN_IN)
    response = client.post(SIGN_IN, {"answer": answer(key, options)})
    assert response.status_code == 400
    assert "Adgangsnøglen blev ikke godtaget" in response.text
    assert not Session.objects.exists()
    assert len(refusals()) == 1


def test_question_counts_once_and_in_its_browser_alone(client, operator):
    key = give_key(operator)
    options = asked_at(client, SIGN_IN)
    stolen = {"answer": key.sign(options)}
    other = Client()
    other.get(SIGN_IN)
    assert other.post(SIGN_IN, stolen).status_code == 400
    cookie = client.cookies["lokal"].value
    assert client.post(SIGN_IN, stolen).status_code == 302
    again = Client()
    again.cookies["lokal"] = cookie
    assert again.post(SIGN_IN, {"answer": key.sign(options)})["Location"].endswith("for-sent=1")
    assert not is_signed_in(again)


def test_copied_key_is_refused(operator):
    key = give_key(operator)
    sign_in_by(key)
    key.count = 0
    _client, answer = sign_in_by(key)
    assert answer.status_code == 400
    assert refusals() == ["local: passkey: copied"]


def test_key_that_counts_nothing_is_no_copy(operator):
    key = give_key(operator)
    for _ in range(2):
        _client, answer = sign_in_by(key, counts=False)
        assert answer.status_code == 302


def test_passkey_of_an_account_that_ended_signs_nobody_in(invited, liv):
    key = give_key(invited)
    assert sign_in_by(key)[1].status_code == 302
    liv.memberships.all().delete()
    assert sign_in_by(key)[1].status_code == 400
    assert refusals() == ["local: account not in force"]


def test_second_step_takes_no_passkey_of_somebody_else(client, operator, invited):
    other, own = give_key(invited, b"anden"), give_key(operator)
    type_password(client, operator)
    for key, status in ((other, 400), (own, 302)):
        sent = {"answer": key.sign(asked_at(client, SECOND_STEP))}
        assert client.post(SECOND_STEP, sent).status_code == status


def test_first_passkey_is_set_up_before_anything_else(client, operator):
    operator.code_generator.delete()
    type_password(client, operator)
    key = SoftKey()
    shown = client.post(SET_UP, {"answer": key.make(asked_at(client, SET_UP))})
    assert len(shown.context["codes"]) == 10
    assert is_signed_in(client)
    assert sign_in_by(key)[1].status_code == 302
    reasons = Entry.objects.filter(action=Action.SIGN_IN).order_by("pk")
    assert [row.reason for row in reasons] == ["local:password+passkey", "local:passkey"]


@pytest.mark.parametrize("named", [{"origin": "https://evil.example"}, {"origin": "null"}])
def test_passkey_made_elsewhere_is_not_kept(client, operator, named):
    operator.code_generator.delete()
    type_password(client, operator)
    answer = SoftKey().make(asked_at(client, SET_UP), **named)
    assert client.post(SET_UP, {"answer": answer}).status_code == 400
    assert not Passkey.objects.exists()
    assert client.post(SET_UP, {"answer": SoftKey().make(asked_at(client, SET_UP))})


def test_another_passkey_is_added_with_a_name_and_known_once(operator, invited):
    client, key = sign_in(operator), SoftKey()
    sent = {"deed": "add_key", "name": "Nøglering"}
    client.post(KEYS, sent | {"answer": key.make(asked_at(client, KEYS))})
    assert Passkey.objects.get().name == "Nøglering"
    other = sign_in(invited)
    other.post(KEYS, sent | {"answer": key.make(asked_at(other, KEYS))})
    assert Passkey.objects.get().account == operator
    assert [row["id"] for row in json.loads(asked_at(client, KEYS))["excludeCredentials"]]


def test_passkey_proves_again_who_is_signed_in(operator):
    key = give_key(operator)
    client, _answer = sign_in_by(key)
    lower_level()
    client.get(f"{STEP_UP}?next=/kalender/")
    sent = {"answer": key.sign(asked_at(client, f"{STEP_UP}?next=/kalender/"))}
    assert client.post(STEP_UP, sent)["Location"] == "/kalender/"
    assert client.get(KEYS).status_code == 200


def test_devices_are_told_nothing_but_the_id_to_sign_in_with(operator):
    client = sign_in(operator)
    user = json.loads(asked_at(client, KEYS))["user"]
    assert user["name"] == user["displayName"] == "drift001"
    assert user["id"] == LocalAccount.objects.get().handle
