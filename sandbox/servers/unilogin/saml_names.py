"""The names of SAML 2.0 that the provider uses, and how its XML is made and read."""

import secrets
from typing import Any

from lxml import etree
from lxml.builder import ElementMaker
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Names
from onelogin.saml2.xml_utils import OneLogin_Saml2_XML

SAML = ElementMaker(namespace=Names.NS_SAML, nsmap={"saml": Names.NS_SAML})
SAMLP = ElementMaker(
    namespace=Names.NS_SAMLP, nsmap={"samlp": Names.NS_SAMLP, "saml": Names.NS_SAML}
)
MD = ElementMaker(namespace=Names.NS_MD, nsmap={"md": Names.NS_MD, "ds": Names.NS_DS})
DS = ElementMaker(namespace=Names.NS_DS, nsmap={"ds": Names.NS_DS})
NAMESPACES = {
    "saml": Names.NS_SAML,
    "samlp": Names.NS_SAMLP,
    "md": Names.NS_MD,
    "ds": Names.NS_DS,
}

PERSISTENT = Names.NAMEID_PERSISTENT
POST, REDIRECT = Names.BINDING_HTTP_POST, Names.BINDING_HTTP_REDIRECT
SUCCESS, RESPONDER = Names.STATUS_SUCCESS, Names.STATUS_RESPONDER
AUTHN_FAILED = "urn:oasis:names:tc:SAML:2.0:status:AuthnFailed"
NO_PASSIVE = Names.STATUS_NO_PASSIVE
PROTOCOL = Names.NS_SAMLP

# What `lxml` calls an element has no type of its own in `lxml.builder`.
Element = Any


class BadXml(Exception):
    """What came is no XML, or no XML that is safe to read."""


def parse(content: bytes) -> Element:
    """The root of a document without entities; raises `BadXml`."""
    try:
        return OneLogin_Saml2_XML.to_etree(content)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadXml(str(error)) from error


def find_text(element: Element, path: str) -> str:
    return (element.findtext(path, "", NAMESPACES) or "").strip()


def write(element: Element) -> bytes:
    return etree.tostring(element)


def make_id() -> str:
    return f"_{secrets.token_hex(20)}"


def make_status(*codes: str) -> Element:
    """A status, each code inside the one before it."""
    inner = None
    for code in reversed(codes):
        made = SAMLP.StatusCode(Value=code)
        if inner is not None:
            made.append(inner)
        inner = made
    return SAMLP.Status(inner)
