"""Honest answers hold before python3-saml, and each field changes what it says."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from lxml import etree
from onelogin.saml2.errors import OneLogin_Saml2_ValidationError

from tests.identity_provider.answers import Answer
from tests.identity_provider.conftest import Check
from tests.identity_provider.encryption import (
    AES128_GCM,
    AES256_CBC,
    AES256_GCM,
    RSA_1_5,
    RSA_OAEP,
)
from tests.identity_provider.keys import KeyPair, make_key_pair
from tests.identity_provider.responses import write_response
from tests.identity_provider.signing import RSA_SHA1, RSA_SHA512, SHA1, SHA512
from tests.identity_provider.vocabulary import Signed, find, parse


@pytest.mark.parametrize("signed", [Signed.ASSERTION, Signed.BOTH])
@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
def test_it_holds_when_signed(
    honest: Answer, recipient: KeyPair, check: Check, signed: Signed, encrypted: bool
) -> None:
    answer = replace(
        honest, signed=signed, encrypt_for=recipient.certificate_pem if encrypted else None
    )

    read = check(
        write_response(answer),
        wantMessagesSigned=signed == Signed.BOTH,
        wantAssertionsEncrypted=encrypted,
    )

    assert read.get_nameid() == "uni1234"
    assert read.get_attributes() == {
        "mail": ["karen@skolen.example"],
        "role": ["guardian", "staff"],
    }
    assert read.get_session_index() == honest.session_index
    assert read.get_in_response_to() == "_request"


def test_it_holds_when_the_response_alone_is_signed(honest: Answer, check: Check) -> None:
    xml = write_response(replace(honest, signed=Signed.RESPONSE))

    assert check(xml, wantAssertionsSigned=False).get_nameid() == "uni1234"
    with pytest.raises(OneLogin_Saml2_ValidationError, match="Assertion of the Response is not"):
        check(xml)


def test_it_is_refused_unsigned(honest: Answer, check: Check) -> None:
    xml = write_response(replace(honest, signed=Signed.NEITHER))

    with pytest.raises(OneLogin_Saml2_ValidationError, match="No Signature found"):
        check(xml, wantAssertionsSigned=False)


def test_it_is_refused_when_another_key_signed(honest: Answer, check: Check) -> None:
    xml = write_response(replace(honest, key_pair=make_key_pair("other provider")))

    with pytest.raises(OneLogin_Saml2_ValidationError, match="Signature validation failed"):
        check(xml)


@pytest.mark.parametrize("content", [AES128_GCM, AES256_GCM, AES256_CBC])
@pytest.mark.parametrize("transport", [RSA_OAEP, RSA_1_5])
def test_it_encrypts_as_asked(
    honest: Answer, recipient: KeyPair, check: Check, content: str, transport: str
) -> None:
    xml = write_response(
        replace(
            honest,
            encrypt_for=recipient.certificate_pem,
            content_algorithm=content,
            key_transport=transport,
        )
    )

    methods = [e.get("Algorithm") for e in find(parse(xml), "//xenc:EncryptionMethod")]
    assert methods == [content, transport]
    assert b"uni1234" not in xml
    assert check(xml).get_nameid() == "uni1234"


def test_it_cannot_be_read_with_another_key(honest: Answer, check: Check) -> None:
    other = make_key_pair("other recipient")

    with pytest.raises(Exception, match="decrypt"):
        check(write_response(replace(honest, encrypt_for=other.certificate_pem)))


def test_it_is_good_for_five_minutes(honest: Answer, check: Check) -> None:
    xml = write_response(honest)
    skew = timedelta(minutes=5, seconds=1)

    with time_machine.travel(honest.issue_instant + skew - timedelta(seconds=2)):
        assert check(xml).get_nameid() == "uni1234"
    with (
        time_machine.travel(honest.issue_instant + 2 * skew),
        pytest.raises(OneLogin_Saml2_ValidationError, match="expired"),
    ):
        check(xml)


@pytest.mark.parametrize(
    ("signature", "digest"), [(RSA_SHA1, SHA1), (RSA_SHA512, SHA512)], ids=["sha1", "sha512"]
)
def test_it_signs_with_the_algorithms_asked_for(
    honest: Answer, check: Check, signature: str, digest: str
) -> None:
    xml = write_response(replace(honest, signature_algorithm=signature, digest_algorithm=digest))

    assert check(xml, rejectDeprecatedAlgorithm=False).get_nameid() == "uni1234"
    assert find(parse(xml), "//ds:SignatureMethod")[0].get("Algorithm") == signature
    assert find(parse(xml), "//ds:DigestMethod")[0].get("Algorithm") == digest


@pytest.mark.parametrize(
    ("field", "path"),
    [
        ("response_id", "/samlp:Response[@ID]"),
        ("response_issuer", "/samlp:Response/saml:Issuer"),
        ("destination", "/samlp:Response[@Destination]"),
        ("in_response_to", "/samlp:Response[@InResponseTo]"),
        ("assertion_id", "//saml:Assertion[@ID]"),
        ("assertion_issuer", "//saml:Assertion/saml:Issuer"),
        ("name_id", "//saml:Subject/saml:NameID"),
        ("name_id_format", "//saml:NameID[@Format]"),
        ("confirmation_method", "//saml:SubjectConfirmation"),
        ("recipient", "//saml:SubjectConfirmationData[@Recipient]"),
        ("confirmation_in_response_to", "//saml:SubjectConfirmationData[@InResponseTo]"),
        ("confirmation_not_on_or_after", "//saml:SubjectConfirmationData[@NotOnOrAfter]"),
        ("not_before", "//saml:Conditions[@NotBefore]"),
        ("not_on_or_after", "//saml:Conditions[@NotOnOrAfter]"),
        ("audiences", "//saml:AudienceRestriction"),
        ("authn_instant", "//saml:AuthnStatement"),
        ("session_index", "//saml:AuthnStatement[@SessionIndex]"),
        ("authn_context", "//saml:AuthnContextClassRef"),
        ("attributes", "//saml:AttributeStatement"),
        ("attribute_name_format", "//saml:Attribute[@NameFormat]"),
    ],
)
def test_it_leaves_out_what_is_none(honest: Answer, field: str, path: str) -> None:
    without: dict[str, Any] = {field: None}
    unsigned = replace(honest, signed=Signed.NEITHER)

    assert find(parse(write_response(unsigned)), path)
    assert not find(parse(write_response(replace(unsigned, **without))), path)


def test_it_leaves_out_the_conditions(honest: Answer) -> None:
    root = parse(write_response(replace(honest, has_conditions=False)))

    assert not find(root, "//saml:Conditions")


def test_an_edit_is_part_of_what_is_signed(honest: Answer, check: Check) -> None:
    def rename(assertion: etree._Element) -> None:
        find(assertion, "saml:Subject/saml:NameID")[0].text = "uni5678"

    assert check(write_response(honest, edit=rename)).get_nameid() == "uni5678"
