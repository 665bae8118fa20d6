"""OIDC-11: who has proved one factor is asked for more where a page asks for it."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from cms.homes import make_homes
from cms.models import ContentPage, InstitutionHome
from core.login.models import Session
from core.login.refusals import Reason
from core.people.models import Institution
from indgang_sdk.levels import Level
from indgang_sdk.sign_in import SamlProvider
from tests.core.login.signing_in.conftest import TWO_FACTOR
from tests.core.login.systems import logins
from tests.core.people.conftest import NOW
from tests.identity_provider.received import read_redirect

NSIS = "https://data.gov.dk/concept/core/nsis/loa/Substantial"
SECRET = "kun for forældre"


@pytest.fixture
def page_that_asks(saml):
    """Makes a page for the guardians of a school that asks for a level."""
    logins.described["national"] = SamlProvider(
        metadata=saml.provider.metadata(),
        contexts={Level.TWO_FACTOR: (TWO_FACTOR,), Level.NSIS_SUBSTANTIAL: (NSIS,)},
        is_encrypted=False,
    )

    def make(level):
        page = ContentPage(
            title="Elevplaner",
            body=[("text", f"<p>{SECRET}</p>")],
            own_audience=["998101/guardian"],
            required_level=level.value,
        )
        institution = Institution.objects.get(key="998101")
        make_homes([institution.pk], today=NOW.date())
        InstitutionHome.objects.get(home_of=institution).add_child(instance=page)
        page.save_revision().publish()
        return page

    return make


def ask_for_page(saml, page, level):
    """Opens the page, and follows to the provider; returns the contexts that it is asked for."""
    asked = saml.client.get(page.url)
    assert SECRET not in asked.text
    assert "no-store" in asked["Cache-Control"]
    (onward,) = set(re.findall(r'href="(/log-ind/bekraeft/[^"]*)"', asked.text))
    onward = unescape(onward)
    said = {"niveau": [str(level.value)], "next": [page.url]}
    assert parse_qs(urlsplit(onward).query) == said
    saml.asked = read_redirect(saml.client.get(onward)["Location"])
    assert saml.asked.root.get("ForceAuthn") == "true"
    return [node.text for node in saml.asked.root.iter("{*}AuthnContextClassRef")]


def test_OIDC_11_one_factor_is_asked_for_two_where_a_page_asks_for_them(saml, page_that_asks):
    page = page_that_asks(Level.TWO_FACTOR)
    saml.sign_in("dorte", attributes={"uniid": ("dorte",), "loa": ("EnFaktor",)})
    assert Session.objects.get().level == Level.ONE_FACTOR
    assert ask_for_page(saml, page, Level.TWO_FACTOR) == [TWO_FACTOR]
    # Whoever comes back with one factor again has not done it.
    assert saml.post(saml.answer(loa="EnFaktor")).status_code == 403
    assert saml.refused_for == [Reason.LEVEL_TOO_LOW]
    assert SECRET not in saml.client.get(page.url).text
    assert ask_for_page(saml, page, Level.TWO_FACTOR) == [TWO_FACTOR]
    assert saml.post(saml.answer(loa="ToFaktor"))["Location"] == page.url
    assert SECRET in saml.client.get(page.url).text


def test_OIDC_11_who_has_two_factors_already_is_not_asked(saml, page_that_asks):
    page = page_that_asks(Level.TWO_FACTOR)
    saml.begin()
    saml.post(saml.answer(loa="ToFaktor"))
    assert SECRET in saml.client.get(page.url).text


def test_OIDC_11_guardians_are_asked_for_what_is_configured(saml, page_that_asks, monkeypatch):
    monkeypatch.setitem(logins.LEVELS, "Betydelig", Level.NSIS_SUBSTANTIAL)
    page = page_that_asks(Level.NSIS_SUBSTANTIAL)
    saml.begin()
    saml.post(saml.answer(loa="ToFaktor"))
    assert ask_for_page(saml, page, Level.NSIS_SUBSTANTIAL) == [NSIS]
    assert saml.post(saml.answer(loa="ToFaktor")).status_code == 403
    assert ask_for_page(saml, page, Level.NSIS_SUBSTANTIAL) == [NSIS]
    assert saml.post(saml.answer(loa="Betydelig"))["Location"] == page.url
    assert SECRET in saml.client.get(page.url).text
