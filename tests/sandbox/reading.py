"""Reads exports for the tests: UNI-Logins, relations and places, by the format's own names."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from sandbox.roster.world import CAST

URIS = {
    "https://brugerdatabasen.stil.dk/bpi/wsieksport/7/fullmyndighed": "e",
    "https://brugerdatabasen.stil.dk/bpi/wsieksport/7/common": "c",
    "https://brugerdatabasen.stil.dk/bpi/common/3": "c3",
}
NS = {prefix: uri for uri, prefix in URIS.items()}


def read_export(source: Path | str) -> ET.Element:
    """Return the root of a file, or of the text of one."""
    text = source.read_text("utf-8") if isinstance(source, Path) else source
    return ET.fromstring(text.encode())  # noqa: S314 - the tests wrote it themselves


def list_unknown_groups(institution: ET.Element) -> list[str]:
    known = {item.text for item in institution.iterfind("c:Group/c:GroupId", NS)}
    references = ("c3:GroupId", "c:MainGroupId")
    return [
        str(item.text)
        for name in references
        for item in institution.iterfind(f".//{name}", NS)
        if item.text not in known
    ]


def list_institutions(exports: list[ET.Element]) -> Iterator[ET.Element]:
    for root in exports:
        yield from root.iterfind("e:Institution", NS)


def find_text(element: ET.Element, path: str) -> str:
    return element.findtext(path, "", NS)


def list_people(exports: list[ET.Element], kind: str) -> Iterator[ET.Element]:
    """Yield each `e:InstitutionPerson`, or each `e:Person` with contact persons among them."""
    for root in exports:
        yield from root.iterfind(f".//{kind}", NS)


def list_unilogins(*elements: ET.Element) -> set[str]:
    return {str(item.text) for each in elements for item in each.iterfind(".//c:UserId", NS)}


def list_relations(exports: list[ET.Element]) -> set[tuple[str, str, str, str]]:
    """Return (child, adult, relation, custody) as UNI-Logins and the texts of the file."""
    return {
        (
            find_text(person, "e:Person/c:UserId"),
            find_text(contact, "e:Person/c:UserId"),
            contact.attrib["relation"],
            contact.attrib["childCustody"],
        )
        for root in exports
        for person in root.iterfind("e:Institution/e:InstitutionPerson", NS)
        for contact in person.iterfind("e:Student/e:ContactPerson", NS)
    }


def list_places(exports: list[ET.Element], key: str) -> set[tuple[str, str]]:
    """Return the institutions and group names of one of the cast, as pupil, child or staff."""
    places = set()
    for institution in list_institutions(exports):
        number = find_text(institution, "c:InstitutionNumber")
        names = {
            find_text(group, "c:GroupId"): find_text(group, "c:GroupName")
            for group in institution.iterfind("c:Group", NS)
        }
        for person in institution.iterfind("e:InstitutionPerson", NS):
            if find_text(person, "e:Person/c:UserId") == CAST[key].unilogin:
                groups = [names[str(item.text)] for item in person.iterfind("*/c3:GroupId", NS)]
                places |= {(number, name) for name in groups or [""]}
    return places
