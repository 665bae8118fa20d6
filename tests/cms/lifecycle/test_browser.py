"""The review of pages in a real browser: reached from the front page, on a telephone too."""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone

from core.people.models import Person

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

PASSWORD = "et godt kodeord"


@pytest.fixture
def henriks(browser, live_server, henrik, anna, make_owned):
    """Opens a browser in which Henrik is signed in, who leads a school with overdue pages."""
    person = Person.objects.get(pk=henrik.pk)
    person.set_password(PASSWORD)
    person.save()
    today = timezone.localdate()
    make_owned(henrik, "Værdiregelsæt og antimobbestrategi", today - timedelta(days=3))
    make_owned(henrik, "Madplan", today + timedelta(days=9))
    make_owned(henrik, "Ferieplan", today + timedelta(days=200))
    make_owned(anna, "Lejrskole i 6. klasse", today - timedelta(days=20))
    contexts = []

    def open_browser(**named):
        context = browser.new_context(base_url=live_server.url, locale="da-DK", **named)
        contexts.append(context)
        page = context.new_page()
        page.goto(reverse("login"))
        page.fill("#username", henrik.unilogin)
        page.fill("#password", PASSWORD)
        page.click("form[aria-labelledby=log-in] button")
        page.wait_for_selector(".person")
        return page

    yield open_browser
    for context in contexts:
        context.close()


def list_violations(page):
    return [item["id"] for item in Axe().run(page).response["violations"]]


def is_too_wide(page):
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")


@pytest.mark.parametrize("width", [320, 1440])
def test_a_page_is_reviewed_from_the_front_page_without_scripts(henriks, width):
    page = henriks(viewport={"width": width, "height": 800}, java_script_enabled=False)
    page.goto("/")
    page.get_by_role("link", name="Gennemgå 2 sider").click()
    page.get_by_role("button", name=re.compile("Gennemgået.*Madplan")).click()
    assert "»Madplan« er gennemgået." in page.inner_text("main")
    page.get_by_role("link", name="Lejrskole i 6. klasse", exact=True).click()
    page.fill("input[name=review_by]", f"{timezone.localdate() + timedelta(days=40)}")
    page.get_by_role("button", name="Gennemgå senere").click()
    assert "bliver gennemgået senere" in page.inner_text("main")


@pytest.mark.parametrize("width", [320, 1440])
def test_the_screens_fit_and_are_accessible(henriks, width):
    page = henriks(viewport={"width": width, "height": 800})
    page.goto(reverse("reviews"))
    assert (list_violations(page), is_too_wide(page)) == ([], False)
    page.get_by_role("link", name="Lejrskole i 6. klasse", exact=True).click()
    assert (list_violations(page), is_too_wide(page)) == ([], False)
    page.get_by_role("link", name="Arkiver").click()
    assert (list_violations(page), is_too_wide(page)) == ([], False)
    page.get_by_role("button", name="Arkiver").click()
    page.get_by_role("link", name=re.compile("Udgiv igen.*Lejrskole")).click()
    assert (list_violations(page), is_too_wide(page)) == ([], False)
