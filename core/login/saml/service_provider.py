"""The portal as identity providers know it: its addresses, keys and metadata."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from html import escape
from typing import Any

from lxml import etree
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Constants
from onelogin.saml2.errors import OneLogin_Saml2_Error
from onelogin.saml2.metadata import OneLogin_Saml2_Metadata as LibraryMetadata
from onelogin.saml2.settings import OneLogin_Saml2_Settings as LibrarySettings
from onelogin.saml2.utils import OneLogin_Saml2_Utils as LibraryUtils

from core.login.refusals import Reason, Rejected
from core.login.saml.identity_providers import SamlIdentityProvider
from core.login.saml.names import DS, NAMESPACES

MD = NAMESPACES["md"]
# Whoever reads it asks again after a day, and stops believing it after a month.
METADATA_CACHED = timedelta(days=1)
METADATA_VALID = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class Key:
    """A private key and its certificate, both in PEM."""

    private: str = field(repr=False)
    certificate: str


@dataclass(frozen=True, kw_only=True)
class ServiceProvider:
    """The portal towards one identity provider.

    The first signing key signs; all of them stand in the metadata, so that a new one is known
    before it is used. What is encrypted for any encryption key can be read, and the first is the
    one to encrypt for.
    """

    entity_id: str
    answer_address: str
    logout_address: str
    signing_keys: tuple[Key, ...]
    encryption_keys: tuple[Key, ...]


@lru_cache(maxsize=64)
def make_library_settings(
    service: ServiceProvider,
    provider: SamlIdentityProvider,
    *,
    encryption_key: Key | None = None,
    is_encrypted: bool = True,
    contexts: tuple[str, ...] = (),
) -> LibrarySettings:
    """python3-saml's settings with everything strict, for one key to decrypt or sign with.

    They are made once for the same contents, and are not changed afterwards. Raises `Rejected`
    with the reason `NOT_SET_UP` for what the library does not take.
    """
    key = encryption_key or service.signing_keys[0]
    settings: dict[str, Any] = {
        "strict": True,
        "debug": False,
        "sp": {
            "entityId": service.entity_id,
            "assertionConsumerService": {
                "url": service.answer_address,
                "binding": Constants.BINDING_HTTP_POST,
            },
            "singleLogoutService": {
                "url": service.logout_address,
                "binding": Constants.BINDING_HTTP_REDIRECT,
            },
            "NameIDFormat": Constants.NAMEID_PERSISTENT,
            "x509cert": key.certificate,
            "privateKey": key.private,
        },
        "idp": {
            "entityId": provider.entity_id,
            "singleSignOnService": {
                "url": _escape(provider.sign_on_address),
                "binding": Constants.BINDING_HTTP_REDIRECT,
            },
            "x509certMulti": {"signing": list(provider.certificates)},
        },
        "security": {
            "authnRequestsSigned": True,
            "logoutRequestSigned": True,
            "logoutResponseSigned": True,
            "wantAssertionsSigned": True,
            "wantAssertionsEncrypted": is_encrypted,
            "wantNameId": True,
            "wantAttributeStatement": False,
            "rejectDeprecatedAlgorithm": True,
            "allowRepeatAttributeName": False,
            "requestedAuthnContext": list(contexts) or False,
            "requestedAuthnContextComparison": "minimum",
            "failOnAuthnContextMismatch": False,
            "signatureAlgorithm": Constants.RSA_SHA256,
            "digestAlgorithm": Constants.SHA256,
        },
    }
    if provider.logout_address:
        settings["idp"]["singleLogoutService"] = {
            "url": _escape(provider.logout_address),
            # It becomes the answer's destination, without which Keycloak takes none.
            "responseUrl": _escape(provider.logout_answer_address or provider.logout_address),
            "binding": Constants.BINDING_HTTP_REDIRECT,
        }
    try:
        return LibrarySettings(settings)
    except OneLogin_Saml2_Error:
        # Such as an address at a host without a dot in its name.
        raise Rejected(Reason.NOT_SET_UP, "settings that the library does not take") from None


def describe_request(address: str, query: dict[str, str] | None = None) -> dict[str, Any]:
    """One of our own addresses, and what was asked there, as python3-saml wants to hear of it.

    It is taken from our settings: what a browser says of host and scheme counts for nothing.
    """
    scheme, _, rest = address.partition("://")
    host, _, path = rest.partition("/")
    return {
        "https": "on" if scheme == "https" else "off",
        "http_host": host,
        "script_name": f"/{path}",
        "get_data": query or {},
    }


def write_metadata(service: ServiceProvider, *, now: datetime) -> bytes:
    """The portal's metadata for one identity provider, signed by the key that signs."""
    written = LibraryMetadata.builder(
        sp={
            "entityId": service.entity_id,
            "assertionConsumerService": {
                "url": service.answer_address,
                "binding": Constants.BINDING_HTTP_POST,
            },
            "singleLogoutService": {
                "url": service.logout_address,
                "binding": Constants.BINDING_HTTP_REDIRECT,
            },
            "NameIDFormat": Constants.NAMEID_PERSISTENT,
            "attributeConsumingService": {},
        },
        authnsign=True,
        wsign=True,
        valid_until=int((now + METADATA_VALID).timestamp()),
        cache_duration=int(METADATA_CACHED.total_seconds()),
    )
    root = etree.fromstring(written.encode() if isinstance(written, str) else written)
    descriptor = root.find(f"{{{MD}}}SPSSODescriptor")
    assert descriptor is not None  # noqa: S101 - the library has just written it
    uses = [("signing", key) for key in service.signing_keys]
    uses += [("encryption", key) for key in service.encryption_keys]
    for place, (use, key) in enumerate(uses):
        descriptor.insert(place, _describe_key(use, key))
    first = service.signing_keys[0]
    signed = LibraryMetadata.sign_metadata(
        etree.tostring(root).decode(),
        first.private,
        first.certificate,
        Constants.RSA_SHA256,
        Constants.SHA256,
    )
    return signed if isinstance(signed, bytes) else signed.encode()


def _escape(address: str) -> str:
    """For the library, which puts addresses into XML as they are."""
    return escape(address)


def _describe_key(use: str, key: Key) -> etree._Element:
    element = etree.Element(f"{{{MD}}}KeyDescriptor", use=use)
    info = etree.SubElement(element, f"{{{DS}}}KeyInfo", nsmap={"ds": DS})
    data = etree.SubElement(info, f"{{{DS}}}X509Data")
    certificate = etree.SubElement(data, f"{{{DS}}}X509Certificate")
    certificate.text = LibraryUtils.format_cert(key.certificate, heads=False)
    if use == "encryption":
        for method in (
            "http://www.w3.org/2009/xmlenc11#aes256-gcm",
            "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p",
        ):
            etree.SubElement(element, f"{{{MD}}}EncryptionMethod", Algorithm=method)
    return element
