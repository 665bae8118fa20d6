"""Signing out by SAML 2.0, in both directions."""

import base64
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from onelogin.saml2.logout_request import OneLogin_Saml2_Logout_Request
from onelogin.saml2.logout_response import OneLogin_Saml2_Logout_Response
from onelogin.saml2.response import OneLogin_Saml2_Response
from onelogin.saml2.utils import OneLogin_Saml2_Utils

from sandbox.servers.unilogin.keys import SigningKey
from sandbox.servers.unilogin.saml_redirects import make_address
from tests.sandbox.unilogin.browsing import Visitor
from tests.sandbox.unilogin.requesting import Requester, sign_in
from tests.sandbox.unilogin.test_saml_requests import refuse


def make_logout(
    requester: Requester, response: OneLogin_Saml2_Response, **changes: str
) -> OneLogin_Saml2_Logout_Request:
    values = {
        "name_id": response.get_nameid(),
        "session_index": response.get_session_index(),
        **changes,
    }
    return OneLogin_Saml2_Logout_Request(requester.make_settings(), **values)


def make_slo_address(requester: Requester, request: OneLogin_Saml2_Logout_Request) -> str:
    address, xml = f"{requester.provider}/saml/slo", request.get_xml().encode()
    return make_address(address, "SAMLRequest", xml, key=requester.key, relay_state="back")


def is_signed_in(requester: Requester, visitor: Visitor) -> bool:
    heard = visitor.open(requester.make_sso_address(requester.make_request()))
    return "SAMLResponse" in heard.text


def check_signature(requester: Requester, address: str) -> bool:
    """Whether the query is signed by the provider, as python3-saml reads it."""
    query, _, signature = urlsplit(address).query.partition("&Signature=")
    value = dict(parse_qsl(f"Signature={signature}"))["Signature"]
    certificate = requester.make_settings().get_idp_cert()
    return OneLogin_Saml2_Utils.validate_binary_sign(query, base64.b64decode(value), certificate)


def test_the_portal_signs_out_here_and_is_answered(requester: Requester, visitor: Visitor) -> None:
    response = sign_in(requester, visitor)
    assert is_signed_in(requester, visitor)
    request = make_logout(requester, response)
    heard = visitor.open(make_slo_address(requester, request))
    location = heard.headers["location"]
    assert location.startswith(f"{requester.logout}?SAMLResponse=")
    assert check_signature(requester, location)
    data = requester.make_data(location)
    assert data["get_data"]["RelayState"] == "back"
    settings = requester.make_settings(wantMessagesSigned=True)
    answer = OneLogin_Saml2_Logout_Response(settings, data["get_data"]["SAMLResponse"])
    assert answer.is_valid(data, request_id=request.id, raise_exceptions=True)
    assert answer.get_status().endswith(":Success")
    assert not is_signed_in(requester, visitor)


@pytest.mark.parametrize("changes", [{"name_id": "x"}, {"session_index": "x"}])
def test_a_sign_out_of_another_session_ends_none(
    requester: Requester, visitor: Visitor, changes: dict[str, str]
) -> None:
    response = sign_in(requester, visitor)
    visitor.open(make_slo_address(requester, make_logout(requester, response, **changes)))
    assert is_signed_in(requester, visitor)


def test_a_sign_out_without_the_portals_signature_ends_none(
    requester: Requester, visitor: Visitor, foreign_key: SigningKey
) -> None:
    response = sign_in(requester, visitor)
    foreign = replace(requester, key=foreign_key)
    refuse(visitor, make_slo_address(foreign, make_logout(requester, response)))
    assert is_signed_in(requester, visitor)


def test_signing_out_here_asks_the_portal_to_do_so_too(
    requester: Requester, visitor: Visitor
) -> None:
    response = sign_in(requester, visitor)
    page = visitor.open(f"{requester.provider}/log-ud")
    heard = visitor.choose(page, requester.provider)
    location = heard.headers["location"]
    assert location.startswith(f"{requester.logout}?SAMLRequest=")
    assert check_signature(requester, location)
    data = requester.make_data(location)
    settings = requester.make_settings(wantMessagesSigned=True)
    request = OneLogin_Saml2_Logout_Request(settings, data["get_data"]["SAMLRequest"])
    assert request.is_valid(data, raise_exceptions=True)
    xml = request.get_xml()
    assert OneLogin_Saml2_Logout_Request.get_nameid(xml) == response.get_nameid()
    assert OneLogin_Saml2_Logout_Request.get_session_indexes(xml) == [response.get_session_index()]
    answer = OneLogin_Saml2_Logout_Response(settings)
    answer.build(request.id)
    back = make_address(
        f"{requester.provider}/saml/slo",
        "SAMLResponse",
        answer.get_xml().encode(),
        key=requester.key,
        relay_state=data["get_data"]["RelayState"],
    )
    assert "Du er logget ud" in visitor.open(back).text
    assert not is_signed_in(requester, visitor)
