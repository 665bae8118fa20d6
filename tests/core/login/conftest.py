"""People of two municipalities, each in browsers of their own."""

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from core.login.claims import VerifiedClaim
from core.login.operations import start_session
from core.login.provider_calls import gates
from core.login.sessions import SessionStore
from tests.core.people.conftest import NOW, bring, heard, world  # noqa: F401 - fixtures
from tests.core.people.roster_cast import klitnaes, lindesoe

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0"
# As browsers send them with a page that somebody opens.
OPENING = {"HTTP_SEC_FETCH_MODE": "navigate"}


@pytest.fixture(autouse=True)
def no_provider_rests():
    """No test finds a provider left alone for what another one played."""
    yield
    gates.forget()


@pytest.fixture
def clock():
    """The demo's Monday morning, which tests move on."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def people(bring, clock):  # noqa: F811 - the fixture above
    """The cast of two rosters."""
    bring(lindesoe())
    bring(klitnaes(), municipality="999")


@pytest.fixture
def begin():
    """Signs somebody in as the portal does, and returns the browser."""

    def make(unilogin, *, is_own_device=False, agent=FIREFOX, **claim):
        request = RequestFactory().post("/log-ind/", HTTP_USER_AGENT=agent)
        request.session, request.now = SessionStore(), timezone.now()
        request.user = AnonymousUser()
        client = Client()
        start_session(
            request,
            claim=VerifiedClaim(unilogin=unilogin, **{"method": "password", **claim}),
            is_own_device=is_own_device,
        )
        request.session.save()
        client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
        return client

    return make


def is_in(client, **headers):
    """Whether a browser is signed in; asked as a script would, which moves no end."""
    answer: HttpResponse = client.get("/dine-oplysninger/logget-ind/", **headers)
    return answer.status_code == 200
