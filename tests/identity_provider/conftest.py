"""One provider, one recipient who checks with python3-saml, and one honest answer between them."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from onelogin.saml2.response import OneLogin_Saml2_Response
from onelogin.saml2.settings import OneLogin_Saml2_Settings

from tests.identity_provider.answers import Answer, IdentityProvider
from tests.identity_provider.keys import KeyPair, make_key_pair
from tests.identity_provider.responses import encode_post
from tests.identity_provider.wrapping import Evil

HOST = "portal.example.dk"
ACS = f"https://{HOST}/acs"
SLS = f"https://{HOST}/sls"
ENTITY_ID = f"https://{HOST}/saml"
REQUEST = "_request"
STRICT = {
    "wantAssertionsSigned": True,
    "wantNameId": True,
    "requestedAuthnContext": False,
    "rejectDeprecatedAlgorithm": True,
    "authnRequestsSigned": True,
    "logoutRequestSigned": True,
    "logoutResponseSigned": True,
}

Check = Callable[..., OneLogin_Saml2_Response]


@pytest.fixture
def provider() -> IdentityProvider:
    return IdentityProvider(
        entity_id="https://login.example.dk/saml",
        key_pair=make_key_pair("provider"),
        sso_address="https://login.example.dk/sso",
        slo_address="https://login.example.dk/slo",
    )


@pytest.fixture
def recipient() -> KeyPair:
    """The portal's key, for which assertions are encrypted."""
    return make_key_pair("recipient")


@pytest.fixture
def honest(provider: IdentityProvider) -> Answer:
    return provider.answer(
        now=datetime.now(UTC),
        name_id="uni1234",
        acs_address=ACS,
        audience=ENTITY_ID,
        in_response_to=REQUEST,
        attributes={"mail": ("karen@skolen.example",), "role": ("guardian", "staff")},
    )


@pytest.fixture
def evil() -> Evil:
    return Evil(name_id="rektor", attributes={"role": ("admin",)})


@pytest.fixture
def settings_of_recipient(provider: IdentityProvider, recipient: KeyPair) -> dict[str, Any]:
    """Settings of python3-saml that leave nothing unchecked."""
    return {
        "strict": True,
        "debug": False,
        "sp": {
            "entityId": ENTITY_ID,
            "assertionConsumerService": {"url": ACS},
            "singleLogoutService": {"url": SLS},
            "x509cert": recipient.certificate_text,
            "privateKey": recipient.private_pem.decode(),
        },
        "idp": {
            "entityId": provider.entity_id,
            "singleSignOnService": {"url": provider.sso_address},
            "singleLogoutService": {"url": provider.slo_address},
            "x509cert": provider.key_pair.certificate_text,
        },
        "security": STRICT,
    }


@pytest.fixture
def check(settings_of_recipient: dict[str, Any]) -> Check:
    """Checks a Response as the recipient does: raises, or returns what python3-saml read."""

    def run(xml: bytes, **security: bool) -> OneLogin_Saml2_Response:
        settings = OneLogin_Saml2_Settings(
            {**settings_of_recipient, "security": {**STRICT, **security}}
        )
        response = OneLogin_Saml2_Response(settings, encode_post(xml))
        request = {"https": "on", "http_host": HOST, "script_name": "/acs"}
        response.is_valid(request, request_id=REQUEST, raise_exceptions=True)
        return response

    return run
