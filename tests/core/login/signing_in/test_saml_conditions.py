"""For whom, for what and until when an answer counts (cases.md 1.2)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from core.login.models import Session
from core.login.refusals import Reason
from tests.core.people.conftest import NOW
from tests.identity_provider import edits
from tests.identity_provider.responses import write_response

SECOND, SKEW = timedelta(seconds=1), timedelta(seconds=60)
ELSEWHERE = "https://another.example/svar"


@pytest.fixture
def asked(saml):
    saml.begin()
    return saml


def test_SAML_24_expired_exactly_after_the_difference_of_clocks(asked):
    over = asked.answer(not_before=NOW - 4 * SKEW, not_on_or_after=NOW - SKEW)
    asked.expect_refusal(over, Reason.TOO_LATE)


def test_SAML_24_counts_until_exactly_then(asked):
    in_time = asked.answer(not_before=NOW - 4 * SKEW, not_on_or_after=NOW - SKEW + SECOND)
    assert asked.post(in_time).status_code == 302


def test_SAML_24_not_yet_valid_exactly_before_the_difference_of_clocks(asked):
    asked.expect_refusal(asked.answer(not_before=NOW + SKEW + SECOND), Reason.TOO_EARLY)


def test_SAML_24_counts_from_exactly_then(asked):
    assert asked.post(asked.answer(not_before=NOW + SKEW)).status_code == 302


@pytest.mark.parametrize("field", ["not_before", "not_on_or_after", "confirmation_not_on_or_after"])
@pytest.mark.parametrize("time", ["20216-11-23T06:05:00Z", "i morgen", "2026-02-30T06:05:00Z"])
def test_SAML_25_a_time_that_is_none(asked, field, time):
    asked.expect_refusal(asked.answer(**{field: time}), Reason.MISSHAPEN)


@pytest.mark.parametrize("missing", ["not_before", "not_on_or_after", "both", "conditions"])
def test_SAML_25_conditions_without_times(asked, missing):
    none = {
        "not_before": {"not_before": None},
        "not_on_or_after": {"not_on_or_after": None},
        "both": {"not_before": None, "not_on_or_after": None},
        "conditions": {"has_conditions": False},
    }[missing]
    asked.expect_refusal(asked.answer(**none), Reason.NO_TIMES)


def test_SAML_26_confirmation_without_an_end(asked):
    asked.expect_refusal(asked.answer(confirmation_not_on_or_after=None), Reason.NO_TIMES)


def test_SAML_26_confirmation_that_has_ended(asked):
    asked.expect_refusal(
        asked.answer(confirmation_not_on_or_after=NOW - SKEW), Reason.WRONG_CONFIRMATION
    )


def test_SAML_27_an_assertion_for_ten_years(asked):
    asked.expect_refusal(asked.answer(not_on_or_after=NOW + timedelta(days=3650)), Reason.TOO_LONG)


def test_SAML_27_a_confirmation_for_a_day(asked):
    asked.expect_refusal(
        asked.answer(confirmation_not_on_or_after=NOW + timedelta(days=1)), Reason.TOO_LONG
    )


def test_an_hour_is_what_some_providers_have(asked):
    early, hour = NOW - timedelta(minutes=5), NOW + timedelta(hours=1)
    answer = asked.answer(not_before=early, not_on_or_after=hour, confirmation_not_on_or_after=hour)
    assert asked.post(answer).status_code == 302


def test_SAML_27_what_nobody_asked_for_counts_for_minutes(make_login):
    saml = make_login("998", may_begin=True)
    unasked = saml.answer("anna", in_response_to=None, confirmation_in_response_to=None)
    long = replace(unasked, confirmation_not_on_or_after=NOW + timedelta(hours=1))
    assert saml.post(long).status_code == 400
    assert saml.refused_for == [Reason.TOO_LONG]
    assert saml.post(unasked).status_code == 200


@pytest.mark.parametrize(
    "audiences", [None, ("https://another.example",), "ours and another", "ours twice"]
)
def test_SAML_28_audiences(asked, audiences):
    """What is for another service, too, that service could hand in here: ours alone counts."""
    if audiences == "ours and another":
        audiences = (asked.entity_id, "https://another.example")
    if audiences == "ours twice":
        audiences = (asked.entity_id, asked.entity_id)
    asked.expect_refusal(asked.answer(audiences=audiences), Reason.WRONG_AUDIENCE)


def test_SAML_28_a_second_restriction_to_another_service(asked):
    edit = edits.add_audience_restriction("https://another.example")
    asked.expect_refusal(write_response(asked.answer(), edit=edit), Reason.WRONG_AUDIENCE)


@pytest.mark.parametrize("recipient", [None, ELSEWHERE, "within", "longer"])
def test_SAML_29_recipients(asked, recipient):
    ours = asked.answer_address
    given = {"within": f"https://evil.example/?{ours}", "longer": f"{ours}.evil"}
    answer = asked.answer(recipient=given.get(recipient, recipient))
    reasons = {ELSEWHERE: Reason.WRONG_CONFIRMATION}
    asked.expect_refusal(answer, reasons.get(recipient, Reason.WRONG_RECIPIENT))


@pytest.mark.parametrize("destination", [None, "", ELSEWHERE, "longer", "at another provider's"])
def test_SAML_30_destinations(asked, destination):
    given = {
        "longer": f"{asked.answer_address}/evil",
        "at another provider's": asked.answer_address.replace("national", "regional"),
    }
    answer = asked.answer(destination=given.get(destination, destination))
    asked.expect_refusal(answer, Reason.WRONG_DESTINATION)


def test_SAML_31_confirmation_of_no_question(asked):
    asked.expect_refusal(asked.answer(confirmation_in_response_to=None), Reason.NOT_ASKED_FOR)


def test_SAML_31_confirmation_of_another_question(asked):
    asked.expect_refusal(
        asked.answer(confirmation_in_response_to="_other"), Reason.WRONG_CONFIRMATION
    )


@pytest.mark.parametrize("method", [None, "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key"])
def test_SAML_32_not_for_whoever_bears_it(asked, method):
    asked.expect_refusal(asked.answer(confirmation_method=method), Reason.WRONG_CONFIRMATION)


@pytest.mark.parametrize("where", ["response_issuer", "assertion_issuer"])
@pytest.mark.parametrize("issuer", [None, "https://another.example/saml"])
def test_SAML_33_issuers(asked, where, issuer):
    answer = asked.answer(**{where: issuer})
    reason = (
        Reason.MISSHAPEN if (where, issuer) == ("assertion_issuer", None) else Reason.WRONG_ISSUER
    )
    asked.expect_refusal(answer, reason)


def test_SAML_35_an_answer_that_nobody_asked_for(asked):
    unasked = asked.answer(in_response_to=None, confirmation_in_response_to=None)
    asked.expect_refusal(unasked, Reason.NOT_ASKED_FOR)


def test_an_answer_to_a_question_that_we_never_asked(asked):
    invented = "_" + "0" * 74
    asked.expect_refusal(
        asked.answer(in_response_to=invented, confirmation_in_response_to=invented),
        Reason.NOT_ASKED_FOR,
    )


def test_SAML_36_where_the_provider_may_begin_an_answer_signs_in_one_browser(make_login):
    saml = make_login("998", may_begin=True)
    answer = saml.answer("anna", in_response_to=None, confirmation_in_response_to=None)
    browsers = [Client() for _ in range(3)]
    answers = [saml.post(answer, client=browser) for browser in browsers]
    assert [response.status_code for response in answers] == [200, 400, 400]
    assert saml.refused_for == [Reason.USED_BEFORE, Reason.USED_BEFORE]
    assert saml.go_on_as("anna", answers[0], client=browsers[0]).status_code == 302
    assert Session.objects.count() == 1
    assert [saml.who(browser) for browser in browsers] == ["anna", "", ""]


def test_what_nobody_asked_for_takes_no_session_over_by_itself(make_login):
    """Somebody else's answer, put into this browser's hands, asks before it signs in."""
    saml = make_login("998", may_begin=True)
    saml.sign_in("anna")
    saml.asked = None
    unasked = saml.answer("henrik", in_response_to=None, confirmation_in_response_to=None)
    page = saml.post(unasked)
    assert page.status_code == 200
    assert saml.who() == "anna"
    assert saml.go_on_as("henrik", page).status_code == 302
    assert saml.who() == "henrik"


def test_an_unknown_condition(asked):
    edited = write_response(asked.answer(), edit=edits.add_unknown_condition())
    asked.expect_refusal(edited, Reason.MISSHAPEN)


def test_a_session_that_has_ended_at_the_provider(asked):
    ended = replace(asked.answer(), session_not_on_or_after=NOW - SKEW)
    asked.expect_refusal(ended, Reason.TOO_LATE)
