"""The calendar in a browser: what systems add comes after the page, into the same days."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from cms.models import BasePage, EventPage, InstitutionHome
from tests.cms.walks.boxes.looking import squeeze
from tests.cms.walks.conftest import PHONE
from tests.cms.walks.test_every_page import INLINE, find_wider

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

DESKTOP = {"width": 1440, "height": 900}
THEIRS = "Klippe-klistre-dag"
OWN = ("Adventsmarked", "Budgetmøde", "Sang i kirken")


@pytest.fixture
def own_events(connected):
    """Three events of the portal around the one that Timeplan has for all of the school."""
    home = InstitutionHome.objects.get(home_of__key="998101")
    for title, day in zip(OWN, (26, 28, 30), strict=True):
        event = EventPage(
            title=title,
            starts_on=date(2026, 11, day),
            own_audience=["998101/guardian"],
            live=False,
        )
        BasePage.objects.get(pk=home.pk).add_child(instance=event)
        event.save_revision().publish()


def read_titles(page):
    return [squeeze(text) for text in page.locator(".month-list h3").all_inner_texts()]


def wait_for_systems(page):
    page.locator(".calendar-systems:not([aria-busy])").wait_for(state="attached")


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_what_systems_say_comes_into_the_same_days(dorte, own_events, size):
    page = dorte(viewport=size)
    said = page.goto(reverse("calendar")).text()
    assert THEIRS not in said
    wait_for_systems(page)
    titles = read_titles(page)
    assert [title for title in titles if title in {*OWN, THEIRS}] == [
        "Adventsmarked", THEIRS, "Budgetmøde", "Sang i kirken",
    ]  # fmt: skip
    assert "Fra Timeplan" in page.locator(".month-list li", has_text=THEIRS).inner_text()
    assert page.locator(".month-grid .of-system", has_text=THEIRS).is_visible() == (size != PHONE)
    assert "begivenheder fra jeres systemer er kommet med." in squeeze(
        page.locator(".calendar-systems").text_content()
    )
    assert not INLINE.findall(page.content())
    assert not list(find_wider(page))
    assert Axe().run(page).violations_count == 0


def test_without_scripts_a_link_shows_the_same(dorte, own_events):
    with_scripts = dorte(viewport=PHONE)
    with_scripts.goto(reverse("calendar"))
    wait_for_systems(with_scripts)
    right = read_titles(with_scripts)
    assert THEIRS in right
    page = dorte(viewport=PHONE, java_script_enabled=False)
    page.goto(reverse("calendar"))
    page.get_by_role("link", name="Vis også begivenheder fra jeres systemer").click()
    assert read_titles(page) == right


def test_who_is_down_is_named_and_the_rest_comes(dorte, own_events, switch):
    switch("timeplan", "down")
    page = dorte(viewport=PHONE)
    page.goto(reverse("calendar"))
    page.locator(".calendar-systems").get_by_text("Timeplan svarer ikke lige nu.").wait_for()
    titles = read_titles(page)
    assert THEIRS not in titles
    assert {*OWN, "Vi viser vores instruktioner"} <= set(titles)


def test_what_is_read_and_focused_stays_where_it_is(dorte, own_events):
    page = dorte(viewport={"width": 390, "height": 400})
    held = []
    page.route("**/kalender/systemer/**", lambda route: held.append(route))  # noqa: PLW0108 - Playwright needs a function of ours
    page.goto(reverse("calendar"))
    link = page.get_by_role("link", name="Budgetmøde")
    link.focus()
    page.evaluate("() => scrollTo(0, document.querySelector('#month').offsetTop + 60)")
    before = link.bounding_box()["y"]
    assert THEIRS not in read_titles(page)
    page.wait_for_timeout(100)
    held[0].continue_()
    page.locator(".month-list", has_text=THEIRS).wait_for()
    assert page.evaluate("() => document.activeElement.innerText") == "Budgetmøde"
    assert abs(link.bounding_box()["y"] - before) < 2


def test_without_an_answer_the_portals_own_stands_and_says_so(dorte, own_events):
    page = dorte(viewport=PHONE)
    page.route("**/kalender/systemer/**", lambda route: route.abort())
    page.goto(reverse("calendar"))
    page.get_by_text("Begivenheder fra jeres systemer kan ikke vises lige nu.").wait_for()
    assert read_titles(page)[-3:] == list(OWN)
