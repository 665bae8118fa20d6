"""Signing out by SAML: what a provider may end, and what it may not."""

import base64
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from structlog.testing import capture_logs

from core.login.models import Session
from core.login.refusals import Reason
from tests.core.people.conftest import NOW
from tests.identity_provider.keys import make_key_pair
from tests.identity_provider.logout import make_logout_request, send_by_redirect
from tests.identity_provider.received import read_redirect
from tests.identity_provider.redirects import deflate, inflate_to
from tests.identity_provider.signing import RSA_SHA1, RSA_SHA256


@pytest.fixture
def signed_in(saml):
    """Dorte in two browsers, and Henrik in a third."""
    browsers = {}
    for name, who in (("first", "dorte"), ("second", "dorte"), ("third", "henrik")):
        saml.client = Client()
        saml.begin()
        saml.post(saml.answer(who, session_index=f"session-{name}"))
        browsers[name] = saml.client
    saml.browsers = browsers
    assert list_in(saml) == {"first": "dorte", "second": "dorte", "third": "henrik"}
    return saml


def list_in(saml):
    return {name: who for name, one in saml.browsers.items() if (who := saml.who(one))}


def ask_for(saml, *, sign_with="the provider", relay_state=None, algorithm=RSA_SHA256, **changes):
    """The address of a signed request to sign Dorte's first session out, with fields changed."""
    honest = make_logout_request(
        now=NOW,
        issuer=saml.provider.entity_id,
        destination=f"http://localhost:8000/log-ind/saml/{saml.key}/log-ud",
        name_id="name-of-dorte",
        session_indexes=("session-first",),
    )
    return send_by_redirect(
        replace(honest, **changes),
        f"/log-ind/saml/{saml.key}/log-ud",
        relay_state=relay_state,
        sign_with=saml.provider.key_pair if sign_with == "the provider" else sign_with,
        signature_algorithm=algorithm,
    )


def send(saml, address):
    """Follows the address of a logout message in a browser that has no session of ours."""
    with capture_logs() as lines:
        response = Client().get(address)
    refused = [line["reason"] for line in lines if line["event"] == "sign-in refused"]
    return response, refused


def test_SAML_43_a_signed_request_ends_that_session_alone(signed_in):
    response, _ = send(signed_in, ask_for(signed_in))
    assert list_in(signed_in) == {"second": "dorte", "third": "henrik"}
    assert response.status_code == 302
    answer = read_redirect(response["Location"])
    assert answer.kind == "LogoutResponse"
    assert answer.destination == signed_in.provider.slo_address
    assert response["Location"].startswith(signed_in.provider.slo_address)


def test_SAML_43_without_a_session_all_of_that_person_end(signed_in):
    send(signed_in, ask_for(signed_in, session_indexes=()))
    assert list_in(signed_in) == {"third": "henrik"}


def test_SAML_43_the_session_of_another_person_is_left_alone(signed_in):
    address = ask_for(signed_in, session_indexes=("session-third",))
    send(signed_in, address)
    assert list_in(signed_in) == {"first": "dorte", "second": "dorte", "third": "henrik"}


def test_SAML_43_the_same_request_again(signed_in):
    address = ask_for(signed_in, session_indexes=())
    send(signed_in, address)
    signed_in.client = signed_in.browsers["first"] = Client()
    signed_in.sign_in()
    response, refused = send(signed_in, address)
    assert (response.status_code, refused) == (400, [Reason.USED_BEFORE])
    assert list_in(signed_in) == {"first": "dorte", "third": "henrik"}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"sign_with": None}, Reason.NO_SIGNATURE),
        ({"sign_with": make_key_pair("mallory")}, Reason.BAD_SIGNATURE),
        ({"algorithm": RSA_SHA1}, Reason.WEAK_ALGORITHM),
        ({"issuer": "https://another.example"}, Reason.WRONG_ISSUER),
        ({"destination": "https://another.example/log-ud"}, Reason.WRONG_DESTINATION),
        ({"destination": None}, Reason.WRONG_DESTINATION),
        ({"not_on_or_after": NOW - timedelta(seconds=60)}, Reason.TOO_LATE),
        ({"issue_instant": NOW - timedelta(minutes=11)}, Reason.TOO_LATE),
        ({"name_id": None}, Reason.NO_SUBJECT),
    ],
)
def test_SAML_41_what_is_not_in_order_ends_nothing(signed_in, change, reason):
    response, refused = send(signed_in, ask_for(signed_in, **change))
    assert (response.status_code, refused) == (400, [reason])
    assert len(list_in(signed_in)) == 3
    send(signed_in, ask_for(signed_in))
    assert len(list_in(signed_in)) == 2


def test_SAML_41_another_name_than_was_signed(signed_in):
    address = ask_for(signed_in)
    other = ask_for(signed_in, name_id="name-of-henrik", session_indexes=())
    signature = address.partition("&SigAlg=")[2]
    forged = other.partition("&SigAlg=")[0] + "&SigAlg=" + signature
    for wrong in (forged, f"{other}&{address.partition('?')[2]}"):
        response, refused = send(signed_in, wrong)
        assert response.status_code == 400
        assert refused[0] in {Reason.BAD_SIGNATURE, Reason.MISSHAPEN}
    assert len(list_in(signed_in)) == 3


def test_SAML_42_nobody_is_led_to_another_site(make_login):
    saml = make_login()
    saml.provider = replace(saml.provider, slo_address=None)
    make_login(metadata=saml.provider.metadata())
    saml.begin()
    saml.post(saml.answer(session_index="session-first"))
    address = ask_for(saml, relay_state="https://evil.example/")
    response, _ = send(saml, address)
    assert response.status_code == 200
    assert not response.has_header("Location")
    assert 'href="https://evil' not in response.content.decode()
    assert Session.objects.count() == 0


def test_the_provider_gets_back_what_it_wanted_to_remember(signed_in):
    address = ask_for(signed_in, relay_state="https://evil.example/")
    response, _ = send(signed_in, address)
    assert response["Location"].startswith(signed_in.provider.slo_address)
    assert read_redirect(response["Location"]).relay_state == "https://evil.example/"


def test_SAML_21_a_message_that_grows_to_60_MB(signed_in):
    xml = read_redirect(f"https://x{ask_for(signed_in)}").xml
    bomb = base64.b64encode(deflate(inflate_to(60_000_000, xml))).decode()
    assert len(bomb) < 100_000
    query = urlencode({"SAMLRequest": bomb, "SigAlg": "x", "Signature": "x"})
    response, refused = send(signed_in, f"/log-ind/saml/{signed_in.key}/log-ud?{query}")
    assert (response.status_code, refused) == (413, [Reason.TOO_LARGE])
    assert len(list_in(signed_in)) == 3


def test_another_provider_that_calls_itself_the_same_ends_nothing(make_login):
    """Whoever fills in a municipality's metadata writes what name they like there."""
    national = make_login()
    assert national.sign_in("dorte").status_code == 302
    own = make_login("999", name="klitnaes")
    own.provider = replace(own.provider, entity_id=national.provider.entity_id)
    make_login("999", name="klitnaes", metadata=own.provider.metadata())
    response, refused = send(own, ask_for(own, session_indexes=()))
    assert (response.status_code, refused) == (302, [])
    assert national.who() == "dorte"
    send(national, ask_for(national, session_indexes=()))
    assert national.who() == ""


def test_after_a_step_up_the_provider_ends_the_session_by_its_new_name(saml):
    saml.begin()
    saml.post(saml.answer(loa="EnFaktor", session_index="one"))
    location = saml.client.get("/log-ind/bekraeft/", {"niveau": 3})["Location"]
    saml.asked = read_redirect(location)
    saml.post(saml.answer(loa="ToFaktor", session_index="two"))
    assert saml.who() == "dorte"
    send(saml, ask_for(saml, session_indexes=("two",)))
    assert saml.who() == ""


def test_signing_out_here_does_not_wait_for_a_provider_that_is_wrongly_set_up(make_login):
    saml = make_login()
    assert saml.sign_in("dorte").status_code == 302
    odd = replace(saml.provider, slo_address="https://adfs/slo")
    make_login(metadata=odd.metadata())
    response = saml.client.post("/log-ud/")
    assert response.status_code == 200
    assert "adfs" not in response.content.decode()
    assert Session.objects.count() == 0


def test_signing_out_here_leads_on_to_the_provider(saml):
    saml.begin()
    saml.post(saml.answer(session_index="one"))
    response = saml.client.post("/log-ud/")
    address = response.context["farewell"].address
    asked = read_redirect(address)
    assert (asked.kind, asked.name_id) == ("LogoutRequest", "name-of-dorte")
    assert asked.session_indexes == ("one",)
    assert address.startswith(saml.provider.slo_address)
    assert "https://national.example" in response["Content-Security-Policy"]
    assert Session.objects.count() == 0
