"""Edits change what they say, as part of what is signed or after it."""

import pytest

from tests.identity_provider.answers import Answer
from tests.identity_provider.edits import (
    add_audience_restriction,
    add_unknown_condition,
    after_signing,
    change_attribute,
    change_name_id,
    remove_part,
    repeat_attribute,
    repeat_part,
    split_attribute,
    split_name_id,
)
from tests.identity_provider.responses import Edit, write_response
from tests.identity_provider.signing import find_intact
from tests.identity_provider.vocabulary import find, find_first, parse

EDITS: dict[str, tuple[Edit, bytes]] = {
    "comment in name": (split_name_id(3), b">uni<!---->1234</saml:NameID>"),
    "instruction in name": (split_name_id(3, "instruction"), b">uni<?x y?>1234</saml:NameID>"),
    "element in name": (split_name_id(3, "element"), b">uni<x/>1234</saml:NameID>"),
    "comment in value": (split_attribute("mail", 5), b">karen<!---->@skolen.example<"),
    "instruction in value": (split_attribute("mail", 5, "instruction"), b">karen<?x y?>@skolen"),
    "element in value": (split_attribute("mail", 5, "element"), b">karen<x/>@skolen.example<"),
    "name": (change_name_id("rektor"), b">rektor</saml:NameID>"),
    "attribute": (change_attribute("role", "admin"), b">admin</saml:AttributeValue>"),
    "attribute twice": (
        repeat_attribute("role", "admin"),
        b'<saml:Attribute Name="role"><saml:AttributeValue>admin<',
    ),
    "audience": (
        add_audience_restriction("https://other.example"),
        b"<saml:AudienceRestriction><saml:Audience>https://other.example<",
    ),
    "condition": (add_unknown_condition(), b"<saml:Condition "),
}


@pytest.mark.parametrize("name", EDITS)
def test_it_is_signed_when_made_before(name: str, honest: Answer) -> None:
    edit, expected = EDITS[name]

    xml = write_response(honest, edit=edit)

    assert expected in xml
    assert expected not in write_response(honest)
    assert len(find_intact(xml, honest.key_pair.certificate_pem)) == 1


@pytest.mark.parametrize("name", EDITS)
def test_only_comments_leave_the_signature_right_when_made_after(name: str, honest: Answer) -> None:
    edit, expected = EDITS[name]

    xml = after_signing(write_response(honest), edit)

    assert expected in xml
    intact = find_intact(xml, honest.key_pair.certificate_pem)
    assert bool(intact) == name.startswith("comment")


def test_a_repeated_attribute_may_come_first(honest: Answer) -> None:
    root = parse(write_response(honest, edit=repeat_attribute("role", "admin", first=True)))

    names = [attribute.get("Name") for attribute in find(root, "//saml:Attribute")]
    assert names == ["role", "mail", "role"]


@pytest.mark.parametrize(
    "part", ["Issuer", "Subject", "Conditions", "AuthnStatement", "AttributeStatement"]
)
def test_a_part_may_come_twice_or_not_at_all(part: str, honest: Answer) -> None:
    def count(edit: Edit | None) -> int:
        assertion = find_first(parse(write_response(honest, edit=edit)), "//saml:Assertion")
        return len(find(assertion, f"saml:{part}"))

    assert [count(None), count(repeat_part(part)), count(remove_part(part))] == [1, 2, 0]
