"""Writes rosters as STIL's wsiEKSPORT v7, package FuldMyndighed."""

from collections.abc import Iterable, Iterator
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from sandbox.roster.records import (
    ADMIN_SYSTEM,
    Address,
    ContactPerson,
    Employee,
    ExportDates,
    Extern,
    Group,
    InstitutionPerson,
    InstitutionRoster,
    Person,
    Student,
)

NAMESPACES = {
    "e": "https://brugerdatabasen.stil.dk/bpi/wsieksport/7/fullmyndighed",
    "c": "https://brugerdatabasen.stil.dk/bpi/wsieksport/7/common",
    "c3": "https://brugerdatabasen.stil.dk/bpi/common/3",
}


def write_export(
    out: TextIO, institutions: Iterable[InstitutionRoster], *, dates: ExportDates
) -> int:
    """Write one export file and return how many institution persons it holds.

    The schema allows one institution a file; several are written one after the other, as when a
    municipality's exports are joined. `out` is UTF-8 without newline translation. Institutions
    and their people are read once and forgotten, so memory does not grow with the file.
    """
    count = 0
    out.write(_format_head(dates))
    for institution in institutions:
        out.write(
            "  <e:Institution>\n"
            f"    {_leaf('c:InstitutionNumber', institution.key)}"
            f"{_leaf('c:InstitutionName', institution.name)}\n"
        )
        out.writelines(_format_group(group, dates) for group in institution.groups)
        for person in institution.people:
            out.write(_format_institution_person(person))
            count += 1
        out.write("  </e:Institution>\n")
    out.write("</e:UNILoginExportFullMyndighed>\n")
    return count


def _format_head(dates: ExportDates) -> str:
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    moment = dates.exported_at.isoformat(timespec="seconds")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f"<e:UNILoginExportFullMyndighed {declared}"
        f' exportDateTime="{moment}" accessLevel="full">\n'
        f'  <c:ImportSource sourceDateTime="{moment}" source={quoteattr(ADMIN_SYSTEM)}'
        f" schoolYear={quoteattr(dates.school_year)}/>\n"
    )


def _format_group(group: Group, dates: ExportDates) -> str:
    fields = (
        _leaf("c:GroupId", group.group_id),
        _leaf("c:GroupName", group.name),
        _leaf("c:GroupType", group.group_type),
        _leaf("c:GroupLevel", group.level),
        _leaf("c:Line", group.line),
        _leaf("c:FromDate", dates.groups_from.isoformat()),
        _leaf("c:ToDate", dates.groups_to.isoformat()),
    )
    return f"    <c:Group>{''.join(fields)}</c:Group>\n"


def _format_institution_person(item: InstitutionPerson) -> str:
    at_work = not isinstance(item.part, Student)
    parts = (
        _leaf("c3:LocalPersonId", item.local_id),
        _format_person(item.person, at_work=at_work),
        _format_part(item.part),
    )
    return (
        f"    <e:InstitutionPerson source={quoteattr(item.source)}>\n"
        + "".join(f"      {part}\n" for part in parts if part)
        + "    </e:InstitutionPerson>\n"
    )


def _format_person(person: Person, *, at_work: bool) -> str:
    """Return a person with the work's e-mail and telephone, or with the private ones only."""
    first_alias, family_alias = person.alias or ("", "")
    fields = (
        _leaf("c:FirstName", person.first_name),
        _leaf("c:FamilyName", person.family_name),
        _leaf("c:UserId", person.unilogin),
        _leaf("c:CivilRegistrationNumber", person.cpr),
        _leaf("c:CivilRegistrationNumberType", "CPR_UNKNOWN_TYPE"),
        _leaf("c:EmailAddress", person.work_email if at_work else person.email),
        _leaf("c:BirthDate", person.birth_date.isoformat()),
        _leaf("c:Gender", person.gender),
        _format_address(person.address),
        _phone("c:HomePhoneNumber", person.home_phone, person),
        _phone("c:WorkPhoneNumber", person.work_phone if at_work else "", person),
        _phone("c:MobilePhoneNumber", person.mobile_phone, person),
        _leaf("e:AliasFirstName", first_alias),
        _leaf("e:AliasFamilyName", family_alias),
    )
    return f'<e:Person protected="{_bool(person.protected)}">{"".join(fields)}</e:Person>'


def _format_address(address: Address) -> str:
    fields = (
        _leaf("c:StreetAddress", address.street),
        _leaf("c:PostalCode", address.postal_code),
        _leaf("c:PostalDistrict", address.district),
        _leaf("c:CountryCode", "DK"),
        _leaf("c:Country", "Danmark"),
        _leaf("c:MunicipalityCode", address.municipality_code),
        _leaf("c:MunicipalityName", address.municipality_name),
    )
    return f"<c:Address>{''.join(fields)}</c:Address>"


def _format_part(part: Student | Employee | Extern) -> str:
    match part:
        case Student():
            return _format_student(part)
        case Employee():
            fields = (
                *(_leaf("c:Role", role) for role in part.roles),
                _leaf("c:ShortName", part.short_name),
                _leaf("c:Occupation", part.occupation),
                *_format_memberships(part.group_ids),
            )
            return f"<c:Employee>{''.join(fields)}</c:Employee>"
        case Extern():
            fields = (_leaf("c:Role", part.role), *_format_memberships(part.group_ids))
            return f"<c:Extern>{''.join(fields)}</c:Extern>"


def _format_student(student: Student) -> str:
    fields = (
        _leaf("c:Role", student.role),
        _leaf("c:Level", student.level),
        _leaf("c:MainGroupId", student.group_ids[0]),
        *_format_memberships(student.group_ids),
    )
    contacts = "".join(f"\n        {_format_contact(contact)}" for contact in student.contacts)
    end = "\n      " if contacts else ""
    return f"<e:Student>{''.join(fields)}{contacts}{end}</e:Student>"


def _format_contact(contact: ContactPerson) -> str:
    # What the numbers of accessLevel mean is not published: everybody has 1, so that no reader
    # can lean on it.
    return (
        f"<e:ContactPerson relation={quoteattr(contact.relation)}"
        f' childCustody="{_bool(contact.custody)}" accessLevel="1">'
        f"{_format_person(contact.person, at_work=False)}</e:ContactPerson>"
    )


def _format_memberships(group_ids: Iterable[str]) -> Iterator[str]:
    return (_leaf("c3:GroupId", group_id) for group_id in group_ids)


def _leaf(tag: str, value: str) -> str:
    """Return an element with a text, or nothing when there is no text."""
    return f"<{tag}>{escape(value)}</{tag}>" if value else ""


def _phone(tag: str, number: str, person: Person) -> str:
    if not number:
        return ""
    return f'<{tag} protected="{_bool(person.protected)}">{escape(number)}</{tag}>'


def _bool(value: bool) -> str:
    return "true" if value else "false"
