"""SAML 2.0, with python3-saml as the portal's side: what an answer says, and to whom."""

import base64
import time
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree, html
from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser
from onelogin.saml2.utils import OneLogin_Saml2_Utils

from sandbox.servers.unilogin.keys import SigningKey
from sandbox.servers.unilogin.levels import ASSURANCE, NSIS
from sandbox.servers.unilogin.saml_names import NAMESPACES
from tests.sandbox.asking import ask
from tests.sandbox.unilogin.browsing import Broker, Visitor
from tests.sandbox.unilogin.requesting import Requester, read_fields, sign_in

SUBSTANTIAL = f"{NSIS}/Substantial"


def test_the_metadata_are_valid_and_name_both_addresses(provider: str) -> None:
    heard = ask(f"{provider}/saml/metadata")
    assert heard.headers["content-type"] == "application/samlmetadata+xml"
    read = OneLogin_Saml2_IdPMetadataParser.parse(heard.body)["idp"]
    assert read["entityId"] == f"{provider}/saml/metadata"
    assert read["singleSignOnService"]["url"] == f"{provider}/saml/sso"
    assert read["singleLogoutService"]["url"] == f"{provider}/saml/slo"


def test_the_answer_is_signed_encrypted_and_for_who_asked(
    requester: Requester, visitor: Visitor
) -> None:
    request = requester.make_request()
    heard = visitor.sign_in(requester.make_sso_address(request), person="dorte001")
    assert html.fromstring(heard.text).forms[0].action == requester.consumer
    assert read_fields(heard)["RelayState"] == "state"
    response = requester.require_valid(heard, request.get_id())
    assert response.get_attributes() == {
        "dk:unilogin:uniid": ["dorte001"],
        "dk:unilogin:aktoergruppe": ["Kontaktperson"],
        "dk:unilogin:loa": ["EnFaktor"],
        ASSURANCE: ["2"],
        NSIS: ["Low"],
        "dk:unilogin:institution_ids": ["998101", "998111", "G99901"],
    }
    assert response.get_audiences() == [requester.entity_id]
    assert response.get_nameid_format().endswith(":persistent")
    assert response.get_authn_contexts() == ["dk:unilogin:loa:EnFaktor"]


def test_nothing_about_the_person_can_be_read_on_the_way(
    requester: Requester, visitor: Visitor
) -> None:
    request = requester.make_request()
    heard = visitor.sign_in(requester.make_sso_address(request), person="dorte001")
    sent = base64.b64decode(read_fields(heard)["SAMLResponse"]).decode()
    methods = etree.fromstring(sent.encode()).xpath("//@Algorithm")
    assert methods == [
        "http://www.w3.org/2009/xmlenc11#aes256-gcm",
        "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p",
    ]
    for told in ("dorte001", "Kontaktperson", "NameID"):
        assert told not in sent
        assert told.encode() in etree.tostring(requester.read(heard).decrypted_document)


def test_the_assertion_is_signed_by_sha256(requester: Requester, visitor: Visitor) -> None:
    heard = visitor.sign_in(requester.make_sso_address(requester.make_request()), person="bo000001")
    document = requester.read(heard).decrypted_document
    (method,) = document.xpath("//ds:Assertion | //ds:SignatureMethod", namespaces=NAMESPACES)
    assert method.get("Algorithm") == "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
    assert method.getparent().getparent().getparent().tag.endswith("}Assertion")


def test_who_has_another_key_reads_nothing(
    requester: Requester, visitor: Visitor, foreign_key: SigningKey
) -> None:
    heard = visitor.sign_in(requester.make_sso_address(requester.make_request()), person="bo000001")
    other = replace(requester, key=foreign_key, published=foreign_key)
    with pytest.raises(Exception, match=r"(?i)decrypt"):
        other.read(heard)


@pytest.mark.parametrize(
    ("person", "level", "nsis"),
    [
        ("anna0001", "EnFaktor", ["Low"]),
        ("anna0001", "ToFaktor", ["Substantial"]),
        ("bo000001", "EnFaktor", None),
        ("bo000001", "ToFaktor", None),
    ],
)
def test_pupils_have_no_level_of_nsis(
    requester: Requester, visitor: Visitor, person: str, level: str, nsis: list[str] | None
) -> None:
    address = requester.make_sso_address(requester.make_request())
    told = requester.read(visitor.sign_in(address, person=person, level=level)).get_attributes()
    assert (told["dk:unilogin:loa"], told.get(NSIS)) == ([level], nsis)


@pytest.mark.parametrize(
    "reference",
    ["dk:unilogin:loa:ToFaktor", SUBSTANTIAL, f"{NSIS}/High", f"urn:{ASSURANCE}:3"],
)
def test_a_level_that_is_asked_for_is_preselected(
    requester: Requester, visitor: Visitor, reference: str
) -> None:
    plain = requester.make_sso_address(requester.make_request())
    checked = "//input[@checked]/@value"
    assert html.fromstring(visitor.open(plain).text).xpath(checked) == ["EnFaktor"]
    request = requester.make_request(requestedAuthnContext=[reference])
    heard = visitor.open(requester.make_sso_address(request))
    assert html.fromstring(heard.text).xpath(checked) == ["ToFaktor"]


def test_the_session_is_one_for_both_protocols(
    requester: Requester, visitor: Visitor, broker: Broker
) -> None:
    tokens = broker.get_tokens(visitor, person="dorte001")
    request = requester.make_request()
    response = requester.require_valid(
        visitor.open(requester.make_sso_address(request)), request.get_id()
    )
    claims = broker.read_token(tokens["id_token"]).claims
    assert response.get_nameid() == claims["sub"]
    assert response.get_session_index() == claims["sid"]


def test_a_new_sign_in_may_be_demanded(requester: Requester, visitor: Visitor) -> None:
    address = requester.make_sso_address(requester.make_request())
    visitor.sign_in(address, person="dorte001")
    assert "SAMLResponse" in visitor.open(address).text
    forced = requester.make_sso_address(requester.make_request(force_authn=True))
    assert "SAMLResponse" not in visitor.open(forced).text
    stepped = requester.make_request(requestedAuthnContext=[SUBSTANTIAL])
    assert "SAMLResponse" not in visitor.open(requester.make_sso_address(stepped)).text


@pytest.mark.parametrize(
    ("options", "fields", "code"),
    [({}, {"cancel": "1"}, "AuthnFailed"), ({"is_passive": True}, None, "NoPassive")],
)
def test_a_refusal_is_said_in_a_signed_response(
    requester: Requester,
    visitor: Visitor,
    options: dict[str, bool],
    fields: dict[str, str] | None,
    code: str,
) -> None:
    address = requester.make_sso_address(requester.make_request(**options))
    heard = visitor.open(address) if fields is None else visitor.sign_in(address, **fields)
    xml = base64.b64decode(read_fields(heard)["SAMLResponse"])
    codes = etree.fromstring(xml).xpath("//samlp:StatusCode/@Value", namespaces=NAMESPACES)
    assert [each.rpartition(":")[2] for each in codes] == ["Responder", code]
    certificate = requester.make_settings().get_idp_cert()
    assert OneLogin_Saml2_Utils.validate_sign(xml, certificate)
    assert not OneLogin_Saml2_Utils.validate_sign(
        xml.replace(b"Responder", b"Requester"), certificate
    )


def test_a_clock_that_is_wrong_makes_answers_that_do_not_count(
    requester: Requester, visitor: Visitor
) -> None:
    address = requester.make_sso_address(requester.make_request())
    for minutes, counts in (("-10", False), ("10", False), ("0", True)):
        ask(f"{requester.provider}/settings", form={"clock": minutes})
        heard = Visitor().sign_in(address, person="bo000001")
        data = requester.make_data(requester.consumer, **read_fields(heard))
        assert requester.read(heard).is_valid(data) is counts


def test_a_lying_provider_adds_another_childs_id(
    requester: Requester, visitor: Visitor, sandbox: Any
) -> None:
    switch = f"{sandbox.addresses['sandbox']}/switches/unilogin"
    ask(switch, method="PUT", value={"state": "other_child"})
    told = sign_in(requester, visitor).get_attributes()["dk:unilogin:uniid"]
    assert told[0] == "dorte001"
    assert len(told) == 2


def test_metadata_are_kept_for_a_minute(requester: Requester, visitor: Visitor) -> None:
    address = requester.make_sso_address(requester.make_request())
    began = time.monotonic()
    for _ in range(3):
        assert visitor.open(address).status == 200
    assert time.monotonic() - began < 60
    assert requester.portal.fetched == ["/log-ind/saml/metadata"]
