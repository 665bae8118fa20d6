"""The demo's roster files: the same each time, shaped as the national export, and honest."""

import csv
import re
from collections import Counter
from copy import deepcopy
from io import StringIO
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from sandbox.roster.__main__ import main, write_bulk, write_demo
from sandbox.roster.records import DEFAULT_DATES, ExportDates, Group, InstitutionRoster
from sandbox.roster.stil_file import write_export
from sandbox.roster.world import INSTITUTIONS
from tests.sandbox.reading import (
    NS,
    URIS,
    find_text,
    list_institutions,
    list_people,
    list_unilogins,
    list_unknown_groups,
    read_export,
)

# Written by hand from the format's description: the order of children, `?` where they may lack.
PERSON = (
    "c:FirstName c:FamilyName c:UserId c:CivilRegistrationNumber? c:CivilRegistrationNumberType? "
    "c:EmailAddress? c:BirthDate? c:Gender? c:Address? c:HomePhoneNumber? c:WorkPhoneNumber? "
    "c:MobilePhoneNumber? e:AliasFirstName? e:AliasFamilyName?"
)
CHILDREN = {
    "e:UNILoginExportFullMyndighed": "c:ImportSource* e:Institution*",
    "e:Institution": "c:InstitutionNumber c:InstitutionName c:Group* e:InstitutionPerson*",
    "c:Group": "c:GroupId c:GroupName c:GroupType c:GroupLevel? c:Line? c:FromDate c:ToDate",
    "e:InstitutionPerson": "c3:LocalPersonId? e:Person e:Student? c:Employee? c:Extern?",
    "e:Person": PERSON,
    "c:Address": (
        "c:StreetAddress c:PostalCode c:PostalDistrict c:CountryCode c:Country "
        "c:MunicipalityCode c:MunicipalityName"
    ),
    "e:Student": "c:Role c:Level c:MainGroupId c3:GroupId* e:ContactPerson*",
    "e:ContactPerson": "e:Person",
    "c:Employee": "c:Role+ c:ShortName? c:Occupation? c3:GroupId*",
    "c:Extern": "c:Role c3:GroupId*",
}
ATTRIBUTES = {
    "e:UNILoginExportFullMyndighed": {"exportDateTime", "accessLevel"},
    "c:ImportSource": {"sourceDateTime", "source", "schoolYear"},
    "e:InstitutionPerson": {"source"},
    "e:Person": {"protected"},
    "e:ContactPerson": {"relation", "childCustody", "accessLevel"},
    "c:HomePhoneNumber": {"protected"},
    "c:WorkPhoneNumber": {"protected"},
    "c:MobilePhoneNumber": {"protected"},
}
GROUP_TYPES = {"Hovedgruppe", "Årgang", "Hold", "SFO", "Team"}
ROLES = {
    "e:Student": {"Barn", "Elev"},
    "c:Employee": {"Lærer", "Pædagog", "Vikar", "Leder", "Ledelse", "TAP", "Konsulent"},
    "c:Extern": {"Praktikant", "Ekstern"},
}


def name_of(element: Element) -> str:
    uri, _, local = element.tag[1:].partition("}")
    return f"{URIS[uri]}:{local}"


def list_shape_faults(root: Element) -> list[str]:
    """Name the elements whose attributes or order of children differ from the format."""
    faults = []
    for element in root.iter():
        name = name_of(element)
        items = re.findall(r"(\S+?)([?*+]?)(?: |$)", CHILDREN.get(name, ""))
        pattern = "".join(f"(?:{child} ){mark}" for child, mark in items)
        if not re.fullmatch(pattern, "".join(f"{name_of(child)} " for child in element)):
            faults.append(f"children of {name}")
        if set(element.attrib) != ATTRIBUTES.get(name, set()):
            faults.append(f"attributes of {name}")
    return faults


def test_it_writes_the_same_bytes_for_the_same_seed(folder: Path, tmp_path: Path) -> None:
    main([str(tmp_path / "again"), "--seed", "1"])
    main([str(tmp_path / "other"), "--seed", "2"])
    for name in ("institutions.csv", "998.xml", "999.xml"):
        assert (tmp_path / "again" / name).read_bytes() == (folder / name).read_bytes()
    assert (tmp_path / "other" / "998.xml").read_bytes() != (folder / "998.xml").read_bytes()


def test_it_lists_the_institutions_parents_first(folder: Path) -> None:
    with open(folder / "institutions.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["key", "name", "kind", "parent", "municipality", "address"]
    assert Counter(row["kind"] for row in rows) == {
        "school": 4,
        "sfo": 4,
        "daycare": 3,
        "administration": 2,
    }
    seen = {""}
    for row in rows:
        assert row["parent"] in seen
        seen.add(row["key"])


def test_it_exports_every_institution_in_its_municipality(exports: list[Element]) -> None:
    written = [
        [find_text(item, "c:InstitutionNumber") for item in root.iterfind("e:Institution", NS)]
        for root in exports
    ]
    assert written == [
        [item.key for item in INSTITUTIONS.values() if item.municipality == code]
        for code in ("998", "999")
    ]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_has_about_600_people(tmp_path: Path, seed: int) -> None:
    write_demo(tmp_path, seed=seed)
    roots = [read_export(tmp_path / name) for name in ("998.xml", "999.xml")]
    assert 570 <= len(list_unilogins(*roots)) <= 660


def test_it_writes_the_classes_and_rooms_of_the_demo(exports: list[Element]) -> None:
    counts = {
        find_text(item, "c:InstitutionNumber"): len(
            [
                group
                for group in item.iterfind("c:Group", NS)
                if find_text(group, "c:GroupType") == "Hovedgruppe"
            ]
        )
        for item in list_institutions(exports)
    }
    expected = {"998101": 20, "998102": 14, "999101": 11, "999102": 7}
    rooms = {"G99801": 4, "G99901": 4, "G99902": 2}
    assert {key: count for key, count in counts.items() if count} == expected | rooms


def test_it_has_the_shape_of_the_national_export(exports: list[Element]) -> None:
    for root in exports:
        assert list_shape_faults(root) == []
        doctored = deepcopy(root)
        for group in doctored.iterfind(".//c:Group", NS):
            group[0].tag = f"{{{NS['c3']}}}GroupId"
        assert set(list_shape_faults(doctored)) == {"children of c:Group"}


def test_it_uses_every_kind_of_group_and_role(exports: list[Element]) -> None:
    types = {item.text for root in exports for item in root.iterfind(".//c:GroupType", NS)}
    assert types == GROUP_TYPES
    for name, roles in ROLES.items():
        found = {item.text for root in exports for item in root.iterfind(f".//{name}/c:Role", NS)}
        assert found == roles


def test_levels_stand_on_main_groups_only(exports: list[Element]) -> None:
    for group in (item for root in exports for item in root.iterfind(".//c:Group", NS)):
        is_main = find_text(group, "c:GroupType") == "Hovedgruppe"
        assert bool(find_text(group, "c:GroupLevel")) == is_main


def test_every_group_that_is_named_exists_once(exports: list[Element]) -> None:
    for institution in list_institutions(exports):
        assert list_unknown_groups(institution) == []
        ids = [item.text for item in institution.iterfind("c:Group/c:GroupId", NS)]
        assert len(ids) == len(set(ids))
    school = next(item for item in list_institutions(exports) if item.findall("c:Group", NS))
    broken = deepcopy(school)
    broken.remove(broken.findall("c:Group", NS)[0])
    assert list_unknown_groups(broken)


def test_private_facts_are_canaries_for_everybody(exports: list[Element]) -> None:
    for person in list_people(exports, "e:Person"):
        assert re.fullmatch(r"99\d{8}", find_text(person, "c:CivilRegistrationNumber"))
        assert find_text(person, "c:Address/c:StreetAddress").startswith("Kanarievej ")
        assert re.fullmatch(r"00\d{6}", find_text(person, "c:HomePhoneNumber"))
        assert re.fullmatch(r"00\d{6}", find_text(person, "c:MobilePhoneNumber"))
        assert find_text(person, "c:EmailAddress").endswith(".example")


def test_a_civil_registration_number_belongs_to_one_person(exports: list[Element]) -> None:
    owners: dict[str, set[str]] = {}
    for person in list_people(exports, "e:Person"):
        number = find_text(person, "c:CivilRegistrationNumber")
        owners.setdefault(number, set()).add(find_text(person, "c:UserId"))
    assert {len(ids) for ids in owners.values()} == {1}


def test_only_staff_have_a_work_telephone(exports: list[Element]) -> None:
    for item in list_people(exports, "e:InstitutionPerson"):
        phone = find_text(item, "e:Person/c:WorkPhoneNumber")
        is_staff = item.find("e:Student", NS) is None
        assert bool(re.fullmatch(r"\+45( \d\d){4}", phone)) == is_staff
        assert item.findall("e:Student/e:ContactPerson/e:Person/c:WorkPhoneNumber", NS) == []
    anna = next(
        person
        for root in exports
        for person in root.iterfind(".//e:Person", NS)
        if find_text(person, "c:UserId") == "anna0001"
    )
    assert find_text(anna, "c:EmailAddress") == "anna@egesoeskolen.example"


def test_it_takes_dates_from_the_caller(tmp_path: Path) -> None:
    dates = ExportDates.for_school_year("2027-2028", exported_at=DEFAULT_DATES.exported_at)
    write_demo(tmp_path, dates=dates)
    root = read_export(tmp_path / "999.xml")
    assert root.find("c:ImportSource", NS).attrib["schoolYear"] == "2027-2028"  # type: ignore[union-attr]
    days = {(find_text(g, "c:FromDate"), find_text(g, "c:ToDate")) for g in root.iter() if len(g)}
    assert days - {("", "")} == {("2027-08-01", "2028-07-31")}


def test_it_escapes_what_a_name_may_hold() -> None:
    group = Group(group_id="A-1", name='Hold <1> & "2"', group_type="Hold")
    roster = InstitutionRoster(key="998999", name="Ø & <Å>", groups=(group,), people=())
    out = StringIO()
    write_export(out, [roster], dates=DEFAULT_DATES)
    root = read_export(out.getvalue())
    assert find_text(root, ".//c:GroupName") == 'Hold <1> & "2"'
    assert find_text(root, ".//c:InstitutionName") == "Ø & <Å>"


def test_a_large_file_has_exactly_as_many_people_as_asked(tmp_path: Path) -> None:
    write_bulk(tmp_path, municipality="997", institutions=3, people=80)
    root = read_export(tmp_path / "997.xml")
    assert list_shape_faults(root) == []
    each = [list_unilogins(item) for item in root.iterfind("e:Institution", NS)]
    assert [len(ids) for ids in each] == [80, 80, 80]
    assert len(set.union(*each)) == 240
    assert [list_unknown_groups(item) for item in root.iterfind("e:Institution", NS)] == [
        [],
        [],
        [],
    ]


def test_a_large_file_never_reuses_an_id_of_the_demo(
    exports: list[Element], tmp_path: Path
) -> None:
    write_bulk(tmp_path, municipality="998", institutions=2, people=60)
    ids = list_unilogins(read_export(tmp_path / "998.xml"))
    assert len(ids) == 120
    assert ids.isdisjoint(list_unilogins(*exports))


@pytest.mark.parametrize("code", ["751", "860", "1000", "abc"])
def test_a_large_file_refuses_a_real_municipality(tmp_path: Path, code: str) -> None:
    options = [str(tmp_path), "--people-per-institution", "20", "--municipality"]
    with pytest.raises(SystemExit):
        main([*options, code])
    assert list(tmp_path.iterdir()) == []
    main([*options, "861"])
    assert (tmp_path / "861.xml").exists()
