"""Enveloped XML signatures, made and checked with xmlsec."""

from copy import deepcopy

import xmlsec
from lxml import etree

from tests.identity_provider.keys import KeyPair
from tests.identity_provider.vocabulary import DS, SAML, find, parse, write

RSA_SHA1 = "http://www.w3.org/2000/09/xmldsig#rsa-sha1"
RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
RSA_SHA384 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384"
RSA_SHA512 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"
HMAC_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"
SHA1 = "http://www.w3.org/2000/09/xmldsig#sha1"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
SHA384 = "http://www.w3.org/2001/04/xmldsig-more#sha384"
SHA512 = "http://www.w3.org/2001/04/xmlenc#sha512"

SIGNATURE_TRANSFORMS = {
    RSA_SHA1: xmlsec.Transform.RSA_SHA1,
    RSA_SHA256: xmlsec.Transform.RSA_SHA256,
    RSA_SHA384: xmlsec.Transform.RSA_SHA384,
    RSA_SHA512: xmlsec.Transform.RSA_SHA512,
    HMAC_SHA256: xmlsec.Transform.HMAC_SHA256,
}
DIGEST_TRANSFORMS = {
    SHA1: xmlsec.Transform.SHA1,
    SHA256: xmlsec.Transform.SHA256,
    SHA384: xmlsec.Transform.SHA384,
    SHA512: xmlsec.Transform.SHA512,
}

PARTS_OF_SIGNATURE = {f"{{{DS}}}{name}" for name in ("SignedInfo", "SignatureValue", "KeyInfo")}


def sign(
    element: etree._Element,
    key_pair: KeyPair,
    *,
    signature_algorithm: str = RSA_SHA256,
    digest_algorithm: str = SHA256,
    stylesheet: etree._Element | None = None,
) -> etree._Element:
    """A signed copy of the element as a document of its own; a stylesheet becomes a transform."""
    key = xmlsec.Key.from_memory(key_pair.private_pem, xmlsec.KeyFormat.PEM)
    key.load_cert_from_memory(key_pair.certificate_pem, xmlsec.KeyFormat.CERT_PEM)
    copy = parse(write(element))
    signature = _add_template(copy, signature_algorithm, digest_algorithm, stylesheet)
    xmlsec.template.add_x509_data(xmlsec.template.ensure_key_info(signature))
    return _fill(copy, signature, key)


def sign_by_hmac(element: etree._Element, secret: bytes) -> etree._Element:
    """A copy of the element with a keyed hash in place of a signature, and no KeyInfo."""
    copy = parse(write(element))
    signature = _add_template(copy, HMAC_SHA256, SHA256, None)
    return _fill(copy, signature, xmlsec.Key.from_binary_data(xmlsec.KeyData.HMAC, secret))


def find_intact(xml: bytes, certificate_pem: bytes) -> list[etree._Element]:
    """The pieces of a document that hold what was once signed, wherever they stand by now.

    It says what an attacker kept, not what a recipient may trust: a signature need not stand in
    the piece that it refers to. Each piece is checked on its own, with the signature put into it.
    """
    root = parse(xml)
    intact = {
        piece: None
        for signature in find(root, "//ds:Signature[ds:SignedInfo/ds:Reference/@URI]")
        for piece in _find_referenced(root, signature)
        if _matches(piece, signature, certificate_pem)
    }
    return list(intact)


def _add_template(
    root: etree._Element,
    signature_algorithm: str,
    digest_algorithm: str,
    stylesheet: etree._Element | None,
) -> etree._Element:
    signature = xmlsec.template.create(
        root,
        xmlsec.Transform.EXCL_C14N,
        SIGNATURE_TRANSFORMS[signature_algorithm],
        ns="ds",
    )
    root.insert(_place_of_signature(root), signature)
    reference = xmlsec.template.add_reference(
        signature, DIGEST_TRANSFORMS[digest_algorithm], uri=f"#{root.get('ID')}"
    )
    xmlsec.template.add_transform(reference, xmlsec.Transform.ENVELOPED)
    if stylesheet is not None:
        xmlsec.template.add_transform(reference, xmlsec.Transform.XSLT).append(stylesheet)
    xmlsec.template.add_transform(reference, xmlsec.Transform.EXCL_C14N)
    return signature


def _fill(root: etree._Element, signature: etree._Element, key: xmlsec.Key) -> etree._Element:
    context = xmlsec.SignatureContext()
    context.key = key
    context.register_id(root, "ID")
    context.sign(signature)
    # A fresh document: the ID registered in this one may not move to another with its element.
    return parse(write(root))


def _place_of_signature(root: etree._Element) -> int:
    return 1 if len(root) and root[0].tag == f"{{{SAML}}}Issuer" else 0


def _find_referenced(root: etree._Element, signature: etree._Element) -> list[etree._Element]:
    names = [
        str(reference.get("URI")).removeprefix("#")
        for reference in find(signature, "ds:SignedInfo/ds:Reference[@URI]")
    ]
    return [piece for piece in find(root, "//*[@ID]") if piece.get("ID") in names]


def _matches(piece: etree._Element, signature: etree._Element, certificate_pem: bytes) -> bool:
    alone = parse(write(piece))
    for own in find(alone, "ds:Signature"):
        alone.remove(own)
    copy = deepcopy(signature)
    copy.tail = None
    for child in list(copy):
        if child.tag not in PARTS_OF_SIGNATURE:
            copy.remove(child)
    alone.insert(_place_of_signature(alone), copy)
    context = xmlsec.SignatureContext()
    context.key = xmlsec.Key.from_memory(certificate_pem, xmlsec.KeyFormat.CERT_PEM)
    context.register_id(alone, "ID")
    try:
        context.verify(copy)
    except xmlsec.Error:
        return False
    return True
