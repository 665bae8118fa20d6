"""A second, evil Assertion beside the signed one, or one of the two where none belongs."""

from collections.abc import Callable

from lxml import etree

from tests.identity_provider.encryption import encrypt
from tests.identity_provider.vocabulary import ds, find_first, parse, saml, samlp, write
from tests.identity_provider.wrapping import ASSERTION_ID, Attack, Evil, make_evil_assertion

Place = Callable[[etree._Element, etree._Element], None]


def evil_first(xml: bytes, evil: Evil) -> bytes:
    """Two Assertions, the unsigned one first."""
    return _put_beside(xml, evil, after=False, ID=ASSERTION_ID)


def evil_last(xml: bytes, evil: Evil) -> bytes:
    """Two Assertions, the unsigned one last."""
    return _put_beside(xml, evil, after=True, ID=ASSERTION_ID)


def evil_first_with_same_id(xml: bytes, evil: Evil) -> bytes:
    """Two Assertions of one ID, the unsigned one first."""
    return _put_beside(xml, evil, after=False)


def evil_last_with_same_id(xml: bytes, evil: Evil) -> bytes:
    """Two Assertions of one ID, the unsigned one last."""
    return _put_beside(xml, evil, after=True)


def evil_with_foreign_ids(xml: bytes, evil: Evil) -> bytes:
    """The unsigned Assertion has the signed one's ID in attributes that only look like its ID."""
    response, assertion = _read(xml)
    double = make_evil_assertion(assertion, evil, ID=ASSERTION_ID)
    seen = assertion.get("ID") or ""
    for name in ("Id", "id", "{http://www.w3.org/XML/1998/namespace}id", "{urn:evil}ID"):
        double.set(name, seen)
    assertion.addprevious(double)
    return write(response)


def response_with_same_id(xml: bytes, evil: Evil) -> bytes:
    """The Response has the signed Assertion's ID, and an evil Assertion comes first."""
    response, assertion = _read(xml)
    response.set("ID", assertion.get("ID") or "")
    assertion.addprevious(make_evil_assertion(assertion, evil, ID=ASSERTION_ID))
    return write(response)


def evil_encrypted(xml: bytes, evil: Evil, certificate_pem: bytes) -> bytes:
    """An unsigned EncryptedAssertion before the signed plain one: the recipient's key is public."""
    response, assertion = _read(xml)
    encrypted = encrypt(make_evil_assertion(assertion, evil, ID=ASSERTION_ID), certificate_pem)
    assertion.addprevious(saml.EncryptedAssertion(encrypted))
    return write(response)


def _put_beside(xml: bytes, evil: Evil, *, after: bool, **attributes: str) -> bytes:
    response, assertion = _read(xml)
    double = make_evil_assertion(assertion, evil, **attributes)
    (assertion.addnext if after else assertion.addprevious)(double)
    return write(response)


def _hide_signed(place: Place) -> Attack:
    def attack(xml: bytes, evil: Evil) -> bytes:
        response, assertion = _read(xml)
        response.replace(assertion, make_evil_assertion(assertion, evil, ID=ASSERTION_ID))
        place(response, assertion)
        return write(response)

    return attack


def _hide_evil(place: Place) -> Attack:
    def attack(xml: bytes, evil: Evil) -> bytes:
        response, assertion = _read(xml)
        place(response, make_evil_assertion(assertion, evil, ID=ASSERTION_ID))
        return write(response)

    return attack


def _into_extensions(response: etree._Element, hidden: etree._Element) -> None:
    find_first(response, "samlp:Status").addprevious(samlp.Extensions(hidden))


def _into_status_detail(response: etree._Element, hidden: etree._Element) -> None:
    find_first(response, "samlp:Status").append(samlp.StatusDetail(hidden))


def _into_object(response: etree._Element, hidden: etree._Element) -> None:
    find_first(response, "samlp:Status").addprevious(samlp.Extensions(ds.Object(hidden)))


def _into_advice(response: etree._Element, hidden: etree._Element) -> None:
    shown = find_first(response, "saml:Assertion")
    find_first(shown, "saml:Conditions").addnext(saml.Advice(hidden))


def _read(xml: bytes) -> tuple[etree._Element, etree._Element]:
    response = parse(xml)
    return response, find_first(response, "/samlp:Response/saml:Assertion")


# The hidden Assertion of `evil in …` is nobody's business: a recipient may log in the signed user.
INSERTIONS: dict[str, Attack] = {
    "evil first": evil_first,
    "evil last": evil_last,
    "evil first, same ID": evil_first_with_same_id,
    "evil last, same ID": evil_last_with_same_id,
    "evil first, foreign IDs": evil_with_foreign_ids,
    "evil first, Response has the ID": response_with_same_id,
    "signed in Extensions": _hide_signed(_into_extensions),
    "signed in StatusDetail": _hide_signed(_into_status_detail),
    "signed in Object": _hide_signed(_into_object),
    "signed in Advice": _hide_signed(_into_advice),
    "evil in Extensions": _hide_evil(_into_extensions),
    "evil in StatusDetail": _hide_evil(_into_status_detail),
    "evil in Object": _hide_evil(_into_object),
}
