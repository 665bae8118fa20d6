"""From what a browser sends to an XML document, before anything in it is believed."""

import binascii
import zlib
from base64 import b64decode

from lxml import etree

from core.login.refusals import Reason, Rejected

# An answer with several hundred attributes has 60 kB.
MOST_BYTES = 256 * 1024
MOST_ELEMENTS = 5_000
DEEPEST = 50


def read_post(text: str) -> bytes:
    """The XML of a message that a form has sent, in base64."""
    if len(text) > MOST_BYTES * 4 // 3:
        raise Rejected(Reason.TOO_LARGE)
    try:
        return b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise Rejected(Reason.UNREADABLE, "not base64") from None


def read_redirect(text: str) -> bytes:
    """The XML of a message that stands in an address: base64 of what is deflated."""
    packed = read_post(text)
    reader = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        found = reader.decompress(packed, MOST_BYTES)
    except zlib.error:
        raise Rejected(Reason.UNREADABLE, "not deflated") from None
    if reader.unconsumed_tail:
        raise Rejected(Reason.TOO_LARGE)
    return found


def parse(xml: bytes, *, drops_comments: bool = False) -> etree._Element:
    """The root of a document that has no document type, no comments and no instructions.

    Comments and instructions cut a text in pieces, of which some readers see the first alone.
    With `drops_comments` they are taken out and the texts made whole.
    """
    if len(xml) > MOST_BYTES:
        raise Rejected(Reason.TOO_LARGE)
    # A parser of its own each time: what one document does to it, the next must not meet.
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=drops_comments,
    )
    # libxml2 reads the declarations of a document type while it parses, however many there are.
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise Rejected(Reason.DOCUMENT_TYPE)
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Rejected(Reason.UNREADABLE, "not XML") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Rejected(Reason.DOCUMENT_TYPE)
    _check_size(root)
    return root


def _check_size(root: etree._Element) -> None:
    if root.getprevious() is not None or root.getnext() is not None:
        raise Rejected(Reason.MISSHAPEN, "something beside the root")
    depth = 0
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for count, (event, node) in enumerate(walk):
        if event in {"comment", "pi"} or not isinstance(node.tag, str):
            raise Rejected(Reason.MISSHAPEN, "a comment or an instruction")
        depth += 1 if event == "start" else -1
        if count > 2 * MOST_ELEMENTS or depth > DEEPEST:
            raise Rejected(Reason.TOO_LARGE)
