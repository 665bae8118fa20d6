"""A service that signs people in by SAML: python3-saml with keys of its own, in strict mode."""

from dataclasses import dataclass, field
from typing import Any

from onelogin.saml2.auth import OneLogin_Saml2_Auth
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Constants
from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser

from tests.services.certificates import KeyPair, make_key_pair
from tests.services.web import Form


@dataclass(kw_only=True)
class SamlService:
    """A service as its provider sees it; `metadata` is that of the provider."""

    entity_id: str
    answer_at: str
    logout_at: str
    metadata: str = ""
    encrypted: bool = True
    signed_messages: bool = True
    keys: KeyPair = field(default_factory=lambda: make_key_pair("a service"))
    asked: str = ""

    def write_request(
        self, *, signed: bool = True, level: str = "", relay_state: str = "where it began"
    ) -> str:
        """Where a person is sent to sign in, by redirect; `level` is the class asked for."""
        auth = self._prepare({}, signed=signed, level=level)
        address = auth.login(return_to=relay_state)
        self.asked = auth.get_last_request_id()
        return address

    def read_answer(self, form: Form) -> OneLogin_Saml2_Auth:
        """What the provider's form brings; raises with the library's reason where it is wrong."""
        assert form.action == self.answer_at, form.action
        auth = self._prepare(form.fields)
        auth.process_response(request_id=self.asked)
        if auth.get_errors():
            raise ValueError(auth.get_last_error_reason())
        return auth

    def write_logout(self, auth: OneLogin_Saml2_Auth) -> str:
        """Where a signed-in person is sent to end the session at the provider."""
        return auth.logout(
            name_id=auth.get_nameid(),
            name_id_format=auth.get_nameid_format(),
            session_index=auth.get_session_index(),
        )

    def _prepare(
        self, fields: dict[str, str], *, signed: bool = True, level: str = ""
    ) -> OneLogin_Saml2_Auth:
        scheme, _, rest = self.answer_at.partition("://")
        host, _, path = rest.partition("/")
        request = {
            "https": "on" if scheme == "https" else "off",
            "http_host": host,
            "script_name": f"/{path}",
            "get_data": {},
            "post_data": fields,
        }
        return OneLogin_Saml2_Auth(request, old_settings=self._describe(signed=signed, level=level))

    def _describe(self, *, signed: bool, level: str) -> dict[str, Any]:
        provider = OneLogin_Saml2_IdPMetadataParser.parse(self.metadata)
        return {
            "strict": True,
            "sp": {
                "entityId": self.entity_id,
                "assertionConsumerService": {
                    "url": self.answer_at,
                    "binding": Constants.BINDING_HTTP_POST,
                },
                "singleLogoutService": {
                    "url": self.logout_at,
                    "binding": Constants.BINDING_HTTP_REDIRECT,
                },
                "NameIDFormat": Constants.NAMEID_PERSISTENT,
                "x509cert": self.keys.certificate,
                "privateKey": self.keys.private_key,
            },
            "idp": provider["idp"],
            "security": {
                "authnRequestsSigned": signed,
                "logoutRequestSigned": True,
                "wantMessagesSigned": self.signed_messages,
                "wantAssertionsSigned": True,
                "wantAssertionsEncrypted": self.encrypted,
                "wantNameId": True,
                "wantAttributeStatement": True,
                "requestedAuthnContext": [level] if level else False,
                "failOnAuthnContextMismatch": bool(level),
                "signatureAlgorithm": Constants.RSA_SHA256,
                "digestAlgorithm": Constants.SHA256,
                "rejectDeprecatedAlgorithm": True,
                "allowSingleLabelDomains": True,
            },
        }
