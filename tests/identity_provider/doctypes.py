"""Document type declarations, which no SAML message may have.

Most of these leave the signature right: the name that the provider signed is written as an entity
that stands for it. What refuses them must therefore be the declaration alone.
"""

from lxml import etree

from tests.identity_provider.vocabulary import find, find_first, parse, write

ROOT = "samlp:Response"
MARK = b"PLACEOFTHEENTITY"


def with_doctype(xml: bytes) -> bytes:
    """An empty declaration."""
    return _declare(xml, b"")


def with_internal_entity(xml: bytes) -> bytes:
    """The signed name as an entity of the document's own."""
    marked, name = _mark_name_id(xml)
    entity = b'<!ENTITY name "%s">' % name
    return _declare(marked, entity).replace(MARK, b"&name;")


def with_external_entity(xml: bytes, address: str) -> bytes:
    """The name fetched from an address, such as `file:///etc/passwd` or `http://127.0.0.1:1/`."""
    marked, _ = _mark_name_id(xml)
    entity = b'<!ENTITY name SYSTEM "%s">' % address.encode()
    return _declare(marked, entity).replace(MARK, b"&name;")


def with_parameter_entity(xml: bytes, address: str) -> bytes:
    """A declaration that fetches the rest of itself, before any element is read."""
    return _declare(xml, b'<!ENTITY %% rest SYSTEM "%s"> %%rest;' % address.encode())


def with_external_subset(xml: bytes, address: str) -> bytes:
    """A declaration that lies at an address as a whole."""
    return b'<!DOCTYPE %s SYSTEM "%s">' % (ROOT.encode(), address.encode()) + _body(xml)


def with_declared_id(xml: bytes) -> bytes:
    """A declaration that makes another attribute an ID: `Destination` of the Response."""
    return _declare(xml, b"<!ATTLIST %s Destination ID #IMPLIED>" % ROOT.encode())


def with_default_attribute(xml: bytes) -> bytes:
    """A declaration that gives every Assertion an attribute that nobody wrote."""
    return _declare(xml, b'<!ATTLIST saml:Assertion Evil CDATA "true">')


def billion_laughs(xml: bytes, *, levels: int = 10) -> bytes:
    """A name of `10 ** levels` laughs."""
    marked, _ = _mark_name_id(xml)
    entities = [b'<!ENTITY e0 "lol">'] + [
        b'<!ENTITY e%d "%s">' % (level, b"&e%d;" % (level - 1) * 10)
        for level in range(1, levels + 1)
    ]
    return _declare(marked, b"".join(entities)).replace(MARK, b"&e%d;" % levels)


def quadratic_blowup(xml: bytes, *, size: int = 50_000) -> bytes:
    """A long entity many times: `size` characters, `size` / 10 times."""
    marked, _ = _mark_name_id(xml)
    entity = b'<!ENTITY e "%s">' % (b"x" * size)
    return _declare(marked, entity).replace(MARK, b"&e;" * (size // 10))


def _declare(xml: bytes, subset: bytes) -> bytes:
    return b"<!DOCTYPE %s [%s]>" % (ROOT.encode(), subset) + _body(xml)


def _body(xml: bytes) -> bytes:
    return write(parse(xml))


def _mark_name_id(xml: bytes) -> tuple[bytes, bytes]:
    root = parse(xml)
    name_ids: list[etree._Element] = find(root, "//saml:NameID")
    name = (find_first(root, "//saml:NameID").text or "").encode()
    for name_id in name_ids:
        name_id.text = MARK.decode()
    return write(root), name
