"""Small changes of an Assertion, made before the provider signs it or after.

Each function gives an edit. `responses.write_response(answer, edit=...)` makes it part of what is
signed; `after_signing(xml, edit)` makes it an attack on the way.
"""

from typing import Literal

from lxml import etree

from tests.identity_provider.responses import Edit
from tests.identity_provider.vocabulary import SAML, find, find_first, parse, saml, write

Node = Literal["comment", "instruction", "element"]


def after_signing(xml: bytes, edit: Edit) -> bytes:
    """The Response with the edit made in each Assertion, its signatures left as they are."""
    root = parse(xml)
    for assertion in find(root, "/samlp:Response/saml:Assertion"):
        edit(assertion)
    return write(root)


def split_name_id(at: int, by: Node = "comment") -> Edit:
    """A comment, a processing instruction or an element inside the NameID."""
    return lambda assertion: _split(find_first(assertion, "saml:Subject/saml:NameID"), at, by)


def split_attribute(name: str, at: int, by: Node = "comment") -> Edit:
    """The same inside the first value of an attribute: `admin<x/>@evil.example`."""
    return lambda assertion: _split(_find_values(assertion, name)[0], at, by)


def change_name_id(text: str) -> Edit:
    """Another name."""

    def edit(assertion: etree._Element) -> None:
        find_first(assertion, "saml:Subject/saml:NameID").text = text

    return edit


def change_attribute(name: str, text: str) -> Edit:
    """Another text in the first value of an attribute."""

    def edit(assertion: etree._Element) -> None:
        _find_values(assertion, name)[0].text = text

    return edit


def repeat_attribute(name: str, *values: str, first: bool = False) -> Edit:
    """A second Attribute of the same name, before the others or after them."""

    def edit(assertion: etree._Element) -> None:
        statement = find_first(assertion, "saml:AttributeStatement")
        double = saml.Attribute(*map(saml.AttributeValue, values), Name=name)
        statement.insert(0 if first else len(statement), double)

    return edit


def add_audience_restriction(*audiences: str) -> Edit:
    """A further AudienceRestriction, which has to hold as well as the first."""

    def edit(assertion: etree._Element) -> None:
        restriction = saml.AudienceRestriction(*map(saml.Audience, audiences))
        find_first(assertion, "saml:Conditions").append(restriction)

    return edit


def add_unknown_condition() -> Edit:
    """A condition of a type that nobody knows, so that the Assertion is not valid for anybody."""

    def edit(assertion: etree._Element) -> None:
        condition = saml.Condition({"{http://www.w3.org/2001/XMLSchema-instance}type": "xs:string"})
        find_first(assertion, "saml:Conditions").append(condition)

    return edit


def repeat_part(name: str) -> Edit:
    """A second copy of a part of the Assertion: `Subject`, `Conditions`, `AuthnStatement`, …"""

    def edit(assertion: etree._Element) -> None:
        part = find_first(assertion, f"saml:{name}")
        part.addnext(parse(write(part)))

    return edit


def remove_part(name: str) -> Edit:
    """The Assertion without a part: `Subject`, `Conditions`, `AuthnStatement`, …"""

    def edit(assertion: etree._Element) -> None:
        assertion.remove(find_first(assertion, f"saml:{name}"))

    return edit


def _split(element: etree._Element, at: int, by: Node) -> None:
    node: etree._Element = {
        "comment": lambda: etree.Comment(""),
        "instruction": lambda: etree.ProcessingInstruction("x", "y"),
        "element": lambda: etree.Element("x"),
    }[by]()
    text = element.text or ""
    element.text, node.tail = text[:at], text[at:]
    element.insert(0, node)


def _find_values(assertion: etree._Element, name: str) -> list[etree._Element]:
    for attribute in find(assertion, "saml:AttributeStatement/saml:Attribute"):
        if attribute.get("Name") == name:
            return list(attribute.iterchildren(f"{{{SAML}}}AttributeValue"))
    raise LookupError(f"no attribute {name}")
