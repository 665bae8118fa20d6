"""Another provider of SAML than Keycloak answers a service's request with a valid assertion."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.services.certificates import make_key_pair
from tests.services.saml_idp.server import PERSISTENT, SamlIdp
from tests.services.saml_service import SamlService
from tests.services.web import Form, Visitor, fetch

pytestmark = pytest.mark.services

PORTAL = "http://localhost:8999/log-ind/saml/klitnaes"
TOLD = {
    "dk:unilogin:uniid": "kirsten1",
    "dk:unilogin:loa": "ToFaktor",
    "dk:unilogin:aktoergruppe": "Medarbejder",
}


@pytest.fixture
def provider(start_saml_idp: Callable[..., SamlIdp]) -> SamlIdp:
    return start_saml_idp(
        entity_id=f"{PORTAL}/metadata.xml",
        answer_to=f"{PORTAL}/svar",
        logout_at=f"{PORTAL}/log-ud",
        name_id="6f0c2a5e-1",
        attributes=TOLD,
        level="dk:unilogin:loa:ToFaktor",
    )


@pytest.fixture
def service(provider: SamlIdp) -> SamlService:
    return SamlService(
        entity_id=f"{PORTAL}/metadata.xml",
        answer_at=f"{PORTAL}/svar",
        logout_at=f"{PORTAL}/log-ud",
        metadata=fetch(provider.metadata).text,
        encrypted=False,
        signed_messages=False,
    )


def sign_in(service: SamlService) -> Form:
    """The form that brings the assertion, once the person has pressed the button."""
    visitor = Visitor()
    page = visitor.get(service.write_request())
    chosen = next(form for form in page.forms if form.action.endswith("/signin"))
    # A script of the page chooses it in a browser.
    (form,) = visitor.send(chosen, nameIdFormat=PERSISTENT).forms
    return form


def test_assertion_is_signed_and_tells_what_was_configured(service: SamlService) -> None:
    auth = service.read_answer(sign_in(service))

    assert (auth.get_nameid(), auth.get_nameid_format()) == ("6f0c2a5e-1", PERSISTENT)
    assert auth.get_attributes() == {name: [value] for name, value in TOLD.items()}
    assert auth.get_last_authn_contexts() == ["dk:unilogin:loa:ToFaktor"]


def test_assertion_is_valid_by_the_key_of_this_run_alone(service: SamlService) -> None:
    form = sign_in(service)
    own, other = fetch_certificate(service), make_key_pair("a stranger").body
    stranger = replace(service, metadata=service.metadata.replace(own, other))

    with pytest.raises(ValueError, match=r"(?i)signature"):
        stranger.read_answer(form)
    assert service.read_answer(form).get_nameid()


def fetch_certificate(service: SamlService) -> str:
    """The certificate in the provider's metadata."""
    return service.metadata.partition("<X509Certificate>")[2].partition("</X509Certificate>")[0]
