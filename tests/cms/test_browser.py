"""The portal in a real browser: what Back shows after signing out, and what axe finds."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from core.access.operations import Holding, replace_holdings
from core.login.models import Session
from core.people.models import Person

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

PASSWORD = "et godt kodeord"
SECRET = "Kun for personalet på Egesøskolen"


@pytest.fixture
def school(egesoeskolen, make_page, make_news):
    person = Person.objects.create_user("anna0001", PASSWORD, first_name="Anna")
    replace_holdings({person.pk: [Holding(key="998101/staff")]})
    make_news(egesoeskolen.home, "Nyt til personalet", summary="Husk mødet på torsdag.")
    body = [
        ("text", f"<p>{SECRET}</p><ul><li>Et punkt</li></ul>"),
        ("heading", {"text": "Et afsnit", "level": "2"}),
    ]
    make_page(egesoeskolen.home, "Personaleside", body=body)
    return egesoeskolen


@pytest.fixture
def page(browser, live_server, school):
    context = browser.new_context(base_url=live_server.url, locale="da-DK")
    yield context.new_page()
    context.close()


def sign_in(page):
    page.goto(reverse("login"))
    page.fill("#username", "anna0001")
    page.fill("#password", PASSWORD)
    page.click("form[aria-labelledby=log-in] button")
    page.wait_for_selector("h1")


def open_secret(page):
    page.goto("/lindesoe/egesoeskolen/personaleside/")
    assert SECRET in page.inner_text("main")


def go_back(page):
    """As the button does; a page that the browser kept alive comes back without loading."""
    page.evaluate("history.back()")
    page.wait_for_timeout(1000)


def test_back_shows_nothing_after_signing_out(page):
    sign_in(page)
    open_secret(page)
    page.goto("/")
    go_back(page)
    assert SECRET in page.inner_text("main"), "Back shows the page while signed in"
    page.click("details.person summary")
    page.click("details.person form button.row")
    page.wait_for_selector("text=Du er logget ud")
    go_back(page)
    page.wait_for_selector("#username")
    assert SECRET not in page.content()


def test_back_shows_nothing_after_the_session_timed_out(page):
    sign_in(page)
    open_secret(page)
    page.goto("/")
    Session.objects.all().delete()
    page.reload()
    page.wait_for_selector("#username")
    go_back(page)
    page.wait_for_selector("#username")
    assert SECRET not in page.content()


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "light"), (1280, "dark")])
def test_axe_finds_nothing_wrong(page, language, width, scheme):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    Person.objects.update(language=language)
    page.goto(reverse("login"))
    found = [Axe().run(page)]
    sign_in(page)
    for address in ("/", "/lindesoe/egesoeskolen/", "/lindesoe/egesoeskolen/personaleside/",
                    "/lindesoe/egesoeskolen/nyt-til-personalet/", "/dine-oplysninger/",
                    "/lindesoe/egesoeskolen/dokumenter/", "/lindesoe/findes-ikke/",
                    "/soeg/?q=personale", "/soeg/?q=xyzzy", "/soeg/", "/kalender/",
                    "/steder/"):  # fmt: skip
        page.goto(address)
        assert page.locator("html").get_attribute("lang") == language
        found.append(Axe().run(page))
    assert [result.generate_report() for result in found if result.violations_count] == []
    assert all(result.response["passes"] for result in found)
