"""A municipality's own login by SAML, played by a real Keycloak, in a real browser."""

import re
import time
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from structlog.testing import capture_logs

from core.login.models import ProviderDocument, Session
from core.login.refusals import Reason
from core.login.signing_in.saml import METADATA_FRESH
from indgang_sdk.levels import Level
from tests.cms.walks.login.conftest import SECRET
from tests.cms.walks.login.visiting import PROTECTED
from tests.services.keycloak.levels import CLASSES

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

WAY = "Log ind med kommunens login"


@pytest.fixture
def own_login(broker, connect_own_login, introduce):
    """Lindesø's login, which says by a context how surely somebody is signed in."""
    key = connect_own_login(
        protocol="saml",
        metadata_address=broker.saml_descriptor,
        contexts=[
            {"reference": CLASSES["EnFaktor"], "level": "one_factor"},
            {"reference": CLASSES["ToFaktor"], "level": "two_factor"},
        ],
    )
    introduce(key)
    return key


@pytest.fixture
def sign_in(own_login, broker, open_walk):
    """Signs somebody in by a password, in a browser of their own."""

    def sign_in(unilogin="anna0001"):
        walk = open_walk()
        walk.press_way(WAY)
        walk.fill_in_password(broker, unilogin)
        walk.wait_for_portal()
        return walk

    return sign_in


def test_signing_in_confirming_by_a_code_and_signing_out(own_login, broker, sign_in):
    walk = sign_in()
    session = Session.objects.get()
    assert (session.person.unilogin, session.provider) == ("anna0001", own_login)
    assert session.level == Level.ONE_FACTOR

    walk.page.goto(PROTECTED)
    assert SECRET not in walk.read()
    walk.page.locator("main a.button").first.click()
    walk.fill_in_password_alone(broker)
    walk.fill_in_code(broker)
    walk.wait_for_portal(PROTECTED)
    assert SECRET in walk.read()
    raised = Session.objects.get()
    assert (raised.level, raised.started_at) == (Level.TWO_FACTOR, session.started_at)

    walk.sign_out()
    walk.page.wait_for_url(re.compile(rf"/log-ind/saml/{own_login}/log-ud\?SAMLResponse="))
    assert "Du er logget ud" in walk.read()
    assert Session.objects.count() == 0
    assert broker.administration.list_sessions("anna0001") == []
    walk.press_way(WAY)
    walk.page.wait_for_selector("#username")


def wait_until(is_so):
    """Waits for what happens between the browser and the provider; fails after ten seconds."""
    deadline = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_signing_out_at_the_provider_ends_the_session_here(broker, sign_in):
    walk, other = sign_in(), sign_in("henrik01")
    walk.page.goto(f"{broker.issuer}/protocol/openid-connect/logout")
    walk.page.click("#kc-logout")
    # By way of the portal, which ends its own session, and back.
    wait_until(lambda: not broker.administration.list_sessions("anna0001"))
    assert not walk.is_in()
    assert other.is_in()


def test_a_new_key_of_the_provider_counts_once_its_metadata_were_read(
    own_login, broker, sign_in, open_walk
):
    assert sign_in().is_in()
    broker.administration.end_sessions("anna0001")
    broker.administration.rotate_signing_key()
    walk = open_walk()
    walk.press_way(WAY)
    walk.fill_in_password(broker, "anna0001")
    # What is known of the provider names the key before.
    walk.page.wait_for_url(f"**/log-ind/saml/{own_login}/svar")
    assert "Du blev ikke logget ind" in walk.read()
    kept = ProviderDocument.objects.get(kind=ProviderDocument.Kind.SAML_METADATA)
    old_certificates = kept.text
    day_before = timezone.now() - METADATA_FRESH
    ProviderDocument.objects.update(fetched_at=day_before, tried_at=day_before)
    # Keycloak still knows her.
    walk.press_way(WAY)
    walk.wait_for_portal()
    assert walk.is_in()
    kept.refresh_from_db()
    assert kept.text != old_certificates
    certificate = broker.administration.find_signing_key()["certificate"]
    assert certificate in kept.text
    assert certificate not in old_certificates


@pytest.mark.parametrize("seconds", [-30, 30])
def test_a_clock_that_is_a_little_wrong(broker, sign_in, seconds):
    with time_machine.travel(timezone.now() + timedelta(seconds=seconds)):
        assert sign_in().is_in()


# Ahead, the library finds before all else that the confirmation is over.
@pytest.mark.parametrize(
    ("minutes", "reason"), [(-5, Reason.TOO_EARLY), (5, Reason.WRONG_CONFIRMATION)]
)
def test_a_clock_that_is_wrong_by_minutes(own_login, broker, open_walk, minutes, reason):
    walk = open_walk()
    with time_machine.travel(timezone.now() + timedelta(minutes=minutes)), capture_logs() as lines:
        walk.press_way(WAY)
        walk.fill_in_password(broker, "anna0001")
        walk.page.wait_for_url(f"**/log-ind/saml/{own_login}/svar")
    assert [line["reason"] for line in lines if line["event"] == "sign-in refused"] == [reason]
    assert Session.objects.count() == 0
    walk.press_way(WAY)
    walk.wait_for_portal()
    assert Session.objects.count() == 1
