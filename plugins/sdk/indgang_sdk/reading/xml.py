"""Reading XML that somebody else has written."""

import re
from typing import TYPE_CHECKING

from indgang_sdk.errors import UnexpectedAnswer

if TYPE_CHECKING:
    from lxml import etree

# What is built of a document takes the memory, not its letters: 140 bytes a node.
MOST_NODES = 250_000
NODES_AN_ATTRIBUTE = 2
MOST_LEVELS = 100
DECLARATION = re.compile(r"<\?xml\s[^>]*\?>")
ENCODING = re.compile(rb"<\?xml\s[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
ATTRIBUTE = re.compile(r"=\s*[\"']")
BEFORE_THE_ROOT = re.compile(r"(?:\s+|<!--.*?-->|<\?.*?\?>)*+", re.DOTALL)
ENCODINGS = frozenset({"utf-8", "us-ascii", "iso-8859-1", "iso-8859-15", "windows-1252"})
MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def read_xml(body: bytes) -> "etree._Element":
    """The root element of an XML document, without comments and instructions; needs `lxml`.

    Raises `UnexpectedAnswer` for what is not XML, and for what XML can do beside saying something:
    a DTD with its entities, hundreds of levels, elements by the million. Nothing is included,
    transformed or fetched.
    """
    # Only who reads XML has to have it.
    from lxml import etree  # noqa: PLC0415

    text = _read_text(body)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise UnexpectedAnswer("the answer is not XML") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnexpectedAnswer("the answer has a DTD")
    if root.xpath("boolean(" + "/*" * (MOST_LEVELS + 1) + ")"):
        raise UnexpectedAnswer("the answer has too many levels")
    return root


def _read_text(body: bytes) -> str:
    """The document without its declaration, which names an encoding that it then no longer has."""
    try:
        text = body.decode(_find_encoding(body))
    except UnicodeDecodeError:
        raise UnexpectedAnswer("the answer is not in the encoding that it names") from None
    text = DECLARATION.sub("", text, count=1) if text.startswith("<?xml") else text
    before = BEFORE_THE_ROOT.match(text)
    if before and text.startswith("<!DOCTYPE", before.end()):
        raise UnexpectedAnswer("the answer has a DTD")
    if _count_nodes(text) > MOST_NODES:
        raise UnexpectedAnswer("the answer has too many elements, texts and attributes")
    return text


def _count_nodes(text: str) -> int:
    """How many nodes are built of a document at most."""
    elements = text.count("<") - text.count("</")
    texts = text.count(">") - text.count("><")
    attributes = sum(1 for _ in ATTRIBUTE.finditer(text))
    return elements + texts + attributes * NODES_AN_ATTRIBUTE


def _find_encoding(body: bytes) -> str:
    for mark, encoding in MARKS.items():
        if body.startswith(mark):
            return encoding
    named = ENCODING.match(body[:200])
    encoding = named[1].decode().lower() if named else "utf-8"
    if encoding not in ENCODINGS:
        raise UnexpectedAnswer("the answer is in an encoding that is not read")
    return encoding
