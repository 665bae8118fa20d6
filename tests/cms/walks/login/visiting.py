"""One browser, and what somebody does in it at the portal and at Keycloak."""

import re
from dataclasses import dataclass
from typing import Any

from axe_playwright_python.sync_playwright import Axe

from tests.services.keycloak.server import Keycloak

LOG_IN = "/log-ind/"
PROTECTED = "/lindesoe/egesoeskolen/elevplaner/"


@dataclass(kw_only=True)
class Walk:
    """A page of Playwright's, with the steps that several walks have in common."""

    page: Any

    def press_way(self, words: str, *, at: str = LOG_IN) -> None:
        """Presses a button of the page to sign in on."""
        self.page.goto(at)
        self.page.get_by_role("link", name=words).click()

    def fill_in_password(self, keycloak: Keycloak, unilogin: str) -> None:
        """Answers Keycloak's first page."""
        self.page.fill("#username", unilogin)
        self.fill_in_password_alone(keycloak)

    def fill_in_password_alone(self, keycloak: Keycloak) -> None:
        """Answers Keycloak's page for somebody whom it still knows."""
        self.page.fill("#password", keycloak.password)
        self.page.click("#kc-login")

    def fill_in_code(self, keycloak: Keycloak) -> None:
        """Answers Keycloak's page for the second step."""
        self.page.fill("#otp", keycloak.give_code())
        self.page.click("#kc-login")

    def wait_for_portal(self, path: str = "/") -> None:
        """Waits until the portal shows a page at this path."""
        self.page.wait_for_url(re.compile(rf"^http://localhost:\d+{re.escape(path)}$"))

    def wait_for_portal_page(self) -> None:
        """Waits until the portal shows a page, whichever."""
        self.page.wait_for_url(re.compile(r"^http://localhost:\d+/"))

    def is_in(self) -> bool:
        """Whether somebody is signed in at the portal."""
        self.page.goto("/")
        return bool(self.page.locator(".person").count())

    def sign_out(self) -> None:
        """Signs out by the person's menu."""
        self.page.goto("/")
        self.page.click(".person summary")
        self.page.get_by_role("button", name="Log ud").click()

    def read(self) -> str:
        """What stands on the page."""
        return str(self.page.inner_text("main"))

    def list_mistakes(self) -> list[str]:
        """What axe finds wrong with the page."""
        return [found["id"] for found in Axe().run(self.page).response["violations"]]
