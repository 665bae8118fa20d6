"""The portal as a requester of SAML 2.0, played by python3-saml."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from lxml import html
from onelogin.saml2.authn_request import OneLogin_Saml2_Authn_Request
from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser
from onelogin.saml2.response import OneLogin_Saml2_Response
from onelogin.saml2.settings import OneLogin_Saml2_Settings

from sandbox.servers.unilogin.keys import SigningKey
from sandbox.servers.unilogin.saml_redirects import make_address
from tests.sandbox.asking import Heard, ask
from tests.sandbox.unilogin.browsing import Portal, Visitor

POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"


@dataclass(frozen=True, kw_only=True)
class Requester:
    """The portal as python3-saml plays it."""

    portal: Portal
    provider: str
    key: SigningKey
    published: SigningKey

    @property
    def entity_id(self) -> str:
        return f"{self.portal.address}/log-ind/saml/metadata"

    @property
    def consumer(self) -> str:
        return f"{self.portal.address}/log-ind/saml/svar/"

    @property
    def logout(self) -> str:
        return f"{self.portal.address}/log-ind/saml/log-ud/"

    def make_settings(self, **security: Any) -> OneLogin_Saml2_Settings:
        provider = ask(f"{self.provider}/saml/metadata")
        values = OneLogin_Saml2_IdPMetadataParser.parse(provider.body)
        values["sp"] = {
            "entityId": self.entity_id,
            "assertionConsumerService": {"url": self.consumer, "binding": POST},
            "singleLogoutService": {"url": self.logout, "binding": REDIRECT},
            "NameIDFormat": "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
            "x509cert": self.published.certificate,
            "privateKey": self.key.private,
        }
        values["strict"] = True
        values["security"] = {
            "authnRequestsSigned": True,
            "wantAssertionsSigned": True,
            "wantAssertionsEncrypted": True,
            "wantNameId": True,
            "rejectDeprecatedAlgorithm": True,
            "requestedAuthnContext": False,
            **security,
        }
        return OneLogin_Saml2_Settings(values)

    def make_request(self, **options: Any) -> OneLogin_Saml2_Authn_Request:
        context = options.pop("requestedAuthnContext", False)
        settings = self.make_settings(requestedAuthnContext=context)
        return OneLogin_Saml2_Authn_Request(settings, **options)

    def make_sso_address(self, request: OneLogin_Saml2_Authn_Request, state: str = "state") -> str:
        xml = request.get_xml().encode()
        address = f"{self.provider}/saml/sso"
        return make_address(address, "SAMLRequest", xml, key=self.key, relay_state=state)

    def read(self, heard: Heard) -> OneLogin_Saml2_Response:
        settings = self.make_settings()
        return OneLogin_Saml2_Response(settings, read_fields(heard)["SAMLResponse"])

    def make_data(self, address: str, **values: str) -> dict[str, Any]:
        parts = urlsplit(address)
        return {
            "https": "off",
            "http_host": parts.netloc,
            "script_name": parts.path,
            "get_data": dict(parse_qsl(parts.query)),
            "post_data": values,
        }

    def require_valid(self, heard: Heard, request_id: str) -> OneLogin_Saml2_Response:
        response = self.read(heard)
        data = self.make_data(self.consumer, **read_fields(heard))
        assert response.is_valid(data, request_id=request_id, raise_exceptions=True)
        return response


def read_fields(heard: Heard) -> dict[str, str]:
    (form,) = html.fromstring(heard.text).forms
    return {row.get("name"): row.get("value") for row in form.xpath(".//input")}


def sign_in(requester: Requester, visitor: Visitor) -> OneLogin_Saml2_Response:
    address = requester.make_sso_address(requester.make_request())
    return requester.read(visitor.sign_in(address, person="dorte001"))
