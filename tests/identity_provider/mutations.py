"""Single random changes of a document; `donor` is an evil document that pieces are taken from.

Each takes the root and returns the root, which is another one where the whole was enclosed.
"""

import random
from copy import deepcopy
from typing import Any

from lxml import etree

from tests.identity_provider.vocabulary import DS, SAML, SAMLP

LANDMARKS = [
    *(f"{{{SAMLP}}}{name}" for name in ("Status", "Extensions")),
    *(f"{{{SAML}}}{name}" for name in ("Issuer", "Assertion", "Subject", "NameID")),
    *(f"{{{SAML}}}{name}" for name in ("Conditions", "AttributeStatement", "Attribute")),
    *(f"{{{DS}}}{name}" for name in ("Signature", "SignedInfo", "Reference", "KeyInfo", "Object")),
]
PREFIXES = ("a", "saml2", "samlp", "ds")
COMMENTS = ("", "x", "<saml:NameID>")


def move(chance: random.Random, root: etree._Element, _: etree._Element) -> etree._Element:
    """A piece goes to another place."""
    piece = _pick(chance, root)
    if piece is not None:
        place = chance.choice(list(root.iter(etree.Element)))
        if place is not piece and piece not in place.iterancestors():
            _put(chance, place, piece)
    return root


def copy(chance: random.Random, root: etree._Element, _: etree._Element) -> etree._Element:
    """A piece stands in a second place, too."""
    piece = _pick(chance, root)
    if piece is not None:
        _put(chance, chance.choice(list(root.iter(etree.Element))), _clone(piece))
    return root


def delete(chance: random.Random, root: etree._Element, _: etree._Element) -> etree._Element:
    """A piece is gone."""
    piece = _pick(chance, root)
    parent = None if piece is None else piece.getparent()
    if piece is not None and parent is not None:
        parent.remove(piece)
    return root


def change_id(chance: random.Random, root: etree._Element, _: etree._Element) -> etree._Element:
    """An ID becomes another one of the document, or a new one."""
    bearers = [element for element in root.iter(etree.Element) if element.get("ID") is not None]
    if bearers:
        bearer = chance.choice(bearers)
        bearer.set("ID", chance.choice([*(str(other.get("ID")) for other in bearers), "_x"]))
    return root


def change_reference(
    chance: random.Random, root: etree._Element, _: etree._Element
) -> etree._Element:
    """A Reference points at another ID, at everything or at nothing."""
    references = list(root.iter(f"{{{DS}}}Reference"))
    if references:
        ids = [f"#{element.get('ID')}" for element in root.iter(etree.Element) if element.get("ID")]
        chance.choice(references).set("URI", chance.choice([*ids, "", "#", "#xpointer(/)", "_x"]))
    return root


def change_attribute(
    chance: random.Random, root: etree._Element, donor: etree._Element
) -> etree._Element:
    """An attribute has the value of another one of its name, none, or is gone."""
    bearers = [element for element in root.iter(etree.Element) if element.attrib]
    if not bearers:
        return root
    bearer = chance.choice(bearers)
    name = chance.choice(list(bearer.attrib))
    others = [other.get(name) for other in [*root.iter(bearer.tag), *donor.iter(bearer.tag)]]
    value = chance.choice([*(other for other in others if other is not None), "", None])
    if value is None:
        del bearer.attrib[name]
    else:
        bearer.set(name, value)
    return root


def change_text(
    chance: random.Random, root: etree._Element, donor: etree._Element
) -> etree._Element:
    """A text becomes that of a piece of the evil document, nothing, or longer."""
    texts = [element for element in root.iter(etree.Element) if (element.text or "").strip()]
    if texts:
        changed = chance.choice(texts)
        donors = [other.text for other in donor.iter(changed.tag)]
        changed.text = chance.choice([*donors, "", f"{changed.text} "])
    return root


def change_prefix(chance: random.Random, root: etree._Element, _: etree._Element) -> etree._Element:
    """An element is written with another prefix, its namespace stays."""
    piece = _pick(chance, root)
    parent = None if piece is None else piece.getparent()
    if piece is None or parent is None:
        return root
    namespace, prefix = etree.QName(piece).namespace or SAML, chance.choice([None, *PREFIXES])
    nsmap: Any = {prefix: namespace}  # the stubs know no default namespace
    renamed = etree.Element(piece.tag, nsmap=nsmap)
    renamed.text, renamed.tail = piece.text, piece.tail
    for name, value in piece.attrib.items():
        renamed.set(name, value)
    parent.replace(piece, renamed)
    renamed.extend(list(piece))
    return root


def insert_comment(
    chance: random.Random, root: etree._Element, _: etree._Element
) -> etree._Element:
    """A comment lies in a text."""
    place = chance.choice(list(root.iter(etree.Element)))
    comment = etree.Comment(chance.choice(COMMENTS))
    text = place.text or ""
    at = chance.randint(0, len(text))
    place.text, comment.tail = text[:at], text[at:]
    place.insert(0, comment)
    return root


def insert_evil(
    chance: random.Random, root: etree._Element, donor: etree._Element
) -> etree._Element:
    """A piece of the evil document is added."""
    piece = _pick(chance, donor)
    if piece is not None:
        _put(chance, chance.choice(_landmarks(root) or [root]), _clone(piece))
    return root


def replace_by_evil(
    chance: random.Random, root: etree._Element, donor: etree._Element
) -> etree._Element:
    """A piece of the evil document stands for one of its kind."""
    piece = _pick(chance, donor)
    targets = [] if piece is None else list(root.iter(piece.tag))
    if piece is not None and targets:
        _swap(chance.choice(targets), _clone(piece))
    return root


def wrap(chance: random.Random, root: etree._Element, donor: etree._Element) -> etree._Element:
    """The signed Assertion makes room for the evil one and is kept somewhere else."""
    signed = list(root.iter(f"{{{SAML}}}Assertion"))
    evil = next(donor.iter(f"{{{SAML}}}Assertion"), None)
    if signed and evil is not None and signed[0] is not root:
        kept, wrapper = signed[0], _clone(evil)
        if chance.random() < 0.5:
            wrapper.set("ID", kept.get("ID") or "")
        _swap(kept, wrapper)
        if chance.random() < 0.5:
            wrapper.extend(deepcopy(child) for child in kept.iterchildren(f"{{{DS}}}Signature"))
        _put(chance, chance.choice(list(root.iter(etree.Element))), kept)
    return root


def enclose(chance: random.Random, root: etree._Element, donor: etree._Element) -> etree._Element:
    """The whole document is kept inside an evil one."""
    wrapper = _clone(donor)
    if chance.random() < 0.5:
        wrapper[1:1] = [deepcopy(child) for child in root.iterchildren(f"{{{DS}}}Signature")]
    _put(chance, chance.choice(list(wrapper.iter(etree.Element))), root)
    return wrapper


def _landmarks(root: etree._Element) -> list[etree._Element]:
    return [element for element in root.iter(LANDMARKS) if element is not root]


def _pick(chance: random.Random, root: etree._Element) -> etree._Element | None:
    chosen = _landmarks(root) if chance.random() < 0.6 else []
    chosen = chosen or [element for element in root.iter(etree.Element) if element is not root]
    return chance.choice(chosen) if chosen else None


def _put(chance: random.Random, place: etree._Element, piece: etree._Element) -> None:
    """The piece into the place, or before or after it."""
    piece.tail = None
    parent = place.getparent()
    where = chance.choice(["in", "before", "after"])
    if parent is None or where == "in":
        place.insert(chance.randint(0, len(place)), piece)
    else:
        parent.insert(parent.index(place) + (where == "after"), piece)


def _swap(old: etree._Element, new: etree._Element) -> None:
    parent = old.getparent()
    if parent is not None:
        new.tail, old.tail = old.tail, None
        parent.replace(old, new)


def _clone(piece: etree._Element) -> etree._Element:
    copy = deepcopy(piece)
    copy.tail = None
    return copy
