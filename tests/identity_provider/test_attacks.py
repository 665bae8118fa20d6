"""Attacks are what they claim to be, and python3-saml takes nobody for the evil name."""

from dataclasses import replace

import pytest
from onelogin.saml2.errors import OneLogin_Saml2_ValidationError

from tests.identity_provider.answers import Answer
from tests.identity_provider.conftest import Check
from tests.identity_provider.encryption import encrypt_assertions
from tests.identity_provider.forgery import (
    FORGERIES,
    make_stylesheet,
    sign_as_attacker,
    sign_with_certificate,
)
from tests.identity_provider.insertions import INSERTIONS, evil_encrypted
from tests.identity_provider.keys import KeyPair, clone_certificate
from tests.identity_provider.responses import write_response
from tests.identity_provider.signing import find_intact, sign
from tests.identity_provider.vocabulary import Signed, find, find_first, parse, write
from tests.identity_provider.wrapping import OF_RESPONSE, WRAPPINGS, Evil

MOVES = {**WRAPPINGS, **INSERTIONS}


def write_for(name: str, honest: Answer) -> bytes:
    signed = Signed.RESPONSE if name in OF_RESPONSE else Signed.ASSERTION
    return write_response(replace(honest, signed=signed))


def read_name_ids(xml: bytes) -> set[str | None]:
    return {name_id.text for name_id in find(parse(xml), "//saml:NameID")}


@pytest.mark.parametrize("name", MOVES)
def test_the_signed_piece_is_kept_beside_the_evil_one(
    name: str, honest: Answer, evil: Evil
) -> None:
    certificate = honest.key_pair.certificate_pem
    valid = write_for(name, honest)
    [signed] = find_intact(valid, certificate)

    xml = MOVES[name](valid, evil)

    assert read_name_ids(xml) == {"uni1234", "rektor"}
    [kept] = find_intact(xml, certificate)
    assert (kept.tag, kept.get("ID")) == (signed.tag, signed.get("ID"))
    assert find_first(kept, "descendant-or-self::saml:Assertion//saml:NameID").text == "uni1234"
    values = {value.text for value in find(parse(xml), "//saml:AttributeValue")}
    assert values == {"karen@skolen.example", "guardian", "staff", "admin"}


@pytest.mark.parametrize("name", MOVES)
def test_python3_saml_is_not_fooled_by_moves(
    name: str, honest: Answer, evil: Evil, check: Check
) -> None:
    valid = write_for(name, honest)
    assert check(valid, wantAssertionsSigned=name not in OF_RESPONSE).get_nameid() == "uni1234"

    xml = MOVES[name](valid, evil)

    with pytest.raises(OneLogin_Saml2_ValidationError):
        check(xml, wantAssertionsSigned=name not in OF_RESPONSE)


@pytest.mark.parametrize("name", ["XSW3", "XSW4", "XSW7", "evil last"])
def test_an_attack_may_be_encrypted(
    name: str, honest: Answer, evil: Evil, recipient: KeyPair
) -> None:
    xml = encrypt_assertions(MOVES[name](write_for(name, honest), evil), recipient.certificate_pem)

    assert find(parse(xml), "/samlp:Response/saml:EncryptedAssertion/xenc:EncryptedData")
    assert not find(parse(xml), "/samlp:Response/saml:Assertion")


def test_an_evil_assertion_may_come_encrypted(
    honest: Answer, evil: Evil, recipient: KeyPair
) -> None:
    xml = evil_encrypted(write_response(honest), evil, recipient.certificate_pem)

    assert read_name_ids(xml) == {"uni1234"}
    assert len(find(parse(xml), "//saml:EncryptedAssertion")) == 1
    assert len(find_intact(xml, honest.key_pair.certificate_pem)) == 1


@pytest.mark.parametrize("name", FORGERIES)
@pytest.mark.parametrize("signed", [Signed.ASSERTION, Signed.BOTH])
def test_nothing_is_signed_in_a_forgery(
    name: str, signed: Signed, honest: Answer, evil: Evil, check: Check
) -> None:
    xml = FORGERIES[name](write_response(replace(honest, signed=signed)), evil)

    assert read_name_ids(xml) == {"rektor"}
    assert find_intact(xml, honest.key_pair.certificate_pem) == []
    with pytest.raises(OneLogin_Saml2_ValidationError):
        check(xml)


@pytest.mark.parametrize("signed", [Signed.ASSERTION, Signed.RESPONSE, Signed.BOTH])
def test_an_attacker_signs_with_a_cloned_certificate(
    signed: Signed, honest: Answer, evil: Evil
) -> None:
    attacker = clone_certificate(honest.key_pair)
    valid = write_response(replace(honest, signed=signed))
    pieces = len(find_intact(valid, honest.key_pair.certificate_pem))

    xml = sign_as_attacker(valid, evil, attacker)

    assert len(find_intact(xml, attacker.certificate_pem)) == pieces
    assert find_intact(xml, honest.key_pair.certificate_pem) == []
    shown = find(parse(xml), "//ds:X509Certificate")
    assert {"".join((certificate.text or "").split()) for certificate in shown} == {
        attacker.certificate_text
    }


def test_an_attacker_may_show_the_certificate_of_the_provider(honest: Answer, evil: Evil) -> None:
    attacker = clone_certificate(honest.key_pair)

    xml = sign_as_attacker(write_response(honest), evil, attacker, shown=honest.key_pair)

    assert find_first(parse(xml), "//ds:X509Certificate").text == honest.key_pair.certificate_text
    assert len(find_intact(xml, attacker.certificate_pem)) == 1


def test_a_certificate_may_be_taken_for_a_secret(honest: Answer, evil: Evil, check: Check) -> None:
    xml = sign_with_certificate(write_response(honest), evil, honest.key_pair.certificate_pem)

    method = find_first(parse(xml), "//ds:SignatureMethod").get("Algorithm") or ""
    assert method.endswith("#hmac-sha256")
    assert read_name_ids(xml) == {"rektor"}
    with pytest.raises(OneLogin_Saml2_ValidationError, match="Signature validation failed"):
        check(xml)


def test_a_signed_stylesheet_makes_everything_the_same(honest: Answer, evil: Evil) -> None:
    unsigned = parse(write_response(replace(honest, signed=Signed.NEITHER)))

    xml = write(sign(unsigned, honest.key_pair, stylesheet=make_stylesheet()))

    changed = xml.replace(b"uni1234", b"rektor")
    assert len(find_intact(changed, honest.key_pair.certificate_pem)) == 1
