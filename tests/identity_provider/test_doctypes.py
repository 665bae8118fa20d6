"""Declarations are well-formed, and most leave the signature right for whoever resolves them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.identity_provider.answers import Answer
from tests.identity_provider.conftest import Check
from tests.identity_provider.doctypes import (
    billion_laughs,
    quadratic_blowup,
    with_declared_id,
    with_default_attribute,
    with_doctype,
    with_external_entity,
    with_external_subset,
    with_internal_entity,
    with_parameter_entity,
)
from tests.identity_provider.responses import write_response
from tests.identity_provider.signing import find_intact

ADDRESS = "http://127.0.0.1:1/evil.dtd"
ATTACKS: dict[str, Callable[[bytes], bytes]] = {
    "doctype": with_doctype,
    "internal entity": with_internal_entity,
    "external entity": lambda xml: with_external_entity(xml, ADDRESS),
    "parameter entity": lambda xml: with_parameter_entity(xml, ADDRESS),
    "external subset": lambda xml: with_external_subset(xml, ADDRESS),
    "declared ID": with_declared_id,
    "default attribute": with_default_attribute,
    "billion laughs": lambda xml: billion_laughs(xml, levels=2),
    "quadratic blowup": lambda xml: quadratic_blowup(xml, size=100),
}


def resolve(xml: bytes, entities: Any = "internal") -> bytes:
    """The document as a careless recipient reads it."""
    return etree.tostring(etree.fromstring(xml, etree.XMLParser(resolve_entities=entities)))


@pytest.mark.parametrize("name", ATTACKS)
def test_it_is_well_formed_and_refused_for_its_declaration(
    name: str, honest: Answer, check: Check
) -> None:
    valid = write_response(honest)
    assert check(valid).get_nameid() == "uni1234"

    xml = ATTACKS[name](valid)

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    assert etree.fromstring(xml, parser).getroottree().docinfo.internalDTD is not None
    with pytest.raises(ValueError, match="DTDForbidden"):
        check(xml)


@pytest.mark.parametrize("name", ["doctype", "internal entity", "declared ID"])
def test_it_leaves_the_signature_right(name: str, honest: Answer) -> None:
    xml = ATTACKS[name](write_response(honest))

    assert len(find_intact(resolve(xml), honest.key_pair.certificate_pem)) == 1


def test_an_external_entity_reads_a_file_for_whoever_resolves_it(
    honest: Answer, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hush")

    xml = with_external_entity(write_response(honest), secret.as_uri())

    assert b">hush</saml:NameID>" in resolve(xml, entities=True)


def test_laughs_multiply(honest: Answer) -> None:
    xml = billion_laughs(write_response(honest), levels=2)

    assert b"lol" * 100 in resolve(xml)


@pytest.mark.parametrize("attack", [billion_laughs, quadratic_blowup])
def test_in_full_size_they_are_too_much_for_libxml2(
    attack: Callable[[bytes], bytes], honest: Answer
) -> None:
    xml = attack(write_response(honest))

    assert len(xml) < 80_000
    with pytest.raises(etree.XMLSyntaxError, match="amplification"):
        resolve(xml)
