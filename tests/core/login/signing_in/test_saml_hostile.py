"""Answers that must not be believed: each beside the right one to the same question."""

import pytest

from core.login.refusals import Reason
from core.login.saml.reading import MOST_BYTES
from tests.identity_provider import doctypes, edits, forgery, insertions, wrapping
from tests.identity_provider.encryption import encrypt_assertions
from tests.identity_provider.keys import clone_certificate, make_key_pair
from tests.identity_provider.responses import write_response
from tests.identity_provider.signing import RSA_SHA1, SHA1
from tests.identity_provider.vocabulary import Signed

EVIL = wrapping.Evil(name_id="name-of-henrik", attributes={"uniid": ("henrik",)})


@pytest.fixture
def asked(saml):
    saml.begin()
    return saml


def test_SAML_02_nothing_signed(asked):
    asked.expect_refusal(asked.answer(signed=Signed.NEITHER), Reason.NO_SIGNATURE)


def test_SAML_03_signature_taken_away(asked):
    signed = write_response(asked.answer(signed=Signed.BOTH))
    asked.expect_refusal(forgery.remove_signatures(signed, EVIL), Reason.NO_SIGNATURE)


def test_SAML_04_only_the_response_is_signed(asked):
    asked.expect_refusal(asked.answer(signed=Signed.RESPONSE), Reason.NO_SIGNATURE)


@pytest.mark.parametrize("number", range(1, 9))
def test_SAML_05_to_12_wrapping(asked, number):
    name = f"XSW{number}"
    signed = Signed.BOTH if name in wrapping.OF_RESPONSE else Signed.ASSERTION
    wrapped = wrapping.WRAPPINGS[name](write_response(asked.answer(signed=signed)), EVIL)
    assert b"henrik" in wrapped
    asked.expect_refusal(wrapped, Reason.MISSHAPEN)


@pytest.mark.parametrize("name", insertions.INSERTIONS)
def test_SAML_05_to_12_assertions_in_other_places(asked, name):
    inserted = insertions.INSERTIONS[name](write_response(asked.answer()), EVIL)
    asked.expect_refusal(inserted, Reason.MISSHAPEN)


@pytest.mark.parametrize("name", forgery.FORGERIES)
def test_SAML_13_forged_signatures(asked, name):
    forged = forgery.FORGERIES[name](write_response(asked.answer()), EVIL)
    reasons = {
        "signatures removed": Reason.NO_SIGNATURE,
        "signature values empty": Reason.BAD_SIGNATURE,
        "stylesheet added": Reason.WEAK_ALGORITHM,
    }
    asked.expect_refusal(forged, reasons.get(name, Reason.MISSHAPEN))


@pytest.mark.parametrize("shown", ["the attacker's", "one that looks alike", "the provider's"])
def test_SAML_13_signed_by_another_key(asked, shown):
    signed = write_response(asked.answer())
    mallory = make_key_pair("mallory")
    forged = {
        "the attacker's": lambda: forgery.sign_as_attacker(signed, EVIL, mallory),
        "one that looks alike": lambda: forgery.sign_as_attacker(
            signed, EVIL, clone_certificate(asked.provider.key_pair)
        ),
        "the provider's": lambda: forgery.sign_as_attacker(
            signed, EVIL, mallory, shown=asked.provider.key_pair
        ),
    }[shown]()
    asked.expect_refusal(forged, Reason.BAD_SIGNATURE)


@pytest.mark.parametrize(
    "edit",
    [edits.change_attribute("uniid", "henrik"), edits.change_name_id("name-of-henrik")],
    ids=["attribute", "name"],
)
def test_SAML_14_changed_after_signing(asked, edit):
    changed = edits.after_signing(write_response(asked.answer()), edit)
    asked.expect_refusal(changed, Reason.BAD_SIGNATURE)


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
@pytest.mark.parametrize(
    "edit",
    [
        edits.split_name_id(4),
        edits.split_attribute("uniid", 3),
        edits.split_attribute("uniid", 3, "instruction"),
        edits.split_name_id(4, "instruction"),
    ],
    ids=["SAML_15-name", "SAML_15-attribute", "SAML_16-attribute", "SAML_16-name"],
)
def test_SAML_15_and_16_comments_and_instructions_in_names(
    make_login, own_certificate, edit, encrypted
):
    """A comment is no part of what is signed: in an encrypted name it would cut it short."""
    saml = make_login(is_encrypted=False)
    saml.begin()
    split = edits.after_signing(write_response(saml.answer()), edit)
    if encrypted:
        split = encrypt_assertions(split, own_certificate())
    saml.expect_refusal(split, Reason.MISSHAPEN)


def test_SAML_17_an_element_within_a_value_that_the_provider_signed(asked):
    answer = asked.answer(attributes={"uniid": ("dorte@evil",), "loa": ("EnFaktor",)})
    signed = write_response(answer, edit=edits.split_attribute("uniid", 5, "element"))
    asked.expect_refusal(signed, Reason.MISSHAPEN)


@pytest.mark.parametrize(
    "weak",
    [
        {"signature_algorithm": RSA_SHA1},
        {"digest_algorithm": SHA1},
        {"signature_algorithm": RSA_SHA1, "digest_algorithm": SHA1},
    ],
    ids=["signature", "digest", "both"],
)
def test_SAML_18_SHA_1(asked, weak):
    asked.expect_refusal(asked.answer(**weak), Reason.WEAK_ALGORITHM)


def test_SAML_18_a_keyed_hash_with_the_certificate_as_key(asked):
    signed = write_response(asked.answer())
    certificate = asked.provider.key_pair.certificate_pem
    forged = forgery.sign_with_certificate(signed, EVIL, certificate)
    asked.expect_refusal(forged, Reason.WEAK_ALGORITHM)


@pytest.mark.parametrize(
    "declare",
    [
        doctypes.with_doctype,
        doctypes.with_internal_entity,
        lambda xml: doctypes.with_external_entity(xml, "file:///etc/passwd"),
        lambda xml: doctypes.with_parameter_entity(xml, "http://127.0.0.1:9/x"),
        lambda xml: doctypes.with_external_subset(xml, "http://127.0.0.1:9/x"),
        doctypes.with_declared_id,
        doctypes.with_default_attribute,
    ],
    ids=["type", "entity", "external", "parameter", "subset", "declared id", "default"],
)
def test_SAML_19_document_types(asked, declare):
    declared = declare(write_response(asked.answer()))
    assert b"<!DOCTYPE" in declared
    asked.expect_refusal(declared, Reason.DOCUMENT_TYPE)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32"])
def test_SAML_19_document_types_in_other_letters(asked, encoding):
    declared = doctypes.with_internal_entity(write_response(asked.answer()))
    text = declared.decode().replace("UTF-8", encoding).replace("utf-8", encoding)
    response = asked.post(text.encode(encoding))
    assert asked.refused_for[-1] in {Reason.DOCUMENT_TYPE, Reason.UNREADABLE}
    assert response.status_code == 400
    assert asked.post(asked.answer()).status_code == 302


@pytest.mark.parametrize("bomb", [doctypes.billion_laughs, doctypes.quadratic_blowup])
def test_SAML_20_entities_that_grow(asked, bomb):
    asked.expect_refusal(bomb(write_response(asked.answer())), Reason.DOCUMENT_TYPE)


def test_SAML_22_an_answer_of_more_than_256_kB(asked):
    padded = write_response(asked.answer()) + b" " * MOST_BYTES
    response = asked.post(padded)
    assert (response.status_code, asked.refused_for[-1]) == (413, Reason.TOO_LARGE)
    assert asked.post(asked.answer()).status_code == 302


def test_SAML_22_a_body_that_is_far_too_long_is_not_even_read(asked):
    response = asked.post("A" * (3 * MOST_BYTES + 1))
    assert (response.status_code, asked.refused_for[-1]) == (413, Reason.TOO_LARGE)
    assert asked.post(asked.answer()).status_code == 302


@pytest.mark.parametrize("text", ["", "%%%", "bm90IFhNTA==", "PGEvPg=="])
def test_what_is_no_answer_at_all(asked, text):
    reason = Reason.NOT_ASKED_FOR if text == "PGEvPg==" else Reason.UNREADABLE
    asked.expect_refusal(text, reason)


def test_SAML_34_an_attribute_twice(asked):
    doubled = write_response(asked.answer(), edit=edits.repeat_attribute("uniid", "henrik"))
    asked.expect_refusal(doubled, Reason.DUPLICATE_ATTRIBUTE)


@pytest.mark.parametrize("bad", ["_a'b", "_a') or id('x", "1a", "_a b", "_a:b"])
@pytest.mark.parametrize("place", ["response_id", "assertion_id"])
def test_an_ID_that_is_none_is_never_looked_up(asked, place, bad):
    answer = asked.answer()
    own = getattr(answer, place).encode()
    renamed = write_response(answer).replace(own, bad.encode())
    asked.expect_refusal(renamed, Reason.MISSHAPEN)


def test_no_name_at_all(asked):
    asked.expect_refusal(asked.answer(name_id=None), Reason.NO_SUBJECT)


@pytest.mark.parametrize(
    "status",
    [
        ("urn:oasis:names:tc:SAML:2.0:status:Responder", Reason.NOT_SUCCESSFUL),
        ("urn:oasis:names:tc:SAML:2.0:status:AuthnFailed", Reason.CANCELLED),
    ],
)
def test_a_status_that_is_no_success_signs_nobody_in(asked, status):
    code, reason = status
    asked.expect_refusal(asked.answer(status=code), reason)
