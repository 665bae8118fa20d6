"""Signing out in a real browser: what Back shows, what stays in the browser, what counts as use."""

import os
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse

from core.login.models import Session
from tests.cms.test_browser import SECRET, go_back, open_secret, school, sign_in

__all__ = ["school"]

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

HELD = "Anna"
PRIVATE = {
    "a page": ("/lindesoe/egesoeskolen/personaleside/", SECRET),
    "your information": ("/dine-oplysninger/", HELD),
    "where you are logged in": ("/dine-oplysninger/logget-ind/", HELD),
}


@pytest.fixture
def without_kept_pages(browser):
    """The same browser as it is where Back loads every page again."""
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    started = browser.browser_type.launch(
        executable_path=os.environ["INDGANG_TEST_BROWSER"],
        args=[*arguments, "--disable-back-forward-cache"],
    )
    yield started
    started.close()


@pytest.fixture
def open_window(live_server, school):
    """Opens windows without anybody's cookies, in a browser of choice."""
    contexts = []

    def open_one(of):
        context = of.new_context(base_url=live_server.url, locale="da-DK")
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture(params=["pages kept for Back", "pages loaded again"])
def page(request, browser, open_window):
    kept = request.param == "pages kept for Back"
    return open_window(browser if kept else request.getfixturevalue("without_kept_pages"))


def sign_out(page):
    page.click("details.person summary")
    page.click("details.person form button.row")
    page.wait_for_selector("text=Du er logget ud")


@pytest.mark.parametrize(("address", "shown"), PRIVATE.values(), ids=PRIVATE)
def test_SAML_44_back_shows_nothing_private_after_signing_out(page, address, shown):
    sign_in(page)
    page.goto(address)
    assert shown in page.content()
    page.goto("/")
    go_back(page)
    assert shown in page.content(), "Back shows it while signed in"
    page.goto("/")
    sign_out(page)
    for _ in range(2):
        go_back(page)
        page.wait_for_selector("#username")
        assert shown not in page.content()


def test_SAML_44_back_shows_nothing_when_the_session_was_ended_elsewhere(
    page, browser, open_window
):
    sign_in(page)
    open_secret(page)
    telephone = open_window(browser)
    sign_in(telephone)
    telephone.goto(reverse("open_sessions"))
    telephone.get_by_role("button", name="Log ud der").click()
    telephone.wait_for_selector("text=Du er logget ud der.")
    page.goto("/")
    page.wait_for_selector("#username")
    go_back(page)
    page.wait_for_selector("#username")
    assert SECRET not in page.content()


def test_nothing_of_the_session_stays_in_the_browser(page):
    page.goto(reverse("login"))
    page.click("text=English")
    page.wait_for_selector("html[lang=en]")
    sign_in(page)
    page.evaluate("localStorage.setItem('draft', 'kept'); sessionStorage.setItem('draft', 'kept')")
    page.evaluate("caches.open('kept').then((cache) => cache.add('/uden-net/'))")
    page.reload()
    assert page.evaluate("localStorage.getItem('draft')") == "kept"
    cookies = {cookie["name"]: cookie for cookie in page.context.cookies()}
    # A shared device: over when the browser is closed.
    assert cookies[settings.SESSION_COOKIE_NAME]["expires"] == -1
    page.click("details.person summary")
    page.click("details.person form button.row")
    page.wait_for_selector("text=Du er logget ud")
    names = {cookie["name"] for cookie in page.context.cookies()}
    assert settings.SESSION_COOKIE_NAME not in names
    # What is nobody's stays: the language, for whoever comes next.
    assert "sprog" in names
    assert page.evaluate("localStorage.getItem('draft')") is None
    assert "kept" not in page.evaluate("caches.keys()")


def test_opening_a_page_counts_as_use_also_through_the_worker_and_a_box_does_not(page):
    sign_in(page)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    assert page.evaluate("navigator.serviceWorker.controller !== null")

    def age():
        row = Session.objects.get()
        earlier = row.seen_at - timedelta(minutes=30)
        Session.objects.update(seen_at=earlier)
        return earlier

    earlier = age()
    page.evaluate("fetch('/bokse/', { headers: { Accept: 'text/html' } }).then((a) => a.text())")
    assert Session.objects.get().seen_at == earlier
    page.goto("/lindesoe/egesoeskolen/personaleside/")
    assert Session.objects.get().seen_at > earlier
