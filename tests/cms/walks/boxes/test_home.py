"""Dorte's boxes on her home page: they come after it, and say what is the matter with whom."""

from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from playwright.sync_api import Error

from core.connectors.running import bulkheads
from tests.cms.walks.boxes.looking import LINKS, find_box, wait_for_boxes
from tests.cms.walks.conftest import PHONE
from tests.cms.walks.test_every_page import INLINE, find_wider
from tests.played_systems import BOXES, find_connection

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

DESKTOP = {"width": 1440, "height": 900}
KEYS = ("laeringsstien-hemmelighed", "tavlen-hemmelighed", "fravaersportalen-noegle")
REFUSING = """
Object.defineProperty(window, "localStorage", { get() { throw new Error("nothing is kept"); } });
"""
REACHED = """
() => {
  window.reached = new Set();
  document.addEventListener("focusin", ({ target }) => {
    const shown = [target, target.closest(".card")].some(
      (part) => part && getComputedStyle(part).outlineStyle !== "none");
    if (shown && target.matches("SELECTOR")) window.reached.add(target.href + target.innerText);
  });
}
"""


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_boxes_come_after_the_page_and_one_says_that_its_system_is_down(
    dorte, switch, live_server, size
):
    switch("timeplan", "down")
    page = dorte(viewport=size)
    asked, answers = set(), []
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - Playwright needs a function of ours
    said = page.goto("/").text()
    assert "data-boxes" in said
    assert "Fravær" not in said
    words = wait_for_boxes(page)
    assert any("Læs kapitel" in text and "Læringsstien" in text for text in words)
    assert "Timeplan svarer ikke lige nu. Vi prøver igen om lidt." in " ".join(words)
    assert "Meld Bo syg" in " ".join(words)
    assert "3 bøger lånt" in " ".join(words)
    assert "Vi venter Ella i dag" in " ".join(words)
    assert len(words) == 5, words
    assert asked == {urlsplit(live_server.url).netloc}
    texts = [answer.text() for answer in answers if "text/html" in answer.headers["content-type"]]
    assert len(texts) >= 1 + 1 + len(words)
    assert not [found for text in texts for found in INLINE.findall(text)]
    assert not [key for text in texts for key in KEYS if key in text]
    assert not list(find_wider(page))


def test_the_keyboard_reaches_every_link_of_the_boxes(dorte):
    page = dorte(viewport=DESKTOP)
    page.goto("/")
    wait_for_boxes(page)
    links = page.locator(LINKS).count()
    assert links > 10
    page.evaluate(REACHED.replace("SELECTOR", LINKS))
    page.locator(".boxes .tools a").first.focus()
    for _press in range(links):
        page.keyboard.press("Tab")
    assert page.evaluate("() => window.reached.size") == links


def test_who_is_slow_says_so_and_then_answers(dorte, switch):
    page = dorte(viewport=PHONE)
    page.clock.install()
    switch("timeplan", "slow", seconds=1)
    with page.expect_request(f"**{find_address('timeplan')}"):
        page.goto("/")
    page.clock.fast_forward(3100)
    page.get_by_text("Timeplan svarer langsomt.").wait_for()
    wait_for_boxes(page)
    assert "Dansk" in find_box(page, "Timeplan").inner_text()
    assert not page.get_by_text("Timeplan svarer langsomt.").is_visible()


def test_who_is_busy_is_asked_again(dorte):
    page = dorte(viewport=PHONE)
    page.clock.install()
    connection, slots = find_connection("timeplan"), bulkheads.slots
    taken = []
    while slot := slots.take(connection.pk):
        taken.append(slot)
    address = find_address("timeplan")
    try:
        with page.expect_response(f"**{address}") as busy:
            page.goto("/")
        assert busy.value.status == 503
    finally:
        for slot in taken:
            slot.give_back()
    with page.expect_response(f"**{address}") as again:
        page.clock.fast_forward(5000)
    assert again.value.status == 200
    wait_for_boxes(page)
    assert "Dansk" in find_box(page, "Timeplan").inner_text()


def test_boxes_come_where_the_browser_keeps_nothing(dorte):
    page, said = dorte(viewport=PHONE), []
    page.on("pageerror", lambda error: said.append(error.message))
    page.add_init_script(REFUSING)
    page.goto("/")
    assert "Meld Bo syg" in " ".join(wait_for_boxes(page))
    with pytest.raises(Error, match="nothing is kept"):
        page.evaluate("() => localStorage")
    assert said == []


def find_address(system):
    """Where the box of a system comes from."""
    return reverse("box", args=[find_connection(system).pk, BOXES[system][2]])
