"""What holds on all pages of connected systems: all can use them, and they fit every screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from core.connectors.models import TileRule
from core.people.models import Person
from tests.cms.walks.boxes.looking import wait_for_boxes
from tests.cms.walks.test_every_page import HEIGHT, INLINE, find_wider
from tests.played_systems import find_connection

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

OFFICE = "998001"


@pytest.fixture
def addresses(connected):
    """Addresses by who looks at them; some systems are down."""
    one = [OFFICE, find_connection("laeringsstien").pk]
    links = [OFFICE, find_connection("bogkassen").pk]
    rule = TileRule.objects.filter(connection=one[1], unit="998").first()
    pages = ("office_connection", "office_connection_settings", "office_connection_sheet")
    return {
        "dorte001": [
            "/",
            reverse("boxes"),
            f"{reverse('week')}?vis=alt",
            f"{reverse('week')}?uge=2026-W49&vis=alt",
        ],
        "rasmus01": [
            reverse("office_connections", args=[OFFICE]),
            reverse("office_new_connection", args=[OFFICE]),
            reverse("office_add_connection", args=[OFFICE, "open_json"]),
            *(reverse(name, args=one) for name in (*pages, "office_name_connection")),
            *(reverse(name, args=links) for name in pages),
            reverse("office_new_rule", args=[*one, rule.source]),
            reverse("office_rule", args=[*one, rule.source, rule.pk]),
        ],
    }


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("unilogin", ["dorte001", "rasmus01"])
def test_pages_of_connected_systems_shut_nobody_out(sign_in, addresses, switch, unilogin, language):
    switch("timeplan", "down")
    switch("pladsen", "error")
    Person.objects.update(language=language)
    # Colours on their way from day to night would be measured.
    page = sign_in(unilogin, reduced_motion="reduce")
    wrong = []
    for address in addresses[unilogin]:
        answer = page.goto(address)
        if address == "/":
            wait_for_boxes(page)
        assert page.locator("html").get_attribute("lang") == language
        wrong += [(address, answer.status)] if answer.status != 200 else []
        wrong += [(address, found) for found in INLINE.findall(answer.text())]
        wrong += [(address, *found) for found in find_wider(page)]
        wrong += [(address, *found) for found in find_shut_out(page)]
    assert not wrong, "\n".join(map(str, wrong))


def find_shut_out(page):
    """What axe finds by day on a large screen, and by night on a phone."""
    for scheme, width in (("light", 1280), ("dark", 390)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": HEIGHT})
        for item in Axe().run(page).response["violations"]:
            yield scheme, item["id"], item["nodes"][0]["html"]
