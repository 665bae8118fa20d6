"""The page on which somebody looks after what the own account is opened by."""

import pyotp
import pytest

from core.audit.models import Action, Entry
from core.login.local.codes import make_recovery_codes
from core.login.local.models import Passkey
from core.login.models import Session
from indgang_sdk.levels import Level
from tests.core.login.local.conftest import (
    KEYS,
    STEP_UP,
    code_of,
    give_account,
    give_key,
    lower_level,
    sign_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser_of_operator(operator):
    return sign_in(operator)


def add_passkey(account, number=1):
    give_key(account, b"noegle%d" % number)
    return Passkey.objects.latest("pk")


def test_page_asks_for_a_fresh_second_factor(browser_of_operator, operator):
    client = browser_of_operator
    assert client.get(KEYS).status_code == 200
    lower_level()
    answer = client.get(KEYS)
    assert answer["Location"] == f"{STEP_UP}?next=%2Flog-ind%2Flokal%2Fnoegler%2F"
    assert client.get(answer["Location"]).status_code == 200
    done = client.post(answer["Location"], {"code": code_of(operator, after=1)})
    assert done["Location"] == KEYS
    assert client.get(KEYS).status_code == 200
    entry = Entry.objects.get(action=Action.STEP_UP)
    assert (entry.actor_id, entry.reason) == (operator.person_id, "local:code")


def test_nothing_is_changed_without_one(browser_of_operator, operator):
    make_recovery_codes(operator)
    lower_level()
    before = set(operator.recovery_codes.values_list("digest", flat=True))
    answer = browser_of_operator.post(KEYS, {"deed": "recovery"})
    assert answer["Location"].startswith(STEP_UP)
    assert set(operator.recovery_codes.values_list("digest", flat=True)) == before


def test_wrong_code_raises_nothing(browser_of_operator, operator):
    lower_level()
    browser_of_operator.get(STEP_UP)
    wrong = "000000" if code_of(operator, after=1) != "000000" else "111111"
    assert browser_of_operator.post(STEP_UP, {"code": wrong}).status_code == 400
    assert browser_of_operator.get(KEYS)["Location"].startswith(STEP_UP)


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:x"])
def test_step_up_leads_nowhere_else(browser_of_operator, operator, target):
    browser_of_operator.get(STEP_UP, {"next": target})
    done = browser_of_operator.post(STEP_UP, {"code": code_of(operator, after=1)})
    assert done["Location"] == "/"


def test_pages_are_for_those_with_an_account(client, liv, operator):
    assert client.get(KEYS)["Location"].startswith("/log-ind/?next=")
    client.force_login(liv)
    Session.objects.update(level=Level.TWO_FACTOR)
    assert client.get(KEYS).status_code == 404
    assert client.get(STEP_UP).status_code == 404


def test_last_factor_is_not_removed(browser_of_operator, operator):
    client = browser_of_operator
    answer = client.post(KEYS, {"deed": "remove_codes"}, follow=True)
    assert "Det er den sidste" in answer.text
    operator.refresh_from_db()
    assert operator.code_generator
    key = add_passkey(operator)
    client.post(KEYS, {"deed": "remove_codes"})
    answer = client.post(KEYS, {"deed": "remove_key", "key": key.pk}, follow=True)
    assert "Det er den sidste" in answer.text
    assert Passkey.objects.filter(pk=key.pk).exists()
    removed = Entry.objects.filter(action=Action.CHANGE).values_list("reason", flat=True)
    assert list(removed) == ["codes removed"]


def test_passkeys_of_others_are_neither_named_nor_removed(
    browser_of_operator, operator, bente, school
):
    other = add_passkey(give_account(bente, kind="invited", institution=school))
    own = add_passkey(operator, 2)
    for key in (own, other):
        browser_of_operator.post(KEYS, {"deed": "rename_key", "key": key.pk, "name": "Ny"})
        key.refresh_from_db()
    assert (own.name, other.name) == ("Ny", "Telefon")
    for key in (own, other):
        browser_of_operator.post(KEYS, {"deed": "remove_key", "key": key.pk})
    assert list(Passkey.objects.all()) == [other]


def test_another_app_takes_the_place_of_the_first(browser_of_operator, operator):
    add_passkey(operator)
    browser_of_operator.post(KEYS, {"deed": "remove_codes"})
    secret = browser_of_operator.get(KEYS).context["secret"].replace(" ", "")
    sent = {"deed": "add_codes", "code": pyotp.TOTP(secret).now()}
    assert browser_of_operator.post(KEYS, sent).status_code == 302
    operator.refresh_from_db()
    assert operator.code_generator.secret
    assert secret not in operator.code_generator.secret


def test_recovery_codes_are_shown_once(browser_of_operator, operator):
    former = make_recovery_codes(operator)
    shown = browser_of_operator.post(KEYS, {"deed": "recovery"})
    codes = shown.context["codes"]
    assert len(codes) == operator.recovery_codes.count() == 10
    assert not set(codes) & set(former)
    page = browser_of_operator.get(KEYS)
    assert not any(code in page.text for code in codes)
    assert "no-store" in shown["Cache-Control"]


@pytest.mark.parametrize("deed", ["", "findes-ikke"])
def test_unknown_deeds_are_not_there(browser_of_operator, deed):
    assert browser_of_operator.post(KEYS, {"deed": deed}).status_code == 404
    answer = browser_of_operator.post(KEYS, {"deed": "remove_key", "key": "²"})
    assert answer.status_code == 404


def test_more_than_two_factors_is_said_to_be_out_of_reach(browser_of_operator, operator):
    client, asked = browser_of_operator, "/log-ind/bekraeft/"
    answer = client.get(asked, {"niveau": 4, "next": "/kalender/"})
    assert answer.status_code == 200
    assert "Det kan du ikke bekræfte med et lokalt login." in answer.text
    assert 'action="/log-ud/"' in answer.text
    assert client.post(asked, {"niveau": 4, "next": "/kalender/"}).status_code == 200
    assert Session.objects.get().level == Level.TWO_FACTOR
    lower_level()
    answer = client.get(asked, {"niveau": 3, "next": "/kalender/"})
    assert answer["Location"] == f"{STEP_UP}?next=/kalender/"
