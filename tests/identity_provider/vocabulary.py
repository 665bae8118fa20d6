"""The words of SAML 2.0, XML Signature and XML Encryption, and XML read without surprises."""

import secrets
from datetime import UTC, datetime
from enum import StrEnum

from lxml import etree
from lxml.builder import ElementMaker

SAMLP = "urn:oasis:names:tc:SAML:2.0:protocol"
SAML = "urn:oasis:names:tc:SAML:2.0:assertion"
METADATA = "urn:oasis:names:tc:SAML:2.0:metadata"
DS = "http://www.w3.org/2000/09/xmldsig#"
XENC = "http://www.w3.org/2001/04/xmlenc#"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
XS = "http://www.w3.org/2001/XMLSchema"
XSL = "http://www.w3.org/1999/XSL/Transform"
PREFIXES = {"samlp": SAMLP, "saml": SAML, "md": METADATA, "ds": DS, "xenc": XENC}

PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
HOLDER_OF_KEY = "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key"
PASSWORD = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"
BASIC_NAMES = "urn:oasis:names:tc:SAML:2.0:attrname-format:basic"
REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success"
RESPONDER = "urn:oasis:names:tc:SAML:2.0:status:Responder"

samlp = ElementMaker(namespace=SAMLP, nsmap={"samlp": SAMLP})
saml = ElementMaker(namespace=SAML, nsmap={"saml": SAML, "xs": XS, "xsi": XSI})
md = ElementMaker(namespace=METADATA, nsmap={"md": METADATA})
ds = ElementMaker(namespace=DS, nsmap={"ds": DS})


class Signed(StrEnum):
    """Which parts of a Response carry a signature."""

    ASSERTION = "assertion"
    RESPONSE = "response"
    BOTH = "both"
    NEITHER = "neither"


def new_id() -> str:
    """An ID that no other message has."""
    return f"_{secrets.token_hex(16)}"


def write_time(moment: datetime) -> str:
    """The moment as SAML writes it, in UTC to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def parse(xml: bytes) -> etree._Element:
    """The root of a document; entities stay as they are and nothing is fetched."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(xml, parser)


def write(element: etree._Element) -> bytes:
    """The element as a document of its own, with the namespaces that it stands in."""
    return etree.tostring(element, with_tail=False)


def find(element: etree._Element, path: str) -> list[etree._Element]:
    """The elements at an XPath with the usual prefixes: samlp, saml, md, ds, xenc."""
    found = element.xpath(path, namespaces=PREFIXES)
    if not isinstance(found, list):
        raise TypeError(f"{path} names no elements")
    return [element for element in found if isinstance(element, etree._Element)]


def find_first(element: etree._Element, path: str) -> etree._Element:
    """The first element at an XPath; without any it raises `LookupError`."""
    found = find(element, path)
    if not found:
        raise LookupError(f"nothing at {path}")
    return found[0]
