"""OpenID Connect from the button to the session, through the portal's own addresses."""

import json
from datetime import timedelta
from urllib.parse import parse_qsl, urlencode

import pytest
from django.test import Client

from core.audit.models import Action, Entry
from core.login.models import Session
from core.login.refusals import Reason
from core.login.signing_in.begun import make_number
from indgang_sdk.levels import Level
from tests.core.login.oidc.played_provider import LEFT_OUT
from tests.core.login.signing_in.conftest import TWO_FACTOR
from tests.core.people.conftest import NOW

STEP_UP = "/log-ind/bekraeft/?niveau=3&next=/kalender/"


def test_a_right_answer_signs_in(oidc):
    oidc.begin(next="/kalender/")
    response = oidc.bring(oidc.answer())
    assert (response.status_code, response["Location"]) == (302, "/kalender/")
    session = Session.objects.get()
    assert session.person.unilogin == "dorte"
    assert (session.provider, session.issuer) == ("logins-national", oidc.provider.issuer)
    assert (session.subject, session.provider_session) == ("name-of-dorte", "provider-session-1")
    assert Entry.objects.get(action=Action.SIGN_IN).reason == "logins-national"
    assert oidc.who() == "dorte"


def test_what_is_asked_says_nothing_of_the_person_or_the_page(oidc):
    response = oidc.client.get(f"/log-ind/med/{oidc.key}/", {"next": "/kalender/"})
    oidc.follow(response)
    assert set(oidc.question) == {
        *("response_type", "client_id", "redirect_uri", "scope", "state", "nonce"),
        *("code_challenge", "code_challenge_method", "max_age"),
    }
    assert oidc.question["redirect_uri"] == f"http://localhost:8000{oidc.answer_path}"
    assert "kalender" not in response["Location"]
    assert response["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (LEFT_OUT, Reason.NOT_ASKED_FOR),
        ("", Reason.NOT_ASKED_FOR),
        ("a" * 74, Reason.NOT_ASKED_FOR),
        ("\xe6", Reason.NOT_ASKED_FOR),
    ],
)
def test_OIDC_01_an_answer_to_no_question_of_ours(oidc, state, reason):
    oidc.begin()
    oidc.provider.callback = {"state": state}
    response = oidc.bring(oidc.answer())
    assert (response.status_code, oidc.refused_for) == (400, [reason])
    assert oidc.who() == ""
    assert "/token" not in oidc.provider.asked
    oidc.provider.callback = {}
    assert oidc.bring(oidc.answer()).status_code == 302


def test_OIDC_01_a_question_to_another_provider(make_oidc_login):
    national, own = make_oidc_login(), make_oidc_login("998")
    national.begin()
    mixed = national.answer()
    response = own.bring(mixed)
    assert (response.status_code, own.refused_for) == (400, [Reason.NOT_ASKED_FOR])
    assert "/token" not in own.provider.asked
    # A number that the other could have made itself is one that this browser has not asked.
    made = make_number(own.key, now=NOW).removeprefix("_")
    assert own.bring(urlencode({**dict(parse_qsl(mixed)), "state": made})).status_code == 400
    assert own.refused_for[1:] == [Reason.OTHER_BROWSER]
    assert national.bring(mixed).status_code == 302


def test_OIDC_01_the_same_answer_again(oidc):
    oidc.begin()
    answer = oidc.answer()
    kept = oidc.client.cookies["indgang-log-ind"].value
    assert oidc.bring(answer).status_code == 302
    first = Session.objects.get().session_key
    # As a browser does that goes back, and as somebody does who has kept its cookie.
    for cookie in ("", kept):
        oidc.client.cookies["indgang-log-ind"] = cookie
        response = oidc.bring(answer)
        assert (response.status_code, oidc.refused_for.pop()) == (400, Reason.USED_BEFORE)
    assert oidc.provider.asked["/token"] == 1
    assert Session.objects.get().session_key == first


def test_OIDC_01_a_login_begun_by_one_is_not_finished_in_the_browser_of_another(oidc):
    oidc.begin()
    victim, answer = Client(), oidc.answer("henrik")
    response = oidc.bring(answer, client=victim)
    assert (response.status_code, oidc.refused_for) == (400, [Reason.OTHER_BROWSER])
    assert (oidc.who(victim), oidc.who()) == ("", "")
    assert "/token" not in oidc.provider.asked
    assert oidc.bring(answer).status_code == 302
    assert oidc.who() == "henrik"


def test_OIDC_01_a_question_older_than_ten_minutes(oidc, at_moment):
    oidc.begin()
    at_moment.shift(timedelta(minutes=10))
    late = oidc.bring(oidc.answer())
    assert (late.status_code, oidc.refused_for) == (400, [Reason.TOO_LATE])
    assert "tog for lang tid" in late.content.decode()
    oidc.begin()
    at_moment.shift(timedelta(minutes=9, seconds=59))
    oidc.provider.now = NOW + timedelta(minutes=19, seconds=59)
    assert oidc.bring(oidc.answer()).status_code == 302


def test_OIDC_02_the_nonce_of_this_browser_has_to_come_back(oidc):
    oidc.begin()
    response = oidc.bring(oidc.answer(nonce="of another question"))
    assert (response.status_code, oidc.refused_for) == (400, [Reason.WRONG_NONCE])
    assert oidc.who() == ""
    oidc.begin()
    assert oidc.bring(oidc.answer(nonce=oidc.question["nonce"])).status_code == 302


def test_OIDC_02_a_code_of_another_question_is_worth_nothing(oidc):
    attacker = Client()
    oidc.begin(client=attacker)
    stolen = dict(parse_qsl(oidc.answer("henrik")))["code"]
    oidc.begin()
    own = dict(parse_qsl(oidc.answer()))
    response = oidc.bring(urlencode({**own, "code": stolen}))
    # The provider finds that the verifier is not the one of that code.
    assert (response.status_code, oidc.refused_for) == (502, [Reason.PROVIDER_ERROR])
    assert oidc.who() == ""
    oidc.begin()
    assert oidc.bring(oidc.answer()).status_code == 302


def test_OIDC_03_the_verifier_is_the_browser_s_own_and_shown_with_the_code_alone(oidc):
    verifiers = []
    for who in ("dorte", "henrik"):
        browser = Client()
        assert oidc.sign_in(who, client=browser).status_code == 302
        assert oidc.who(browser) == who
        verifiers.append(oidc.provider.forms[-1]["code_verifier"])
        assert verifiers[-1] not in oidc.asked
        assert verifiers[-1] not in browser.cookies["indgang"].value
    assert len(set(verifiers)) == 2


def test_OIDC_10_the_portal_shows_who_it_is_by_a_key_of_its_own(make_oidc_login):
    oidc = make_oidc_login(secret="")
    response = Client().get(f"/log-ind/oidc/{oidc.key}/jwks.json")
    assert response["Content-Type"] == "application/jwk-set+json"
    keys = json.loads(response.content)["keys"]
    assert {key["use"] for key in keys} == {"sig"}
    assert not {"d", "p", "q", "k"} & {name for key in keys for name in key}
    oidc.provider.portal_keys = response.content.decode()
    assert oidc.sign_in().status_code == 302
    form = oidc.provider.forms[0]
    assert "client_secret" not in form
    assert form["client_assertion"].count(".") == 2


@pytest.mark.parametrize("comes", ["before the question", "before the answer"])
def test_a_provider_that_is_down_is_told_as_such(oidc, comes):
    if comes == "before the question":
        oidc.provider.is_down = True
        response = oidc.watch(lambda: oidc.client.get(f"/log-ind/med/{oidc.key}/"))
    else:
        oidc.begin()
        answer = oidc.answer()
        oidc.provider.is_down = True
        response = oidc.bring(answer)
    assert (response.status_code, oidc.refused_for) == (503, [Reason.PROVIDER_DOWN])
    assert "Du kan ikke logge ind lige nu" in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    oidc.provider.is_down = False
    assert oidc.sign_in().status_code == 302


@pytest.mark.parametrize(
    ("error", "status", "reason", "title"),
    [
        ("access_denied", 400, Reason.CANCELLED, "Du afbrød, før du var logget ind"),
        ("login_required", 400, Reason.NOT_SUCCESSFUL, "Du blev ikke logget ind"),
        ("temporarily_unavailable", 503, Reason.PROVIDER_DOWN, "Du kan ikke logge ind lige nu"),
        ("<b>made up</b>", 502, Reason.PROVIDER_ERROR, "Du blev ikke logget ind"),
    ],
)
def test_what_the_provider_says_instead_of_a_code(oidc, error, status, reason, title):
    oidc.begin()
    oidc.provider.callback = {"code": LEFT_OUT, "error": error, "error_description": "hemmeligt"}
    response = oidc.bring(oidc.answer())
    page = response.content.decode()
    assert (response.status_code, oidc.refused_for) == (status, [reason])
    assert title in page
    # Neither in what is said, nor in an address that the page leads on to.
    assert error not in page
    assert "hemmeligt" not in page
    assert '<input type="hidden" name="next" value="/log-ind/">' in page
    assert oidc.who() == ""
    oidc.provider.callback = {}
    assert oidc.sign_in().status_code == 302


def test_step_up_asks_anew_and_raises_the_level(oidc, at_moment):
    oidc.sign_in()
    session = Session.objects.get()
    assert session.level == Level.ONE_FACTOR
    at_moment.shift(timedelta(minutes=5))
    oidc.provider.now = NOW + timedelta(minutes=5)
    oidc.follow(oidc.client.get(STEP_UP))
    asked = oidc.question
    assert (asked["prompt"], asked["max_age"]) == ("login", "0")
    assert asked["acr_values"] == TWO_FACTOR
    response = oidc.bring(oidc.answer(loa="ToFaktor"))
    assert (response.status_code, response["Location"]) == (302, "/kalender/")
    raised = Session.objects.get()
    assert raised.level == Level.TWO_FACTOR
    # It is the same session under a new key.
    assert raised.started_at == session.started_at
    assert raised.session_key != session.session_key


@pytest.mark.parametrize(
    ("auth_time", "reason"),
    [
        (int(NOW.timestamp()), Reason.TOO_LATE),
        (LEFT_OUT, Reason.NO_TIMES),
    ],
    ids=["before it was asked for", "nobody knows when"],
)
def test_step_up_without_having_signed_in_anew(oidc, at_moment, auth_time, reason):
    oidc.sign_in()
    at_moment.shift(timedelta(minutes=5))
    oidc.provider.now = NOW + timedelta(minutes=5)
    oidc.follow(oidc.client.get(STEP_UP))
    response = oidc.bring(oidc.answer(loa="ToFaktor", auth_time=auth_time))
    assert (response.status_code, oidc.refused_for) == (400, [reason])
    assert Session.objects.get().level == Level.ONE_FACTOR
    oidc.follow(oidc.client.get(STEP_UP))
    assert oidc.bring(oidc.answer(loa="ToFaktor")).status_code == 302
    assert Session.objects.get().level == Level.TWO_FACTOR


def test_a_connector_may_have_people_asked_anew_for_a_level(make_oidc_login):
    oidc = make_oidc_login(parameters={Level.TWO_FACTOR: {"prompt": "login"}})
    oidc.begin(niveau=3)
    assert (oidc.question["prompt"], oidc.question["max_age"]) == ("login", "43200")
    assert oidc.bring(oidc.answer(loa="ToFaktor")).status_code == 302
    assert Session.objects.get().level == Level.TWO_FACTOR
    oidc.client = Client()
    assert oidc.sign_in().status_code == 302
    oidc.follow(oidc.client.get(STEP_UP))
    assert (oidc.question["prompt"], oidc.question["max_age"]) == ("login", "0")


@pytest.mark.parametrize(
    "added", [{"prompt": "none"}, {"prompt": "login none"}, {"state": "x"}, {"nonce": "x"}]
)
def test_a_connector_changes_nothing_that_keeps_the_question_safe(make_oidc_login, added):
    oidc = make_oidc_login(parameters={Level.TWO_FACTOR: added})
    response = oidc.watch(lambda: oidc.client.get(f"/log-ind/med/{oidc.key}/?niveau=3"))
    assert (response.status_code, oidc.refused_for) == (502, [Reason.CONNECTOR_FAILED])
    assert oidc.sign_in().status_code == 302
