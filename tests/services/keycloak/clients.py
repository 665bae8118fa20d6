"""What the broker knows of a portal: its clients for OpenID Connect and for SAML."""

from dataclasses import dataclass
from typing import Any

from tests.services.certificates import strip_pem

CLAIMS = ("uniid", "aktoer_gruppe", "unilogin_loa", "institution_ids")
SAML_ATTRIBUTES = {
    "uniid": "dk:unilogin:uniid",
    "unilogin_loa": "dk:unilogin:loa",
    "aktoer_gruppe": "dk:unilogin:aktoergruppe",
}
# UNI-Login tells neither names nor mail addresses.
SCOPES = ["basic", "acr"]


@dataclass(frozen=True, kw_only=True)
class PortalAtBroker:
    """A portal as the broker is told of it: paths begin with a slash, certificates are PEM.

    One SAML client is made for each of `saml_slugs`, and none without certificates.
    """

    address: str
    callback: str = "/log-ind/oidc/*"
    key_set: str = "/log-ind/oidc/jwks.json"
    front_channel_logout: str = ""
    back_channel_logout: str = ""
    after_logout: str = "/*"
    saml_slugs: tuple[str, ...] = ()
    signing_certificate: str = ""
    encryption_certificate: str = ""

    def saml_address(self, slug: str, page: str) -> str:
        return f"{self.address}/log-ind/saml/{slug}/{page}"

    def entity_id(self, slug: str) -> str:
        return self.saml_address(slug, "metadata.xml")


def describe_clients(portal: PortalAtBroker, *, secret: str) -> list[dict[str, Any]]:
    """`indgang` with a secret, `indgang-key` with a key of its own, and the SAML clients."""
    by_key = {
        "use.jwks.url": "true",
        "jwks.url": f"{portal.address}{portal.key_set}",
    }
    return [
        _describe_oidc(portal, "indgang", authenticator="client-secret", secret=secret),
        _describe_oidc(portal, "indgang-key", authenticator="client-jwt", attributes=by_key),
        *(_describe_saml(portal, slug) for slug in portal.saml_slugs),
    ]


def _describe_oidc(
    portal: PortalAtBroker,
    client: str,
    *,
    authenticator: str,
    secret: str = "",
    attributes: dict[str, str] | None = None,
) -> dict[str, Any]:
    front = f"{portal.address}{portal.front_channel_logout}"
    back = f"{portal.address}{portal.back_channel_logout}"
    return {
        "clientId": client,
        "protocol": "openid-connect",
        "enabled": True,
        "publicClient": False,
        "clientAuthenticatorType": authenticator,
        **({"secret": secret} if secret else {}),
        "standardFlowEnabled": True,
        "implicitFlowEnabled": False,
        "directAccessGrantsEnabled": False,
        "serviceAccountsEnabled": False,
        "redirectUris": [f"{portal.address}{portal.callback}"],
        "webOrigins": [],
        "frontchannelLogout": bool(portal.front_channel_logout),
        "attributes": {
            "pkce.code.challenge.method": "S256",
            "post.logout.redirect.uris": f"{portal.address}{portal.after_logout}",
            "frontchannel.logout.url": front if portal.front_channel_logout else "",
            "frontchannel.logout.session.required": "true",
            "backchannel.logout.url": back if portal.back_channel_logout else "",
            "backchannel.logout.session.required": "true",
            **(attributes or {}),
        },
        "defaultClientScopes": SCOPES,
        "optionalClientScopes": [],
        "protocolMappers": [_claim(name) for name in CLAIMS],
    }


def _claim(name: str) -> dict[str, Any]:
    return {
        "name": name,
        "protocol": "openid-connect",
        "protocolMapper": "oidc-usermodel-attribute-mapper",
        "config": {
            "user.attribute": name,
            "claim.name": name,
            "jsonType.label": "String",
            "id.token.claim": "true",
            "access.token.claim": "true",
            "userinfo.token.claim": "true",
            "introspection.token.claim": "true",
        },
    }


def _describe_saml(portal: PortalAtBroker, slug: str) -> dict[str, Any]:
    answer, logout = portal.saml_address(slug, "svar"), portal.saml_address(slug, "log-ud")
    return {
        "clientId": portal.entity_id(slug),
        "protocol": "saml",
        "enabled": True,
        "frontchannelLogout": True,
        "redirectUris": [answer],
        "attributes": {
            "saml_assertion_consumer_url_post": answer,
            "saml_single_logout_service_url_redirect": logout,
            "saml_single_logout_service_url_post": logout,
            "saml.client.signature": "true",
            "saml.signing.certificate": strip_pem(portal.signing_certificate),
            "saml.server.signature": "true",
            "saml.assertion.signature": "true",
            "saml.signature.algorithm": "RSA_SHA256",
            "saml.force.post.binding": "true",
            "saml.authnstatement": "true",
            "saml_name_id_format": "persistent",
            "saml_force_name_id_format": "true",
            "saml.encrypt": "true",
            "saml.encryption.certificate": strip_pem(portal.encryption_certificate),
            "saml.encryption.algorithm": "http://www.w3.org/2009/xmlenc11#aes256-gcm",
            "saml.encryption.keyAlgorithm": "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p",
            "saml.encryption.digestMethod": "http://www.w3.org/2000/09/xmldsig#sha1",
        },
        "defaultClientScopes": [],
        "optionalClientScopes": [],
        "protocolMappers": [
            {
                "name": "the level that was reached",
                "protocol": "saml",
                "protocolMapper": "saml-authn-context-class-ref-mapper",
            },
            *(_attribute(name, attribute) for name, attribute in SAML_ATTRIBUTES.items()),
        ],
    }


def _attribute(name: str, attribute: str) -> dict[str, Any]:
    return {
        "name": attribute,
        "protocol": "saml",
        "protocolMapper": "saml-user-attribute-mapper",
        "config": {
            "user.attribute": name,
            "attribute.name": attribute,
            "attribute.nameformat": "Basic",
        },
    }
