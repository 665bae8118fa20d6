"""A page with every block in a real browser: axe, narrow screens, paper, and no other host."""

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.cms.blocks.conftest import LONG_WORD

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def address(egesoeskolen, make_page, values, live_server):
    values["accordion"]["folded"].append({"title": LONG_WORD, "text": f"<p>{LONG_WORD}</p>"})
    values["table"]["table"]["rows"].append({"values": [LONG_WORD, LONG_WORD]})
    page = make_page(
        egesoeskolen.home, "Alle blokke", body=list(values.items()), own_audience=["public"]
    )
    return live_server.url + page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1440])
def test_axe_finds_nothing_and_nothing_hangs_over_the_edge(browser_page, address, scheme, width):
    browser_page.set_viewport_size({"width": width, "height": 900})
    browser_page.emulate_media(color_scheme=scheme)
    browser_page.goto(address)
    found = Axe().run(browser_page)
    assert found.violations_count == 0, found.generate_report()
    assert found.response["passes"]
    assert browser_page.evaluate("document.documentElement.scrollWidth") <= width


def test_paper_has_what_is_folded_away_and_cuts_nothing_off(browser_page, address):
    browser_page.set_viewport_size({"width": 720, "height": 1000})
    browser_page.goto(address)
    folded = browser_page.locator("details .text").first
    assert not folded.is_visible()
    browser_page.emulate_media(media="print")
    assert folded.is_visible()
    assert browser_page.evaluate("document.documentElement.scrollWidth") <= 720


def test_no_other_host_is_asked_and_no_film_before_the_click(browser_page, address):
    asked = []
    browser_page.on("request", lambda request: asked.append(request.url))
    browser_page.goto(address)
    browser_page.mouse.wheel(0, 9000)
    browser_page.wait_for_timeout(300)
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(address).netloc}
    assert asked
    assert not [url for url in asked if url.endswith(".mp4")]
    with browser_page.expect_request("**/*.mp4"):
        browser_page.locator("video").evaluate("film => { film.play().catch(() => {}) }")
