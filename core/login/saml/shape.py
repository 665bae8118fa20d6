"""The one shape that an answer may have, so that what was signed is what is read.

Wrapping puts a signed piece where the signature's check finds it and another where the reader
looks. Here each piece has one place, and what stands anywhere else is refused.
"""

import re
from collections import Counter

from lxml import etree

from core.login.refusals import Reason, Rejected
from core.login.saml.names import (
    ASSERTION,
    CONTENT_METHODS,
    DIGEST_METHODS,
    DS,
    ENCRYPTED_ASSERTION,
    EXCLUSIVE,
    KEY_METHODS,
    NAMESPACES,
    RESPONSE,
    SAML,
    SAMLP,
    SIGNATURE,
    SIGNATURE_METHODS,
    TRANSFORMS,
    XENC,
)

# What a response is made of, and how many there may be of each.
_PARTS = {
    f"{{{SAML}}}Issuer": 1,
    SIGNATURE: 1,
    f"{{{SAMLP}}}Status": 1,
    ASSERTION: 1,
    ENCRYPTED_ASSERTION: 1,
}
_PARTS_OF_ASSERTION = {
    f"{{{SAML}}}Issuer": 1,
    SIGNATURE: 1,
    f"{{{SAML}}}Subject": 1,
    f"{{{SAML}}}Conditions": 1,
    f"{{{SAML}}}AuthnStatement": 1,
    f"{{{SAML}}}AttributeStatement": 1,
}
# These are texts: an element within one would hide what stands after it.
_TEXTS = frozenset(
    f"{{{SAML}}}{name}"
    for name in ("AttributeValue", "Audience", "AuthnContextClassRef", "Issuer", "NameID")
)
_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,255}")
# What of XML signatures and encryption leads elsewhere, or runs programs.
_FORBIDDEN = frozenset(
    {
        f"{{{DS}}}Object",
        f"{{{DS}}}Manifest",
        f"{{{XENC}}}CipherReference",
        f"{{{SAML}}}EncryptedID",
        f"{{{SAML}}}EncryptedAttribute",
        f"{{{SAML}}}Advice",
        f"{{{SAMLP}}}Extensions",
    }
)


def check_response(root: etree._Element) -> None:
    """Raises `Rejected` for a response, encrypted or decrypted, in any shape but the one."""
    if root.tag != RESPONSE:
        raise Rejected(Reason.MISSHAPEN, "not a response")
    # Signatures leave comments out, and python3-saml's own elements do not show them: hidden in
    # what was encrypted, one would cut a name short.
    if root.xpath("//comment() | //processing-instruction()"):
        raise Rejected(Reason.MISSHAPEN, "a comment or an instruction")
    _check_parts(root, _PARTS)
    _check_everywhere(root)
    assertions = [*root.iter(ASSERTION), *root.iter(ENCRYPTED_ASSERTION)]
    if len(assertions) > 1:
        raise Rejected(Reason.MISSHAPEN, "several assertions")
    for assertion in assertions:
        if assertion.getparent() is not root:
            raise Rejected(Reason.MISSHAPEN, "an assertion out of its place")
        if assertion.tag == ASSERTION:
            _check_parts(assertion, _PARTS_OF_ASSERTION)
        else:
            _check_encryption(assertion)


def check_signatures(root: etree._Element) -> None:
    """Raises `Rejected` for a signature that is not its parent's own, or is a weak one."""
    for signature in root.iter(SIGNATURE):
        parent = signature.getparent()
        if parent is not root and (
            parent is None or parent.tag != ASSERTION or parent.getparent() is not root
        ):
            raise Rejected(Reason.MISSHAPEN, "a signature out of its place")
        _check_signature(signature, parent)


def check_signed_root(root: etree._Element) -> None:
    """Raises `Rejected` unless the one signature in a document is the root's own, of the root."""
    signatures = list(root.iter(SIGNATURE))
    if not signatures:
        raise Rejected(Reason.NO_SIGNATURE)
    if len(signatures) > 1 or signatures[0].getparent() is not root:
        raise Rejected(Reason.MISSHAPEN, "a signature out of its place")
    check_ids(root)
    _check_signature(signatures[0], root)


def check_ids(root: etree._Element) -> None:
    """Raises `Rejected` for an ID that comes twice: a signature might mean either."""
    ids: set[str] = set()
    for element in root.iter():
        for name, value in element.attrib.items():
            if etree.QName(name).localname.lower() != "id":
                continue
            # libxml2 looks them up by an expression into which they are put as they are.
            if not _ID.fullmatch(str(value)):
                raise Rejected(Reason.MISSHAPEN, "an ID that is none")
            if value in ids:
                raise Rejected(Reason.MISSHAPEN, "an ID twice")
            ids.add(str(value))


def _check_parts(element: etree._Element, parts: dict[str, int]) -> None:
    counts = Counter(str(child.tag) for child in element)
    for tag, count in counts.items():
        if count > parts.get(tag, 0):
            # What nobody knows may be called anything, and is not named.
            name = f"{etree.QName(tag).localname} too often" if tag in parts else "an unknown part"
            raise Rejected(Reason.MISSHAPEN, name)


def _check_everywhere(root: etree._Element) -> None:
    for element in root.iter():
        if element.tag in _FORBIDDEN:
            raise Rejected(Reason.MISSHAPEN, f"{etree.QName(element).localname} in it")
        if element.tag in _TEXTS and len(element):
            raise Rejected(Reason.MISSHAPEN, "an element within a text")
    check_ids(root)
    check_signatures(root)


def _check_signature(signature: etree._Element, parent: etree._Element) -> None:
    infos = signature.findall("ds:SignedInfo", NAMESPACES)
    references = signature.findall(".//ds:Reference", NAMESPACES)
    if len(infos) != 1 or len(references) != 1 or references[0].getparent() is not infos[0]:
        raise Rejected(Reason.MISSHAPEN, "a signature of several pieces")
    own_id = parent.get("ID")
    if not own_id or references[0].get("URI") != f"#{own_id}":
        raise Rejected(Reason.MISSHAPEN, "a signature of something else")
    methods = {
        "ds:SignedInfo/ds:CanonicalizationMethod": frozenset({EXCLUSIVE}),
        "ds:SignedInfo/ds:SignatureMethod": SIGNATURE_METHODS,
        "ds:SignedInfo/ds:Reference/ds:DigestMethod": DIGEST_METHODS,
    }
    for path, allowed in methods.items():
        named = [node.get("Algorithm") for node in signature.findall(path, NAMESPACES)]
        if len(named) != 1 or named[0] not in allowed:
            raise Rejected(Reason.WEAK_ALGORITHM)
    transforms = [
        node.get("Algorithm") for node in signature.iterfind(".//ds:Transform", NAMESPACES)
    ]
    if not set(transforms) <= TRANSFORMS or len(transforms) != len(set(transforms)):
        raise Rejected(Reason.WEAK_ALGORITHM, "a transform")


def _check_encryption(assertion: etree._Element) -> None:
    """Before anything is decrypted: errors of weak methods tell what is encrypted."""
    of_content = assertion.findall("xenc:EncryptedData/xenc:EncryptionMethod", NAMESPACES)
    of_key = assertion.findall(".//xenc:EncryptedKey/xenc:EncryptionMethod", NAMESPACES)
    if len(assertion.findall(".//xenc:EncryptedKey", NAMESPACES)) != 1 or len(of_key) != 1:
        raise Rejected(Reason.MISSHAPEN, "not one encrypted key")
    if len(assertion.findall(".//xenc:EncryptedData", NAMESPACES)) != 1 or len(of_content) != 1:
        raise Rejected(Reason.MISSHAPEN, "not one encrypted piece")
    if of_content[0].get("Algorithm") not in CONTENT_METHODS:
        raise Rejected(Reason.WEAK_ALGORITHM, "of the content")
    if of_key[0].get("Algorithm") not in KEY_METHODS:
        raise Rejected(Reason.WEAK_ALGORITHM, "of the key")
