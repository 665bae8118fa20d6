"""Unilogin by OpenID Connect, played by a real Keycloak, in a real browser."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from structlog.testing import capture_logs

from core.login.documents import PAUSE
from core.login.models import ProviderDocument, Session
from core.login.refusals import Reason
from indgang_sdk.levels import Level
from tests.cms.walks.login.conftest import SECRET
from tests.cms.walks.login.visiting import PROTECTED

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

WAY = "Log ind med Unilogin"


@pytest.fixture
def unilogin(broker, connect_unilogin, introduce):
    """The portal as Keycloak's client that shows who it is by a key of its own."""
    introduce()
    return connect_unilogin(
        protocol="oidc",
        issuer=broker.issuer,
        client_id="indgang-key",
        acr_two_factor="ToFaktor",
    )


@pytest.fixture
def tell_level(broker):
    """Has the broker say how surely somebody has signed in, as UNI-Login does by itself."""
    told = []

    def tell(unilogin, level):
        told.append(unilogin)
        broker.administration.set_attribute(unilogin, "unilogin_loa", level)

    yield tell
    for unilogin in told:
        broker.administration.set_attribute(unilogin, "unilogin_loa", "EnFaktor")


def test_signing_in_confirming_by_a_code_and_signing_out(unilogin, broker, open_walk, tell_level):
    walk = open_walk()
    walk.press_way(WAY)
    walk.fill_in_password(broker, "anna0001")
    walk.wait_for_portal()
    session = Session.objects.get()
    assert (session.person.unilogin, session.level) == ("anna0001", Level.ONE_FACTOR)
    assert len(broker.administration.list_sessions("anna0001")) == 1

    tell_level("anna0001", "ToFaktor")
    walk.page.goto(PROTECTED)
    assert SECRET not in walk.read()
    walk.page.locator("main a.button").first.click()
    # Whoever is signed in at the broker is asked all the same, and for the code, too.
    walk.fill_in_password_alone(broker)
    walk.fill_in_code(broker)
    walk.wait_for_portal(PROTECTED)
    assert SECRET in walk.read()
    raised = Session.objects.get()
    assert (raised.level, raised.started_at) == (Level.TWO_FACTOR, session.started_at)

    walk.sign_out()
    walk.page.wait_for_url(re.compile(r"/log-ind/oidc/unilogin/logget-ud"))
    assert "Du er logget ud" in walk.read()
    assert Session.objects.count() == 0
    assert broker.administration.list_sessions("anna0001") == []
    walk.press_way(WAY)
    walk.page.wait_for_selector("#username")


def test_a_session_that_ends_at_the_broker_ends_here(unilogin, broker, open_walk):
    for name in ("anna0001", "henrik01"):
        walk = open_walk()
        walk.press_way(WAY)
        walk.fill_in_password(broker, name)
        walk.wait_for_portal()
        if name == "anna0001":
            anna = walk
    assert anna.is_in()
    broker.administration.end_sessions("anna0001")
    assert not anna.is_in()
    # Told by the back channel, which ends those of nobody else.
    assert walk.is_in()
    broker.administration.end_sessions("henrik01")
    assert not walk.is_in()


def test_new_keys_of_the_broker_hold_nobody_up(unilogin, broker, open_walk):
    walk = open_walk()
    walk.press_way(WAY)
    walk.fill_in_password(broker, "anna0001")
    walk.wait_for_portal()
    old, new = broker.administration.rotate_signing_key()
    kept = ProviderDocument.objects.get(kind=ProviderDocument.Kind.OIDC_KEYS)
    assert old in kept.text
    # Keys are asked for once a minute at most, however many answers name another.
    ProviderDocument.objects.update(tried_at=timezone.now() - PAUSE)
    other = open_walk()
    other.press_way(WAY)
    other.fill_in_password(broker, "henrik01")
    other.wait_for_portal()
    kept.refresh_from_db()
    assert new in kept.text
    assert old not in kept.text


@pytest.mark.parametrize("seconds", [-30, 30])
def test_a_clock_that_is_a_little_wrong(unilogin, broker, open_walk, seconds):
    with time_machine.travel(timezone.now() + timedelta(seconds=seconds)):
        walk = open_walk()
        walk.press_way(WAY)
        walk.fill_in_password(broker, "anna0001")
        walk.wait_for_portal()
        assert walk.is_in()


@pytest.mark.parametrize(("minutes", "reason"), [(-5, Reason.TOO_EARLY), (15, Reason.TOO_LATE)])
def test_a_clock_that_is_wrong_by_minutes(
    broker, connect_unilogin, introduce, open_walk, minutes, reason
):
    introduce()
    # Of an assertion signed by a key Keycloak itself finds that the clock is wrong.
    connect_unilogin(
        protocol="oidc",
        issuer=broker.issuer,
        client_id="indgang",
        client_secret=broker.client_secret,
    )
    walk = open_walk()
    # Ahead, the token counts for its five minutes, and one more that clocks may differ by.
    with time_machine.travel(timezone.now() + timedelta(minutes=minutes)), capture_logs() as lines:
        walk.press_way(WAY)
        walk.fill_in_password(broker, "anna0001")
        walk.page.wait_for_url("**/log-ind/oidc/unilogin/svar?**")
    assert [line["reason"] for line in lines if line["event"] == "sign-in refused"] == [reason]
    assert Session.objects.count() == 0
    walk.press_way(WAY)
    walk.wait_for_portal()
    assert Session.objects.count() == 1
