"""Reads the national export wsiEKSPORT v7, package FuldMyndighed, one institution at a time.

Numbers of the civil register, addresses and private telephones are never read out of the file.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO

from django.utils.translation import gettext as _
from lxml import etree

from core.access.models import ALWAYS, FOREVER
from core.people.kinds import Role
from core.people.refusals import FileRefused
from core.people.roster.elements import (
    C3,
    C,
    E,
    Element,
    is_denied,
    is_stated,
    keep_email,
    keep_short,
    line_of,
    read_checked,
    read_day,
    read_moment,
    read_required,
    read_text,
    refuse,
    translate_word,
)
from core.people.roster.records import (
    ContactRecord,
    GroupRecord,
    GroupReference,
    InstitutionRecord,
    PersonRecord,
    PlaceRecord,
)
from core.people.roster.roles import (
    EMPLOYEE_ROLES,
    EXTERN_ROLES,
    GROUP_KINDS,
    RELATIONS,
    STUDENT_ROLES,
)

ROOT = f"{E}UNILoginExportFullMyndighed"
INSTITUTION = f"{E}Institution"
GROUP = f"{C}Group"
INSTITUTION_PERSON = f"{E}InstitutionPerson"
PERSON = f"{E}Person"
NUMBER = f"{C}InstitutionNumber"

NAME_LENGTH = 100
UNILOGIN_LENGTH = 50
GROUP_ID_LENGTH = 100
GROUP_NAME_LENGTH = 100
LEVEL_LENGTH = 6
PHONE_LENGTH = 20
TITLE_LENGTH = 100
INITIALS_LENGTH = 20
KEY_LENGTH = 6

_ENCODING_ERRORS = (
    etree.ErrorTypes.ERR_INVALID_ENCODING,
    etree.ErrorTypes.ERR_UNSUPPORTED_ENCODING,
)
_OTHER_NAMES = {
    "family_name": f"{C}FamilyName",
    "alias_first_name": f"{E}AliasFirstName",
    "alias_family_name": f"{E}AliasFamilyName",
}


def read_institutions(file: BinaryIO) -> Iterator[InstitutionRecord]:
    """Yields each institution of an export, and forgets it before it reads the next.

    The file is read from its beginning. Raises `FileRefused` with the line for a file that is
    not whole, is of another kind, or refers to anything outside itself.
    """
    try:
        exported_at = _read_head(file)
        yield from _read_body(file, exported_at)
    except etree.XMLSyntaxError as error:
        reason = _("The file is not whole, or is not XML.")
        if getattr(error, "code", None) in _ENCODING_ERRORS:
            reason = _("The text is not in the encoding that the file names.")
        raise FileRefused(reason, line=error.lineno or 1) from None


def _read_head(file: BinaryIO) -> datetime:
    """When the file was exported, after a look at its first element only."""
    _event, root = next(iter(_parse(file, "start", tag=None)))
    if root.getroottree().docinfo.doctype:
        raise refuse(root, _("The file has a document type, which could hide other files."))
    if root.tag != ROOT:
        raise refuse(root, _("The file is no export of the kind FuldMyndighed, version 7."))
    if root.get("accessLevel") != "full":
        raise refuse(root, _("The export's access level is not “full”."))
    return read_moment(root, "exportDateTime")


def _read_body(file: BinaryIO, exported_at: datetime) -> Iterator[InstitutionRecord]:
    reading: _Reading | None = None
    for _event, element in _parse(file, "end", tag=(GROUP, INSTITUTION_PERSON, INSTITUTION)):
        is_institution = element.tag == INSTITUTION
        _check_parent(element, ROOT if is_institution else INSTITUTION)
        if reading is None:
            reading = _Reading(element if is_institution else element.getparent(), exported_at)
        if is_institution:
            yield reading.finish()
            reading = None
        else:
            reading.add(element)
        _forget(element)


def _parse(file: BinaryIO, event: str, *, tag: tuple[str, ...] | None) -> etree.iterparse:
    file.seek(0)
    return etree.iterparse(
        file,
        events=(event,),
        tag=tag,
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )


def _check_parent(element: Element, tag: str) -> None:
    parent = element.getparent()
    if parent is None or parent.tag != tag:
        raise refuse(element, _("The element stands where it does not belong."))


def _forget(element: Element) -> None:
    """Frees an element that has been read, and everything before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


class _Reading:
    """One institution while its elements come by."""

    def __init__(self, institution: Element, exported_at: datetime) -> None:
        self._line = line_of(institution)
        self._key = read_required(institution, NUMBER, most=KEY_LENGTH)
        self._name = read_text(institution, f"{C}InstitutionName")
        self._exported_at = exported_at
        self._groups: list[GroupRecord] = []
        self._places: list[PlaceRecord] = []
        self._skipped = 0

    def add(self, element: Element) -> None:
        if element.tag == GROUP:
            self._groups.append(_read_group(element))
        else:
            self._add_place(element)

    def finish(self) -> InstitutionRecord:
        return InstitutionRecord(
            line=self._line,
            key=self._key,
            name=self._name,
            exported_at=self._exported_at,
            groups=tuple(self._groups),
            places=tuple(self._places),
            skipped=self._skipped,
        )

    def _add_place(self, element: Element) -> None:
        person = element.find(PERSON)
        part = _find_part(element)
        if person is None or part is None or not _has_unilogin(person):
            self._skipped += 1
            return
        contacts = part.findall(f"{E}ContactPerson")
        known = [item for item in contacts if _has_unilogin(item.find(PERSON))]
        self._skipped += len(contacts) - len(known)
        self._places.append(
            PlaceRecord(
                person=_read_person(person, part=part),
                roles=_read_roles(part),
                groups=_read_references(part),
                contacts=tuple(_read_contact(item) for item in known),
            )
        )


def _find_part(element: Element) -> Element | None:
    """The student, employee or extern part of an institution's person."""
    return next((child for child in element if child.tag in _ROLES_OF_PART), None)


def _has_unilogin(person: Element | None) -> bool:
    return person is not None and bool(read_text(person, f"{C}UserId"))


def _read_group(element: Element) -> GroupRecord:
    external_id = read_required(element, f"{C}GroupId", most=GROUP_ID_LENGTH)
    kind = read_text(element, f"{C}GroupType")
    return GroupRecord(
        line=line_of(element),
        external_id=external_id,
        name=read_checked(element, f"{C}GroupName", most=GROUP_NAME_LENGTH) or external_id,
        kind=translate_word(element, "GroupType", kind, GROUP_KINDS),
        level=keep_short(read_text(element, f"{C}GroupLevel"), most=LEVEL_LENGTH),
        starts_on=read_day(element, f"{C}FromDate") or ALWAYS,
        ends_on=read_day(element, f"{C}ToDate") or FOREVER,
    )


def _read_person(element: Element, *, part: Element | None) -> PersonRecord:
    """A person with the contact details that a part lets us keep; guardians have no part."""
    names = {
        field: read_checked(element, tag, most=NAME_LENGTH) for field, tag in _OTHER_NAMES.items()
    }
    employed = part is not None and part.tag != STUDENT
    contact = _read_contact_details(element, part) if part is None or employed else {}
    return PersonRecord(
        line=line_of(element),
        unilogin=read_required(element, f"{C}UserId", most=UNILOGIN_LENGTH),
        first_name=read_required(element, f"{C}FirstName", most=NAME_LENGTH),
        protected=not is_denied(element.get("protected")),
        employed=employed,
        birth_date=read_day(element, f"{C}BirthDate"),
        **names,
        **contact,
    )


def _read_contact_details(element: Element, part: Element | None) -> dict[str, str]:
    email = keep_email(read_text(element, f"{C}EmailAddress"))
    if part is None:
        return {"email": email}
    return {
        "email": email,
        "phone": _read_work_phone(element),
        "title": keep_short(read_text(part, f"{C}Occupation"), most=TITLE_LENGTH),
        "initials": keep_short(read_text(part, f"{C}ShortName"), most=INITIALS_LENGTH),
    }


def _read_work_phone(element: Element) -> str:
    phone = element.find(f"{C}WorkPhoneNumber")
    if phone is None or not is_denied(phone.get("protected")):
        return ""
    return keep_short((phone.text or "").strip(), most=PHONE_LENGTH)


def _read_contact(element: Element) -> ContactRecord:
    person = element.find(PERSON)
    assert person is not None, "contacts without a person are skipped before"  # noqa: S101
    relation = element.get("relation", "").strip()
    return ContactRecord(
        line=line_of(element),
        person=_read_person(person, part=None),
        relation=translate_word(element, "relation", relation, RELATIONS),
        custody=is_stated(element.get("childCustody")),
    )


def _read_roles(part: Element) -> tuple[Role, ...]:
    table = _ROLES_OF_PART[part.tag]
    words = [(item.text or "").strip() for item in part.findall(f"{C}Role")]
    roles = [translate_word(part, "Role", word, table) for word in words]
    if not roles:
        raise refuse(part, _("“%s” is missing.") % "Role")
    return tuple(dict.fromkeys(roles))


def _read_references(part: Element) -> tuple[GroupReference, ...]:
    found: dict[str, GroupReference] = {}
    for item in part:
        text = (item.text or "").strip()
        if item.tag in (f"{C}MainGroupId", f"{C3}GroupId") and text:
            found.setdefault(text, GroupReference(line=line_of(item), external_id=text))
    return tuple(found.values())


STUDENT = f"{E}Student"
_ROLES_OF_PART = {
    STUDENT: STUDENT_ROLES,
    f"{C}Employee": EMPLOYEE_ROLES,
    f"{C}Extern": EXTERN_ROLES,
}
