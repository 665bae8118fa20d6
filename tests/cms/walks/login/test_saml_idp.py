"""Another author's provider of SAML, which signs assertions that last long, and encrypts none."""

from datetime import timedelta

import pytest
from django.utils import timezone
from structlog.testing import capture_logs

from core.connectors.configuration import operations
from core.connectors.configuration.operations import Actor
from core.connectors.models import Connection
from core.connectors.registry.installed import read_registry
from core.login.models import Session
from core.login.refusals import Reason
from indgang_sdk.levels import Level
from indgang_sdk.settings import Layer
from tests.services.saml_idp.server import PERSISTENT
from tests.services.web import fetch

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

WAY = "Log ind med kommunens login"
LEVEL = "dk:unilogin:loa:ToFaktor"


@pytest.fixture
def fill_in(portal, start_saml_idp, connect_own_login):
    """Connects the provider, which has to be told of the portal first; answers how to go on."""
    values = {
        "protocol": "saml",
        "metadata": "<later/>",
        "is_encrypted": False,
        "contexts": [{"reference": LEVEL, "level": "two_factor"}],
    }
    key = connect_own_login(**values)
    base = f"{portal}/log-ind/saml/{key}"
    provider = start_saml_idp(
        entity_id=f"{base}/metadata.xml",
        answer_to=f"{base}/svar",
        logout_at=f"{base}/log-ud",
        name_id="6f0c2a5e-1",
        attributes={"dk:unilogin:uniid": "anna0001"},
        level=LEVEL,
    )
    connection = Connection.objects.get(pk=int(key.split("-")[1]))
    offer, by = read_registry().find("municipal_login"), Actor(person=None, now=timezone.now())
    known = {**values, "metadata": fetch(provider.metadata).text}

    def fill_in(**changes):
        changed = {**known, **changes}
        operations.fill_in(connection, offer, layer=Layer.MUNICIPALITY, values=changed, by=by)

    fill_in()
    return fill_in


@pytest.fixture
def sign_in(fill_in, open_walk):
    """Signs Anna in at the provider; answers the browser, and why the portal refused her."""

    def sign_in():
        walk = open_walk()
        walk.press_way(WAY)
        # Its page folds the form away behind the button.
        walk.page.select_option("#nameIdFormat", PERSISTENT, force=True)
        with capture_logs() as lines:
            walk.page.locator("#btn-sign-in").dispatch_event("click")
            walk.wait_for_portal_page()
        return walk, [line["reason"] for line in lines if line["event"] == "sign-in refused"]

    return sign_in


def test_signing_in_by_another_author_s_assertions(sign_in):
    walk, refused_for = sign_in()
    walk.wait_for_portal()
    assert refused_for == []
    session = Session.objects.get()
    assert (session.person.unilogin, session.level) == ("anna0001", Level.TWO_FACTOR)
    assert session.subject == "6f0c2a5e-1"
    assert walk.is_in()


def test_what_could_be_handed_in_for_too_long_is_refused(sign_in, monkeypatch):
    """This provider's answers last for an hour, and can be set to no other length."""
    with monkeypatch.context() as stricter:
        stricter.setattr("core.login.saml.conditions.LONGEST", timedelta(minutes=10))
        walk, refused_for = sign_in()
    assert refused_for == [Reason.TOO_LONG]
    assert "Du blev ikke logget ind" in walk.read()
    assert Session.objects.count() == 0
    assert sign_in()[1] == []


def test_what_has_to_be_encrypted_is_not_taken_in_the_open(fill_in, sign_in):
    fill_in(is_encrypted=True)
    walk, refused_for = sign_in()
    assert refused_for == [Reason.NOT_ENCRYPTED]
    assert "Du blev ikke logget ind" in walk.read()
    assert Session.objects.count() == 0
    fill_in()
    assert sign_in()[1] == []
    assert Session.objects.count() == 1
