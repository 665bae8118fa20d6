"""The sandbox's Unilogin and a municipality's own login, as `make demo` connects them."""

import re

import pytest

from core.login.models import Session
from indgang_sdk.levels import Level
from tests.cms.walks.conftest import PHONE
from tests.cms.walks.login.conftest import SECRET
from tests.cms.walks.login.visiting import LOG_IN, PROTECTED

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

OWN = "Log ind med Lindesø Kommunes login"


def choose(walk, name):
    """Chooses somebody of the cast on the sandbox's page."""
    walk.page.get_by_role("button", name=name).click()


def test_dorte_signs_in_confirms_and_signs_out_on_a_phone(connected, open_walk):
    walk = open_walk(viewport=PHONE, has_touch=True)
    walk.page.goto(LOG_IN)
    assert walk.list_mistakes() == []
    walk.press_way("Log ind med Unilogin")
    assert walk.page.url.startswith(f"{connected}/auth/realms/broker/")
    assert walk.list_mistakes() == []
    choose(walk, "Dorte Kjeldby")
    walk.wait_for_portal()
    session = Session.objects.get()
    assert (session.person.unilogin, session.provider) == ("dorte001", "unilogin")
    assert session.level == Level.ONE_FACTOR

    # A page that asks for two factors is asked for, and is where she ends.
    walk.page.goto(PROTECTED)
    assert SECRET not in walk.read()
    walk.page.locator("main a.button").first.click()
    walk.page.wait_for_url(f"{connected}/**")
    assert walk.page.locator("[name=level][value=ToFaktor]").is_checked()
    choose(walk, "Dorte Kjeldby")
    walk.wait_for_portal(PROTECTED)
    assert SECRET in walk.read()
    raised = Session.objects.get()
    assert (raised.level, raised.started_at) == (Level.TWO_FACTOR, session.started_at)

    walk.sign_out()
    walk.page.wait_for_url(re.compile(r"/log-ind/oidc/unilogin/logget-ud\?"))
    assert "Du er logget ud" in walk.read()
    assert walk.list_mistakes() == []
    assert Session.objects.count() == 0
    # Nobody is signed in at the sandbox either: it asks whom one wants to be.
    walk.press_way("Log ind med Unilogin")
    walk.page.get_by_role("button", name="Dorte Kjeldby").wait_for()


def test_anna_signs_in_by_her_municipality_s_own_login(connected, open_walk):
    walk = open_walk()
    walk.press_way(OWN)
    assert walk.page.url.startswith(connected)
    choose(walk, "Anna Lysholt")
    walk.wait_for_portal()
    session = Session.objects.get()
    assert (session.person.unilogin, session.level) == ("anna0001", Level.NSIS_LOW)
    walk.page.goto(PROTECTED)
    walk.page.locator("main a.button").first.click()
    walk.page.wait_for_url(f"{connected}/**")
    choose(walk, "Anna Lysholt")
    walk.wait_for_portal(PROTECTED)
    assert SECRET in walk.read()
    walk.sign_out()
    walk.page.wait_for_url(re.compile(r"/log-ind/saml/[\w-]+/log-ud\?SAMLResponse="))
    assert "Du er logget ud" in walk.read()
    walk.press_way(OWN)
    walk.page.get_by_role("button", name="Anna Lysholt").wait_for()


def test_dorte_is_told_to_use_unilogin_instead(connected, open_walk):
    walk = open_walk(viewport=PHONE)
    walk.press_way(OWN)
    choose(walk, "Dorte Kjeldby")
    walk.page.wait_for_url("**/log-ind/videre/**")
    assert "Log ind med Unilogin i stedet" in walk.read()
    assert walk.list_mistakes() == []
    assert Session.objects.count() == 0
    walk.press_way("Log ind med Unilogin")
    # The sandbox still knows her.
    walk.wait_for_portal()
    assert Session.objects.get().person.unilogin == "dorte001"


def test_somebody_whom_no_roster_knows_is_told_what_to_do(connected, open_walk):
    walk = open_walk(viewport=PHONE)
    walk.press_way("Log ind med Unilogin")
    walk.page.get_by_text("En, der ikke står på listen").click()
    walk.page.get_by_label("Unilogin-id").fill("nobody01")
    walk.page.keyboard.press("Enter")
    walk.page.wait_for_url("**/log-ind/oidc/unilogin/svar?**")
    assert "Vi kender dig ikke her endnu" in walk.read()
    assert "nobody01" not in walk.page.content()
    # Nothing of the answer is led on to, not even by the choice of language.
    code = re.search(r"code=([\w-]+)", walk.page.url)[1]
    assert code not in walk.page.content()
    assert walk.list_mistakes() == []
    assert Session.objects.count() == 0
    walk.page.get_by_role("button", name="English").click()
    walk.wait_for_portal(LOG_IN)


def test_who_cancels_is_told_so_and_may_begin_again(connected, open_walk):
    walk = open_walk()
    for way in ("Log ind med Unilogin", OWN):
        walk.press_way(way)
        walk.page.get_by_role("button", name="Annuller").click()
        walk.wait_for_portal_page()
        assert "Du afbrød, før du var logget ind" in walk.read()
        assert walk.list_mistakes() == []
    walk.page.get_by_role("link", name="Log ind igen").click()
    walk.wait_for_portal(LOG_IN)
    walk.press_way("Log ind med Unilogin")
    choose(walk, "Dorte Kjeldby")
    walk.wait_for_portal()
