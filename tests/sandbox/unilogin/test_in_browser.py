"""The pages in a real browser: nothing is held up by their policy, and everybody can use them."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from sandbox.servers.exchange import HTML, Question, Reply
from tests.sandbox.unilogin.browsing import Broker, Portal
from tests.sandbox.unilogin.requesting import Requester

pytestmark = pytest.mark.services


class NamedPortal(Portal):
    """At `localhost`, so that the provider at its number is another site; leads on to a page."""

    @property
    def address(self) -> str:
        return self.server.address.replace("127.0.0.1", "localhost")

    def _answer(self, question: Question) -> Reply:
        if question.path.endswith("/svar/"):
            return Reply(status=303, headers={"Location": "/home"})
        if question.path == "/home":
            return Reply(body=b"<h1>At home</h1>", content_type=HTML)
        return super()._answer(question)


@pytest.fixture
def portal() -> Iterator[Portal]:
    played = NamedPortal()
    played.server.start()
    yield played
    played.server.stop()


def test_both_protocols_lead_home(broker: Broker, requester: Requester, browser_page: Any) -> None:
    browser_page.goto(requester.make_sso_address(requester.make_request()))
    browser_page.get_by_role("button", name="Dorte Kjeldby").click()
    browser_page.wait_for_url("**/home")
    # Nobody is asked again, whichever the protocol.
    browser_page.goto(broker.make_address())
    browser_page.wait_for_url("**/home")
    browser_page.goto(broker.make_address(prompt="login"))
    browser_page.get_by_role("button", name="Annuller").click()
    browser_page.wait_for_url("**/home")


def test_without_scripts_there_is_a_button(requester: Requester, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(requester.make_sso_address(requester.make_request()))
    page.get_by_role("button", name="Bo Kjeldby Ravn").click()
    page.get_by_role("button", name="Continue to the portal").click()
    page.wait_for_url("**/home")
    context.close()


def test_the_enter_key_sends_what_was_typed(broker: Broker, browser_page: Any) -> None:
    browser_page.goto(broker.make_address())
    browser_page.get_by_text("En, der ikke står på listen").click()
    browser_page.get_by_label("Unilogin-id").fill("nobody01")
    browser_page.keyboard.press("Enter")
    browser_page.wait_for_url("**/home")
    browser_page.goto(f"{broker.root}/log-ud")
    assert "nobody01" in browser_page.inner_text("main")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_fit_and_can_be_used_by_all(
    broker: Broker, browser: Any, scheme: str, width: int
) -> None:
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 800}, locale="da-DK"
    )
    page = context.new_page()
    for address in (
        broker.make_address(acr_values="ToFaktor"), f"{broker.root}/", f"{broker.root}/log-ud",
    ):  # fmt: skip
        page.goto(address)
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
    context.close()
