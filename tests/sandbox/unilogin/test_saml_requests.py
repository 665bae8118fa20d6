"""Requests by SAML 2.0: whose are answered, and which are refused."""

from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from lxml import etree, html

from sandbox.servers.unilogin.keys import SigningKey
from sandbox.servers.unilogin.saml_names import NAMESPACES
from sandbox.servers.unilogin.saml_redirects import make_address
from tests.sandbox.unilogin.browsing import Visitor
from tests.sandbox.unilogin.requesting import Requester


def refuse(visitor: Visitor, address: str) -> str:
    heard = visitor.open(address)
    assert (heard.status, heard.headers["content-type"]) == (400, "text/html; charset=utf-8")
    return html.fromstring(heard.text).findtext(".//code")


def test_a_request_without_a_signature_is_refused(requester: Requester, visitor: Visitor) -> None:
    address = requester.make_sso_address(requester.make_request())
    assert visitor.open(address).status == 200
    bare = address.partition("&SigAlg=")[0]
    assert refuse(visitor, bare) == "the message is not signed by its issuer"
    parts = dict(parse_qsl(urlsplit(address).query))
    weak = {**parts, "SigAlg": "http://www.w3.org/2000/09/xmldsig#rsa-sha1"}
    assert refuse(visitor, f"{address.partition('?')[0]}?{urlencode(weak)}")
    changed = {**parts, "RelayState": "other"}
    assert refuse(visitor, f"{address.partition('?')[0]}?{urlencode(changed)}")
    assert refuse(visitor, f"{address}&RelayState=other") == "RelayState comes twice"


def test_a_request_that_somebody_else_signed_is_refused(
    requester: Requester, visitor: Visitor, foreign_key: SigningKey
) -> None:
    request = requester.make_request()
    foreign = replace(requester, key=foreign_key)
    assert refuse(visitor, foreign.make_sso_address(request)) == (
        "the message is not signed by its issuer"
    )
    assert visitor.open(requester.make_sso_address(request)).status == 200


def test_any_of_the_keys_in_the_metadata_may_have_signed(
    requester: Requester, visitor: Visitor, foreign_key: SigningKey
) -> None:
    newer = replace(requester, key=foreign_key)
    request = requester.make_request()
    assert visitor.open(newer.make_sso_address(request)).status == 400
    plain = requester.portal.metadata
    requester.portal.metadata = lambda: add_certificate(plain(), foreign_key)
    # Read anew at once: nobody waits a minute after a key was changed.
    assert visitor.open(newer.make_sso_address(request)).status == 200
    heard = visitor.sign_in(requester.make_sso_address(request), person="bo000001")
    requester.require_valid(heard, request.get_id())


def add_certificate(metadata: str | bytes, key: SigningKey) -> bytes:
    root = etree.fromstring(metadata.encode() if isinstance(metadata, str) else metadata)
    for found in root.xpath("//md:KeyDescriptor", namespaces=NAMESPACES):
        copy = etree.fromstring(etree.tostring(found))
        (certificate,) = copy.xpath(".//ds:X509Certificate", namespaces=NAMESPACES)
        certificate.text = key.bare_certificate
        found.getparent().insert(list(found.getparent()).index(found) + 1, copy)
    return etree.tostring(root)


@pytest.mark.parametrize(
    "entity_id",
    [
        "http://evil.example/log-ind/saml/metadata", "http://127.0.0.1/andet/metadata",
        "http://127.0.0.1/log-ind/saml/../../metadata", "urn:portal", "",
    ],
)  # fmt: skip
def test_nobody_asks_who_has_no_metadata_on_this_machine(
    requester: Requester, visitor: Visitor, entity_id: str
) -> None:
    request = requester.make_request()
    xml = request.get_xml().replace(requester.entity_id, entity_id).encode()
    sso = f"{requester.provider}/saml/sso"
    assert refuse(visitor, make_address(sso, "SAMLRequest", xml, key=requester.key))
    assert visitor.open(requester.make_sso_address(request)).status == 200


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("{consumer}", "http://127.0.0.1/andet/", "the address for the answer"),
        ("{provider}/saml/sso", "http://127.0.0.1/sso", "for another address"),
        ("IssueInstant=\"20", "IssueInstant=\"19", "too old"),
        ("IssueInstant=\"20", "IssueInstant=\"x", "no moment"),
        ("AuthnRequest", "LogoutRequest", "no AuthnRequest"),
        ("urn:oasis:names:tc:SAML:2.0:protocol", "urn:other", "no message of SAML"),
    ],
)  # fmt: skip
def test_a_signed_request_that_says_something_wrong_is_refused(
    requester: Requester, visitor: Visitor, old: str, new: str, reason: str
) -> None:
    request = requester.make_request()
    text = old.format(consumer=requester.consumer, provider=requester.provider)
    assert text in request.get_xml()
    xml = request.get_xml().replace(text, new).encode()
    sso = f"{requester.provider}/saml/sso"
    assert reason in refuse(visitor, make_address(sso, "SAMLRequest", xml, key=requester.key))
    assert visitor.open(requester.make_sso_address(request)).status == 200


@pytest.mark.parametrize("query", ["", "SAMLRequest=x", "SAMLRequest=eA%3D%3D", "a=1&a=2"])
def test_what_is_no_message_is_refused(requester: Requester, visitor: Visitor, query: str) -> None:
    assert refuse(visitor, f"{requester.provider}/saml/sso?{query}")


def test_a_message_that_grows_without_end_is_refused(
    requester: Requester, visitor: Visitor
) -> None:
    sso = f"{requester.provider}/saml/sso"
    bomb = make_address(sso, "SAMLRequest", b"<a>" + b" " * 5_000_000, key=requester.key)
    assert refuse(visitor, bomb) == "there is no message, or too much of one"


def test_entities_are_not_read(requester: Requester, visitor: Visitor) -> None:
    xml = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'
    sso = f"{requester.provider}/saml/sso"
    assert refuse(visitor, make_address(sso, "SAMLRequest", xml, key=requester.key))
