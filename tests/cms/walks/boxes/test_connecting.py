"""Rasmus connects a system from nothing in a browser, and a parent has its box."""

import re
from contextlib import suppress

import pytest
from django.urls import reverse
from playwright.sync_api import Error

from tests.cms.walks.boxes.looking import find_box, wait_for_boxes

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

WRONG, SECRET = "en forkert hemmelighed", "laeringsstien-hemmelighed"


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def fill_in_secret(page, secret):
    page.get_by_role("link", name="Indstillinger", exact=True).click()
    field = page.get_by_label("Portalens adgangskode")
    assert field.input_value() == ""
    field.fill(secret)
    return field


@pytest.fixture
def rasmus(family, sign_in):
    """A browser of Rasmus', and every page that it is sent."""
    page, texts = sign_in("rasmus01"), []

    def note(answer):
        if "text/html" in answer.headers.get("content-type", "") and answer.status == 200:
            # Of a page that was left before it had come, nothing is to be had.
            with suppress(Error):
                texts.append(answer.text())

    page.on("response", note)
    return page, texts


def test_a_system_is_connected_from_nothing_and_a_parent_sees_its_box(rasmus, played, sign_in):
    page, texts = rasmus
    page.goto(reverse("connections_where"))
    page.get_by_role("link", name="Tilslut et system").first.click()
    page.get_by_role("link", name="Åben tilslutning (open_json)").click()
    page.get_by_label("Systemets navn").fill("Læringsstien")
    press(page, "Tilslut")
    assert "Der mangler indstillinger" in page.inner_text("main")

    address = played.addresses["laeringsstien"]
    fill_in_secret(page, WRONG)
    page.get_by_label("Systemets adresse").fill(address)
    page.get_by_label("Adresse til adgangsnøgler").fill(f"{address}/token")
    page.get_by_label("Portalens id hos leverandøren").fill("indgang")
    page.get_by_label("Slags system").select_option("Læringsplatform")
    press(page, "Gem")
    assert "Ikke godkendt" in page.inner_text("main")
    press(page, "Godkend")
    press(page, "Prøv forbindelsen")
    assert "Afviste portalen: Se indstillingerne efter" in page.inner_text("main")

    secret = fill_in_secret(page, SECRET)
    assert "Er udfyldt" in secret.get_attribute("placeholder")
    press(page, "Gem")
    press(page, "Prøv forbindelsen")
    tried = page.get_by_role("region", name="Forbindelsen er prøvet")
    assert "Adgang til systemet" in tried.inner_text()
    assert tried.locator(".icon.good").count() == 1
    press(page, "Slå til")
    assert "I brug" in page.inner_text("main")
    page.get_by_role("link", name=re.compile("^Sæt boksen på plads ?: Opgaver")).click()
    page.get_by_label("Forældre").check()
    page.get_by_label("Altid med").check()
    press(page, "Gem")
    assert "Forældre" in page.get_by_role("region", name="Bokse").inner_text()

    page.get_by_role("link", name="Vis til udskrift").click()
    page.get_by_role("heading", name="Oplysninger, der deles med Læringsstien").wait_for()
    page.emulate_media(media="print")
    assert "Barnets Unilogin" in page.locator("main table").inner_text()
    assert not page.get_by_role("navigation").first.is_visible()
    assert page.pdf().startswith(b"%PDF")
    assert len(texts) > 10
    assert not [secret for text in texts for secret in (WRONG, SECRET) if secret in text]

    mother = sign_in("dorte001")
    mother.goto("/")
    wait_for_boxes(mother)
    assert "Bo" in find_box(mother, "Læringsstien", "Opgaver").inner_text()
