"""The whole way in a real browser: a passkey by a virtual authenticator, and an app with codes."""

from urllib.parse import urlsplit

import pyotp
import pytest
from django.urls import reverse
from django.utils import timezone

from core.login.local.models import Passkey
from core.login.local.operations import invite_guardian
from core.people.models import Person
from tests.core.login.local.conftest import KEYS, PASSWORD, SET_UP, SIGN_IN

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}
NEW = "helt nye ord til kodeordet"


@pytest.fixture
def open_page(browser, live_server, settings):
    """Opens a page in a browser of its own, with or without a device that holds passkeys."""
    # Passkeys belong to a name, and an address in numbers has none.
    port = urlsplit(live_server.url).port
    settings.WAGTAILADMIN_BASE_URL = f"http://localhost:{port}"
    contexts = []

    def open_page(*, with_passkeys=True, **named):
        context = browser.new_context(
            base_url=settings.WAGTAILADMIN_BASE_URL, locale="da-DK", viewport=PHONE, **named
        )
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        if with_passkeys:
            add_device(page)
        return page

    yield open_page
    for context in contexts:
        context.close()


def add_device(page):
    """A device with a fingerprint reader, on which the finger always lies."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


@pytest.fixture
def link(bente, school):
    henrik = Person.objects.create_user("henrik01", first_name="Henrik")
    made = invite_guardian(bente, institution=school, made_by=henrik, now=timezone.now())
    return reverse("local_invitation", kwargs={"secret": made.secret})


def choose_password(page, link):
    page.goto(link)
    page.fill("[name=password]", NEW)
    page.fill("[name=again]", NEW)
    page.click("main button")
    page.wait_for_url(f"**{SET_UP}")


def type_password(page, unilogin, password):
    page.goto(SIGN_IN)
    page.fill("[name=username]", unilogin)
    page.fill("[name=password]", password)
    page.click("form[aria-labelledby=by-password] button")


def log_out(page):
    page.click(".person summary")
    page.click(".person form[action$='log-ud/'] button")
    page.wait_for_selector("text=Du er logget ud")


def test_invited_person_sets_up_a_passkey_and_signs_in_by_it_alone(open_page, link):
    page = open_page()
    choose_password(page, link)
    page.click("form[aria-labelledby=passkey] button")
    page.wait_for_selector(".recovery li")
    assert page.locator(".recovery li").count() == 10
    page.click("main a.button")
    page.wait_for_selector(".person")
    log_out(page)
    # The browser may offer the passkey before anybody presses the button.
    page.goto(SIGN_IN)
    button = page.locator("form[aria-labelledby=by-passkey] button")
    if urlsplit(page.url).path == SIGN_IN and button.is_visible():
        button.click(no_wait_after=True)
    page.wait_for_selector(".person")
    assert Passkey.objects.get().used_at
    # A second one, with a name, on the page of one's own keys.
    page.goto(KEYS)
    assert page.locator(".key h3").all_inner_texts() == ["Min første adgangsnøgle"]


def test_app_with_codes_on_a_device_without_passkeys(open_page, link):
    page = open_page(with_passkeys=False)
    choose_password(page, link)
    page.click("form[aria-labelledby=app] summary")
    secret = page.inner_text(".secret").replace(" ", "")
    page.fill("form[aria-labelledby=app] [name=code]", pyotp.TOTP(secret).now())
    page.click("form[aria-labelledby=app] button")
    recovery = page.locator(".recovery li").first.inner_text()
    page.click("main a.button")
    page.wait_for_selector(".person")
    log_out(page)
    type_password(page, "bente001", NEW)
    page.fill("[name=code]", recovery)
    page.click("form[aria-labelledby=by-code] button")
    page.wait_for_selector(".person")
    assert "9" in page.inner_text(".messages")


def test_wrong_password_says_so_and_keeps_the_name(open_page, operator):
    page = open_page(with_passkeys=False)
    type_password(page, "drift001", "forkert")
    page.wait_for_selector("[role=alert]")
    assert page.input_value("[name=username]") == "drift001"
    type_password(page, "drift001", PASSWORD)
    page.wait_for_selector("form[aria-labelledby=by-code]")


def test_pages_fit_a_phone_and_break_no_policy(open_page, link):
    page, complaints = open_page(), []
    page.on("console", lambda message: complaints.append(message.text))
    for address in (SIGN_IN, link):
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= PHONE["width"]
    choose_password(page, link)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert [text for text in complaints if "Content Security Policy" in text] == []
