"""Keys, certificates and metadata of both sides, and what happens when they are wrong."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from lxml import etree

from core.login.doctoring import check_sign_in
from core.login.keys import list_keys, make_keys, retire_former_keys, use_newest_keys
from core.login.models import KeyPair, KeyPurpose
from core.login.refusals import Reason, Rejected
from core.login.saml.identity_providers import read_identity_provider
from core.login.saml.names import NAMESPACES
from tests.core.login.systems import logins
from tests.core.people.conftest import NOW
from tests.identity_provider.answers import IdentityProvider
from tests.identity_provider.encryption import AES256_CBC, RSA_1_5
from tests.identity_provider.keys import (
    make_expired_key_pair,
    make_expiring_key_pair,
    make_key_pair,
)
from tests.identity_provider.received import read_redirect
from tests.identity_provider.responses import write_response
from tests.identity_provider.vocabulary import Signed

DAY = timedelta(days=1)


def test_SAML_45_both_certificates_count_while_they_change(make_login):
    old = make_login()
    new_pair = make_key_pair("provider new")
    described = {"metadata": old.provider.metadata(key_pairs=(old.provider.key_pair, new_pair))}
    saml = make_login(**described)
    assert saml.sign_in().status_code == 302
    saml.client.cookies.pop("indgang")
    saml.begin()
    assert saml.post(saml.answer(key_pair=new_pair)).status_code == 302


def test_SAML_45_the_old_certificate_counts_no_more_afterwards(make_login):
    old = make_login()
    new_pair = make_key_pair("provider new")
    saml = make_login(metadata=old.provider.metadata(key_pairs=(new_pair,)))
    saml.begin()
    response = saml.post(saml.answer())
    assert (response.status_code, saml.refused_for) == (400, [Reason.BAD_SIGNATURE])
    assert saml.post(saml.answer(key_pair=new_pair)).status_code == 302


def test_SAML_45_the_doctor_warns_thirty_days_ahead(make_login):
    make_login("998"), make_login("999")
    saml = make_login()
    assert all(finding.ok for finding in check_sign_in(NOW))
    for key_pair in (make_expiring_key_pair("ending"), make_expired_key_pair("over")):
        make_login(metadata=saml.provider.metadata(key_pairs=(key_pair,)))
        now = datetime.now(UTC)
        told = [finding.says for finding in check_sign_in(now) if not finding.ok]
        assert len(told) == 1
        assert told[0].startswith("the last certificate of logins-national ends on")


@pytest.mark.parametrize("key_pairs", [(), None], ids=["no certificate", "empty certificate"])
def test_SAML_46_without_a_certificate_nobody_signs_in(make_login, key_pairs):
    saml = make_login()
    saml.begin()
    metadata = saml.provider.metadata(key_pairs=())
    if key_pairs is None:
        root = etree.fromstring(saml.provider.metadata().encode())
        for certificate in root.iterfind(".//ds:X509Certificate", NAMESPACES):
            certificate.text = ""
        metadata = etree.tostring(root).decode()
    make_login(metadata=metadata)
    for signed in (Signed.ASSERTION, Signed.NEITHER):
        response = saml.post(saml.answer(signed=signed))
        assert (response.status_code, saml.refused_for[-1]) == (404, Reason.NOT_SET_UP)
    make_login()
    assert saml.post(saml.answer()).status_code == 302


@pytest.mark.parametrize(
    "metadata",
    ["", "<a/>", "no XML", "<!DOCTYPE a><a/>", "a" * 300_000],
    ids=["none", "something else", "no XML", "a document type", "too large"],
)
def test_SAML_46_metadata_that_says_nothing(make_login, client, metadata):
    saml = make_login(metadata=metadata)
    assert client.get(f"/log-ind/med/{saml.key}/").status_code == 404
    make_login()
    assert client.get(f"/log-ind/med/{saml.key}/").status_code == 302


def test_SAML_47_metadata_is_signed_by_the_certificate_where_one_is_given(make_login):
    saml = make_login()
    signer, mallory = make_key_pair("federation"), make_key_pair("mallory")
    certificate = signer.certificate_pem.decode()
    signed = saml.provider.metadata(sign_with=signer)
    assert read_identity_provider(signed, certificate=certificate).entity_id
    for wrong in (saml.provider.metadata(), saml.provider.metadata(sign_with=mallory)):
        with pytest.raises(Rejected) as caught:
            read_identity_provider(wrong, certificate=certificate)
        assert caught.value.reason is Reason.NOT_SET_UP


def wrap_in_metadata(signed):
    """Mallory's descriptor under the provider's name, with somebody's signature and its piece."""
    mallory = IdentityProvider(
        entity_id="https://national.example/saml",
        key_pair=make_key_pair("mallory"),
        sso_address="https://mallory.example/sso",
    )
    root = etree.fromstring(mallory.metadata().encode())
    signature = signed.find("ds:Signature", NAMESPACES)
    signed.remove(signature)
    extensions = etree.Element("{urn:oasis:names:tc:SAML:2.0:metadata}Extensions")
    extensions.append(signed)
    root.insert(0, extensions)
    root.insert(0, signature)
    return etree.tostring(root).decode()


def test_SAML_47_a_signature_of_something_else_makes_no_metadata(make_login):
    """What a federation has signed of somebody else, moved into Mallory's document."""
    federation = make_key_pair("federation")
    certificate = federation.certificate_pem.decode()
    own = etree.fromstring(make_login().provider.metadata(sign_with=federation).encode())
    assert read_identity_provider(etree.tostring(own).decode(), certificate=certificate)
    with pytest.raises(Rejected) as caught:
        read_identity_provider(wrap_in_metadata(own), certificate=certificate)
    assert caught.value.reason is Reason.NOT_SET_UP


def test_SAML_47_a_signed_assertion_makes_no_metadata(saml):
    saml.begin()
    response = etree.fromstring(write_response(saml.answer()))
    assertion = response.find("saml:Assertion", NAMESPACES)
    certificate = saml.provider.key_pair.certificate_pem.decode()
    with pytest.raises(Rejected) as caught:
        read_identity_provider(wrap_in_metadata(assertion), certificate=certificate)
    assert caught.value.reason is Reason.NOT_SET_UP
    signed = saml.provider.metadata(sign_with=saml.provider.key_pair)
    assert read_identity_provider(signed, certificate=certificate)


def test_an_end_that_cannot_be_read_makes_no_metadata(make_login):
    metadata = make_login().provider.metadata(valid_until=NOW + DAY)
    assert read_identity_provider(metadata).valid_until == NOW + DAY
    end = metadata.partition('validUntil="')[2].partition('"')[0]
    with pytest.raises(Rejected) as caught:
        read_identity_provider(metadata.replace(end, "2099"))
    assert caught.value.reason is Reason.NOT_SET_UP


def test_an_address_that_the_library_does_not_take_is_said(make_login, client):
    saml = make_login()
    there = saml.provider.sso_address
    make_login(metadata=saml.provider.metadata().replace(there, "https://adfs/sso"))
    assert client.get(f"/log-ind/med/{saml.key}/").status_code == 404
    make_login()
    assert client.get(f"/log-ind/med/{saml.key}/").status_code == 302


def test_metadata_that_has_ended_counts_no_more(make_login, at_moment):
    saml = make_login()
    make_login(metadata=saml.provider.metadata(valid_until=NOW + DAY))
    assert saml.sign_in().status_code == 302
    at_moment.shift(DAY)
    saml.client.cookies.pop("indgang")
    saml.begin()
    assert saml.post(saml.answer()).status_code == 404
    assert saml.refused_for == [Reason.NOT_SET_UP]


@pytest.mark.parametrize(
    "address", ["http://login.example/sso", "javascript:alert(1)", "file:///x"]
)
def test_a_provider_is_asked_by_https_alone(make_login, client, address):
    saml = make_login()
    there = saml.provider.sso_address
    make_login(metadata=saml.provider.metadata().replace(there, address))
    assert client.get(f"/log-ind/med/{saml.key}/").status_code == 404


def test_the_question_is_signed_and_asks_for_the_level(saml):
    certificate = list_keys(KeyPurpose.SIGNING)[0].certificate.encode()
    location = saml.client.get(f"/log-ind/med/{saml.key}/", {"niveau": 3})["Location"]
    received = read_redirect(location, certificate)
    assert received.signed
    assert received.issuer == saml.entity_id
    assert received.acs_address == saml.answer_address
    assert list_contexts(received) == ["dk:unilogin:loa:ToFaktor"]
    other = make_key_pair("another").certificate_pem
    assert not read_redirect(location, other).signed
    assert list_contexts(saml.begin()) == []


@pytest.mark.parametrize("signed", list(Signed)[:3])
def test_an_encrypted_answer(make_login, own_certificate, signed):
    saml = make_login(is_encrypted=True)
    saml.begin()
    answer = saml.answer(encrypt_for=own_certificate(), signed=signed)
    if signed is Signed.RESPONSE:
        assert saml.post(answer).status_code == 400
        assert saml.refused_for == [Reason.NO_SIGNATURE]
        answer = saml.answer(encrypt_for=own_certificate())
    assert saml.post(answer).status_code == 302
    assert saml.who() == "dorte"


def test_what_has_to_be_encrypted_is_not_taken_in_the_open(make_login, own_certificate):
    saml = make_login(is_encrypted=True)
    saml.begin()
    assert saml.post(saml.answer()).status_code == 400
    assert saml.refused_for == [Reason.NOT_ENCRYPTED]
    assert saml.post(saml.answer(encrypt_for=own_certificate())).status_code == 302


@pytest.mark.parametrize(
    ("weak", "reason"),
    [
        ({"key_transport": RSA_1_5}, Reason.WEAK_ALGORITHM),
        ({"content_algorithm": AES256_CBC}, Reason.WEAK_ALGORITHM),
    ],
    ids=["RSA 1.5", "CBC"],
)
def test_SAML_51_weak_encryption_is_refused_before_anything_is_decrypted(
    make_login, own_certificate, weak, reason, monkeypatch
):
    saml = make_login(is_encrypted=True)
    saml.begin()
    with monkeypatch.context() as patch:
        patch.setattr("core.login.saml.answers.LibraryResponse", None)
        response = saml.post(saml.answer(encrypt_for=own_certificate(), **weak))
    assert (response.status_code, saml.refused_for) == (400, [reason])
    assert saml.post(saml.answer(encrypt_for=own_certificate())).status_code == 302


def test_SAML_51_every_failure_to_decrypt_is_one_and_the_same(make_login, own_certificate):
    saml = make_login(is_encrypted=True)
    saml.begin()
    for another in ("another", "mallory"):
        foreign = make_key_pair(another).certificate_pem
        response = saml.post(saml.answer(encrypt_for=foreign))
        assert response.status_code == 400
    assert saml.refused_for == [Reason.CANNOT_DECRYPT] * 2
    assert saml.post(saml.answer(encrypt_for=own_certificate())).status_code == 302


def test_our_keys_change_with_an_overlap(make_login, client):
    saml = make_login(is_encrypted=True)
    old = list_keys(KeyPurpose.ENCRYPTION)[0].certificate
    make_keys(now=NOW + DAY)
    assert len(read_certificates(client, saml, "encryption")) == 2
    # Announced, and not in use yet: the first is still the old one.
    assert list_keys(KeyPurpose.ENCRYPTION)[0].certificate == old
    use_newest_keys(now=NOW + 2 * DAY)
    new = list_keys(KeyPurpose.ENCRYPTION)[0].certificate
    assert new != old
    for certificate in (old, new):
        saml.begin()
        answer = saml.answer(encrypt_for=certificate.encode())
        assert saml.post(answer).status_code == 302
    assert retire_former_keys(now=NOW + 3 * DAY) == 2
    saml.begin()
    assert saml.post(saml.answer(encrypt_for=old.encode())).status_code == 400
    assert saml.refused_for == [Reason.CANNOT_DECRYPT]
    assert saml.post(saml.answer(encrypt_for=new.encode())).status_code == 302


def test_metadata_is_there_before_the_provider_is_set_up(make_login, client, connections):
    make_login()
    connections["998"].is_on = False
    connections["998"].save()
    own = f"998-{connections['998'].pk}-own"
    response = client.get(f"/log-ind/saml/{own}/metadata.xml")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/samlmetadata+xml"
    root = etree.fromstring(response.content)
    assert root.get("entityID") == f"http://localhost:8000/log-ind/saml/{own}/metadata.xml"
    assert root.find("ds:Signature", NAMESPACES) is not None


def test_private_keys_are_kept_encrypted(db, capsys):
    call_command("login_keys", "new")
    assert KeyPair.objects.count() == 2
    for row in KeyPair.objects.all():
        assert "PRIVATE" not in row.private
        assert "BEGIN CERTIFICATE" in row.certificate
    listed = capsys.readouterr().out
    assert "PRIVATE" not in listed
    assert listed.count("in use since") == 2


def test_a_connector_that_cannot_describe_its_provider_costs_that_one_alone(make_login, client):
    saml, own = make_login(), make_login("998")
    logins.described["998"] = "something else"
    assert client.get(f"/log-ind/med/{own.key}/").status_code == 502
    del logins.described["998"]
    assert client.get(f"/log-ind/med/{own.key}/").status_code == 502
    assert saml.sign_in().status_code == 302


def list_contexts(received):
    return [node.text for node in received.root.iter("{*}AuthnContextClassRef")]


def read_certificates(client, saml, use):
    root = etree.fromstring(client.get(f"/log-ind/saml/{saml.key}/metadata.xml").content)
    return root.findall(f".//md:KeyDescriptor[@use='{use}']", NAMESPACES)
