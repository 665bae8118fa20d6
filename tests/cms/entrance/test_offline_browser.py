"""The worker in a real browser: what it keeps, and what stands there without network."""

import pytest

from core.access.operations import Holding, replace_holdings
from core.people.models import Person

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(browser, live_server, egesoeskolen):
    person = Person.objects.create_user("anna0001", "et godt kodeord", first_name="Anna")
    replace_holdings({person.pk: [Holding(key="998101/staff")]})
    context = browser.new_context(base_url=live_server.url, locale="da-DK")
    yield context.new_page()
    context.close()


def test_without_network_the_one_page_is_shown_and_nothing_else_was_kept(page):
    page.goto("/log-ind/")
    page.fill("#username", "anna0001")
    page.fill("#password", "et godt kodeord")
    page.click("form[aria-labelledby=log-in] button")
    page.wait_for_selector("h1")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.goto("/lindesoe/egesoeskolen/")
    page.goto("/")
    kept = page.evaluate(
        """async () => {
          const names = await caches.keys();
          const lists = await Promise.all(
            names.map(async (name) => (await (await caches.open(name)).keys()).map((r) => r.url)));
          return lists.flat().map((url) => new URL(url).pathname).sort();
        }"""
    )
    assert len(kept) == 2
    assert kept[0].startswith("/static/themes/offline")
    assert kept[1] == "/uden-net/"
    page.context.set_offline(True)
    page.goto("/lindesoe/egesoeskolen/")
    assert "Du har ikke noget net lige nu" in page.inner_text("main")
    assert "Anna" not in page.content()
