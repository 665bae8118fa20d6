"""An answer counts once, in the browser that asked, and for ten minutes."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from core.login.limits import ATTEMPTS_PER_ADDRESS
from core.login.models import Session, SignInAttempt, UsedOnce, WaitingAnswer
from core.login.refusals import Reason
from tests.identity_provider.responses import encode_post, write_response


def test_SAML_37_the_same_answer_again(saml):
    saml.begin()
    answer = saml.answer()
    assert saml.post(answer).status_code == 302
    saml.client.cookies.pop("indgang")
    again = saml.post(answer)
    assert (again.status_code, saml.refused_for) == (400, [Reason.USED_BEFORE])
    assert saml.who() == ""


def test_SAML_37_another_answer_to_a_question_that_was_answered(saml):
    saml.begin()
    assert saml.post(saml.answer()).status_code == 302
    assert saml.post(saml.answer("henrik")).status_code == 400
    assert saml.refused_for == [Reason.USED_BEFORE]
    assert saml.who() == "dorte"


# SQLite in memory, which the other tests have, locks tables where a file would wait.
@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_SAML_37_the_same_answer_twice_at_once(saml):
    saml.begin()
    text = encode_post(write_response(saml.answer()))
    path, statuses = saml.answer_path, []
    both = threading.Barrier(2)

    def post():
        both.wait()
        try:
            statuses.append(Client().post(path, {"SAMLResponse": text}).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=post) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [303, 400]
    assert WaitingAnswer.objects.count() == 1


def test_SAML_38_a_login_begun_by_one_is_not_finished_in_the_browser_of_another(saml):
    saml.begin()
    victim = Client()
    response = saml.post(saml.answer("henrik"), client=victim)
    assert (response.status_code, saml.refused_for) == (400, [Reason.OTHER_BROWSER])
    assert (saml.who(victim), saml.who()) == ("", "")
    assert saml.sign_in("henrik").status_code == 302


def test_a_handed_over_answer_is_taken_once(saml):
    saml.begin()
    text = encode_post(write_response(saml.answer()))
    onward = Client().post(saml.answer_path, {"SAMLResponse": text})["Location"]
    assert Client().get(onward).status_code == 400
    # Who has only the address, without the cookie, has used it up and got nothing by it.
    assert saml.client.get(onward).status_code == 400
    assert saml.who() == ""


def test_SAML_39_a_question_older_than_ten_minutes(saml, at_moment):
    saml.begin()
    at_moment.shift(timedelta(minutes=10))
    late = saml.post(saml.answer())
    assert (late.status_code, saml.refused_for) == (400, [Reason.TOO_LATE])
    saml.begin()
    at_moment.shift(timedelta(minutes=9, seconds=59))
    assert saml.post(saml.answer()).status_code == 302


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example",
        "javascript:alert(1)",
        "\\\\evil.example",
        "/\\evil.example",
        "/a\r\nSet-Cookie: x=1",
        "https:evil.example",
    ],
)
def test_SAML_40_nobody_is_led_to_another_site(make_login, elsewhere):
    saml = make_login("998", may_begin=True)
    saml.begin(next=elsewhere)
    asked = saml.post(saml.answer("anna"), RelayState=elsewhere)
    assert asked.status_code == 302
    assert "evil" not in asked["Location"]
    unasked = saml.answer("anna", in_response_to=None, confirmation_in_response_to=None)
    response = saml.go_on_as("anna", saml.post(unasked, RelayState=elsewhere))
    assert response.status_code == 302
    assert "evil" not in response["Location"]


def test_SAML_40_the_control_a_page_of_ours_is_where_it_goes_on(make_login):
    saml = make_login("998", may_begin=True)
    saml.begin(next="/kalender/")
    assert saml.post(saml.answer("anna"), RelayState="/soeg/")["Location"] == "/kalender/"
    unasked = saml.answer("anna", in_response_to=None, confirmation_in_response_to=None)
    page = saml.post(unasked, RelayState="/soeg/?q=1")
    assert saml.go_on_as("anna", page)["Location"] == "/soeg/?q=1"


def test_a_relay_state_of_any_length_is_none_of_our_business(saml):
    saml.begin(next="/kalender/")
    assert saml.post(saml.answer(), RelayState="x" * 20_000)["Location"] == "/kalender/"


def test_SAML_23_a_flood_stores_nothing_and_is_refused(saml, at_moment):
    rubbish = encode_post(b"<a/>")
    stored = (Session, WaitingAnswer, UsedOnce)
    statuses = [
        Client().post(saml.answer_path, {"SAMLResponse": rubbish}).status_code for _ in range(1000)
    ]
    assert statuses == [400] * ATTEMPTS_PER_ADDRESS + [429] * (1000 - ATTEMPTS_PER_ADDRESS)
    assert [model.objects.count() for model in stored] == [0, 0, 0]
    # The count of them, and no more than it takes to refuse the next.
    assert SignInAttempt.objects.count() == ATTEMPTS_PER_ADDRESS
    # Others behind the same address get in all the same, by answers to questions of ours.
    assert saml.sign_in().status_code == 302
    at_moment.shift(timedelta(minutes=1, seconds=1))
    assert Client().post(saml.answer_path, {"SAMLResponse": rubbish}).status_code == 400


def test_the_browser_keeps_nothing_that_it_could_read_or_change(saml):
    saml.begin(next="/kalender/")
    cookie = saml.client.cookies["indgang-log-ind"]
    assert (cookie["httponly"], cookie["samesite"], cookie["domain"]) == (True, "Lax", "")
    assert "kalender" not in cookie.value
    saml.client.cookies["indgang-log-ind"] = cookie.value[:-2] + "AA"
    assert saml.post(saml.answer()).status_code == 400
    assert saml.refused_for == [Reason.OTHER_BROWSER]
    saml.begin()
    assert saml.post(saml.answer()).status_code == 302


def test_several_windows_may_sign_in_side_by_side(saml):
    first = saml.begin(next="/kalender/")
    saml.begin(next="/soeg/")
    assert saml.post(saml.answer())["Location"] == "/soeg/"
    saml.asked = first
    assert saml.post(saml.answer())["Location"] == "/kalender/"
