"""A box that asks for more than Dorte's log-in: she confirms once, and finds it filled."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from core.connectors.models import Connection
from indgang_sdk.levels import Level
from tests.cms.walks.boxes.looking import wait_for_boxes
from tests.cms.walks.conftest import PHONE
from tests.cms.walks.test_every_page import find_wider

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

DESKTOP = {"width": 1440, "height": 900}


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_step_up_from_a_box_comes_back_to_the_home_page(dorte, size):
    page = dorte(viewport=size)
    Connection.objects.filter(title="Læringsstien").update(required_level=Level.TWO_FACTOR)
    page.goto("/")
    words = " ".join(wait_for_boxes(page))
    assert "Læs kapitel" not in words
    assert "Bekræft, at det er dig, for at se »Opgaver«." in words
    assert "3 bøger lånt" in words
    assert not list(find_wider(page))
    assert Axe().run(page).violations_count == 0
    page.get_by_role("link", name="Bekræft, at det er dig, for at se »Opgaver«.").click()
    page.get_by_role("button", name="Bekræft", exact=True).click()
    page.wait_for_url("**/")
    assert "Læs kapitel" in " ".join(wait_for_boxes(page))
