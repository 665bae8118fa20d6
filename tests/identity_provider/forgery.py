"""Signatures taken away, made with a key that is not the provider's, or read in two ways."""

import base64
import hashlib
from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from tests.identity_provider.keys import KeyPair
from tests.identity_provider.signing import sign, sign_by_hmac
from tests.identity_provider.vocabulary import DS, XSL, ds, find, find_first, parse, write
from tests.identity_provider.wrapping import Evil, make_evil, without_signature

XSLT = "http://www.w3.org/TR/1999/REC-xslt-19991116"


def remove_signatures(xml: bytes, evil: Evil) -> bytes:
    """The evil document without any signature."""
    return write(_strip(make_evil(parse(xml), evil)))


def sign_as_attacker(
    xml: bytes, evil: Evil, attacker: KeyPair, *, shown: KeyPair | None = None
) -> bytes:
    """Each signature made anew by the attacker, whose certificate KeyInfo holds.

    `keys.clone_certificate` makes a certificate that looks like the provider's; with `shown`,
    KeyInfo holds that key pair's certificate instead.
    """

    def sign_and_show(element: etree._Element) -> etree._Element:
        signed = sign(element, attacker)
        if shown is not None:
            certificate = find_first(signed, "ds:Signature/ds:KeyInfo//ds:X509Certificate")
            certificate.text = shown.certificate_text
        return signed

    return write(_sign_anew(xml, evil, sign_and_show))


def sign_with_certificate(xml: bytes, evil: Evil, certificate: bytes) -> bytes:
    """Keyed hashes in place of signatures, made with the certificate that everybody knows."""
    return write(_sign_anew(xml, evil, lambda element: sign_by_hmac(element, certificate)))


def remove_references(xml: bytes, evil: Evil) -> bytes:
    """The evil document with signatures that refer to nothing."""
    root = make_evil(parse(xml), evil)
    for reference in find(root, "//ds:Reference"):
        _drop(reference)
    return write(root)


def empty_references(xml: bytes, evil: Evil) -> bytes:
    """The evil document with signatures that refer to "the whole document"."""
    root = make_evil(parse(xml), evil)
    for reference in find(root, "//ds:Reference"):
        reference.set("URI", "")
    return write(root)


def empty_signature_values(xml: bytes, evil: Evil) -> bytes:
    """The evil document with signatures that hold no value."""
    root = make_evil(parse(xml), evil)
    for value in find(root, "//ds:SignatureValue"):
        value.text = None
    return write(root)


def comment_in_digest(xml: bytes, evil: Evil) -> bytes:
    """The digest of the evil piece in front of a comment, the signed one after it.

    The comment is no part of what was signed (CVE-2025-29775, xml-crypto).
    """
    root = make_evil(parse(xml), evil)
    for value in find(root, "//ds:DigestValue"):
        comment = etree.Comment("")
        comment.tail, value.text = value.text, _digest(_find_signed(value))
        value.append(comment)
    return write(root)


def second_signed_info(xml: bytes, evil: Evil) -> bytes:
    """A SignedInfo with the digest of the evil piece before the signed SignedInfo.

    One of them is checked against the signature, the other one against the digest
    (CVE-2025-29774, xml-crypto).
    """
    root = make_evil(parse(xml), evil)
    for info in find(root, "//ds:SignedInfo"):
        double = deepcopy(info)
        find_first(double, "ds:Reference/ds:DigestValue").text = _digest(_find_signed(info))
        info.addprevious(double)
    return write(root)


def add_relative_namespace(xml: bytes, evil: Evil) -> bytes:
    """The evil document with a relative namespace, at which canonicalisation gives up.

    Software that takes the failure for an empty text checks a signature over nothing.
    """
    root = make_evil(parse(xml), evil)
    for signature in find(root, "//ds:Signature"):
        signed = signature.getparent()
        if signed is not None:
            signed.append(etree.Element("{1}void", nsmap={"void": "1"}))
    return write(root)


def add_stylesheet(xml: bytes, evil: Evil) -> bytes:
    """The evil document with an XSLT transform in each signature, added after signing."""
    root = make_evil(parse(xml), evil)
    for transforms in find(root, "//ds:Transforms"):
        transforms.append(ds.Transform(make_stylesheet(), Algorithm=XSLT))
    return write(root)


def make_stylesheet() -> etree._Element:
    """A stylesheet that yields one fixed word, so that everything has the same digest."""
    template = etree.Element(f"{{{XSL}}}template", match="/", nsmap={"xsl": XSL})
    etree.SubElement(template, f"{{{XSL}}}element", name="same")
    stylesheet = etree.Element(f"{{{XSL}}}stylesheet", version="1.0", nsmap={"xsl": XSL})
    stylesheet.append(template)
    return stylesheet


FORGERIES: dict[str, Callable[[bytes, Evil], bytes]] = {
    "signatures removed": remove_signatures,
    "references removed": remove_references,
    "references empty": empty_references,
    "signature values empty": empty_signature_values,
    "comment in digest": comment_in_digest,
    "second SignedInfo": second_signed_info,
    "relative namespace": add_relative_namespace,
    "stylesheet added": add_stylesheet,
}


def _sign_anew(
    xml: bytes, evil: Evil, make: Callable[[etree._Element], etree._Element]
) -> etree._Element:
    response = make_evil(parse(xml), evil)
    is_signed = bool(find(response, "/samlp:Response/ds:Signature"))
    for assertion in find(response, "/samlp:Response/saml:Assertion[ds:Signature]"):
        response.replace(assertion, make(without_signature(assertion)))
    return make(without_signature(response)) if is_signed else response


def _strip(root: etree._Element) -> etree._Element:
    for signature in find(root, "//ds:Signature"):
        _drop(signature)
    return root


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        raise LookupError("nothing around the element")
    parent.remove(element)


def _find_signed(inside: etree._Element) -> etree._Element:
    signature = next(inside.iterancestors(f"{{{DS}}}Signature"))
    signed = signature.getparent()
    if signed is None:
        raise LookupError("nothing around the signature")
    return signed


def _digest(signed: etree._Element) -> str:
    canonical = etree.tostring(without_signature(signed), method="c14n", exclusive=True)
    return base64.b64encode(hashlib.sha256(canonical).digest()).decode()
