"""A real browser keeps the providers' cookies and runs their scripts, on plain HTTP."""

import base64
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.services.keycloak.clients import PortalAtBroker
from tests.services.keycloak.server import Keycloak
from tests.services.keycloak.sign_in import CodeFlow
from tests.services.listener import Listener, listening
from tests.services.saml_idp.server import PERSISTENT, SamlIdp
from tests.services.saml_service import SamlService
from tests.services.web import fetch

pytestmark = pytest.mark.services


@pytest.fixture
def portal() -> Iterator[Listener]:
    with listening({"/back": "signed in"}) as listener:
        yield listener


def test_keycloak_signs_in_by_both_steps(
    keycloak: Keycloak, portal: Listener, browser_page: Any
) -> None:
    keycloak.connect(PortalAtBroker(address=portal.address, callback="/back"))
    flow = CodeFlow(keycloak=keycloak, callback=f"{portal.address}/back")

    browser_page.goto(flow.write_request(acr_values="ToFaktor"))
    browser_page.fill("#username", "ida00001")
    browser_page.fill("#password", keycloak.password)
    browser_page.click("#kc-login")
    browser_page.fill("#otp", keycloak.give_code())
    browser_page.click("#kc-login")
    browser_page.wait_for_url(f"{portal.address}/back?**")

    assert "code=" in browser_page.url


def test_saml_idp_sends_its_form_by_itself(
    start_saml_idp: Callable[..., SamlIdp], portal: Listener, browser_page: Any
) -> None:
    provider = start_saml_idp(
        entity_id=f"{portal.address}/metadata.xml",
        answer_to=f"{portal.address}/svar",
        logout_at=f"{portal.address}/log-ud",
        name_id="6f0c2a5e-1",
        attributes={"dk:unilogin:uniid": "kirsten1"},
    )
    service = SamlService(
        entity_id=f"{portal.address}/metadata.xml",
        answer_at=f"{portal.address}/svar",
        logout_at=f"{portal.address}/log-ud",
        metadata=fetch(provider.metadata).text,
    )

    browser_page.goto(service.write_request())
    browser_page.get_by_role("button", name="Sign In").click()
    path, sent = portal.posts.get(timeout=20)

    assert path == "/svar"
    assert PERSISTENT in base64.b64decode(sent["SAMLResponse"]).decode()
