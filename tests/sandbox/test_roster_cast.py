"""The people in the demo's roster files: the cast where the story has them, and their kind."""

from datetime import date
from xml.etree.ElementTree import Element

from sandbox.roster.world import CAST
from tests.sandbox.reading import (
    NS,
    find_text,
    list_institutions,
    list_people,
    list_places,
    list_relations,
    list_unilogins,
)


def test_the_cast_stand_in_their_places(exports: list[Element]) -> None:
    assert list_places(exports, "anna") == {
        ("998101", "3.B"),
        ("998101", "3. årgang"),
        ("998101", "Team indskoling"),
    }
    assert list_places(exports, "bo") == {
        ("998101", "3.B"),
        ("998101", "3. årgang"),
        ("998111", "Indskoling"),
    }
    assert {("998101", "7.A"), ("998101", "7. årgang")} < list_places(exports, "emil")
    assert list_places(exports, "ella") == {("G99901", "Tanglopperne")}
    assert list_places(exports, "mette") == {("G99901", "Tanglopperne")}
    assert list_places(exports, "noor") == {("999101", "5.A"), ("999101", "5. årgang")}
    assert list_places(exports, "thea") == {("998001", ""), ("999001", "")}
    assert {place[0] for place in list_places(exports, "kirsten")} == {"G99901"}


def test_all_the_cast_but_the_substitute_are_in_the_rosters(exports: list[Element]) -> None:
    unilogins = list_unilogins(*exports)
    missing = {key for key, member in CAST.items() if member.unilogin not in unilogins}
    assert missing == {"nanna"}
    assert {len(member.unilogin) for member in CAST.values()} == {8}


def test_the_cast_have_their_relations(exports: list[Element]) -> None:
    by_id = {member.unilogin: key for key, member in CAST.items()}
    named = {
        (by_id.get(child, child), by_id.get(adult, adult), relation, custody)
        for child, adult, relation, custody in list_relations(exports)
        if child in by_id or adult in by_id
    }
    assert named == {
        ("bo", "dorte", "Mor", "true"),
        ("bo", "jonas", "Far", "true"),
        ("emil", "dorte", "Mor", "true"),
        ("emil", "jonas", "Far", "true"),
        ("ella", "dorte", "Mor", "true"),
        ("ella", "jonas", "Far", "true"),
        ("oskar001", "carla", "Mor", "true"),
        ("liv", "nina", "Mor", "true"),
        ("liv", "peter", "Far", "false"),
        ("jeppe001", "bente", "Officielt tilknyttet person", "false"),
        ("malthe", "karolin1", "Mor", "true"),
        ("noor", "amira", "Mor", "true"),
        ("ask00001", "soren", "Far", "true"),
    }


def test_parents_who_live_apart_have_two_addresses(exports: list[Element]) -> None:
    streets = {
        find_text(person, "c:UserId"): find_text(person, "c:Address/c:StreetAddress")
        for person in list_people(exports, "e:Person")
    }
    assert streets["bo000001"] == streets["dorte001"]
    assert streets["jonas001"] != streets["dorte001"]


def test_pupils_are_as_old_as_their_class(exports: list[Element]) -> None:
    pupils = 0
    for person in list_people(exports, "e:InstitutionPerson"):
        level = find_text(person, "e:Student/c:Level")
        if level.isdecimal():
            born = date.fromisoformat(find_text(person, "e:Person/c:BirthDate"))
            assert born.year == 2020 - int(level)
            pupils += 1
    assert pupils > 200


def test_protected_people_are_marked_and_their_ids_tell_no_name(exports: list[Element]) -> None:
    found = {}
    for person in list_people(exports, "e:Person"):
        if person.attrib["protected"] == "true":
            found[find_text(person, "c:UserId")] = person
            assert not find_text(person, "c:UserId").startswith(
                find_text(person, "c:FirstName")[:3].lower()
            )
    liv = found[CAST["liv"].unilogin]
    assert find_text(liv, "c:FirstName") == "Liv"
    assert find_text(liv, "e:AliasFirstName") == "Lea"
    assert find_text(liv, "e:AliasFamilyName") == "Holm"
    assert CAST["nina"].unilogin in found
    aliases = [bool(find_text(person, "e:AliasFirstName")) for person in found.values()]
    assert aliases.count(True) >= 4
    assert aliases.count(False) >= 1


def test_some_people_belong_to_several_places(exports: list[Element]) -> None:
    staff: dict[str, set[str]] = {}
    pupils: dict[str, set[str]] = {}
    guardians: dict[str, set[str]] = {}
    for institution in list_institutions(exports):
        key = find_text(institution, "c:InstitutionNumber")
        for person in institution.iterfind("e:InstitutionPerson", NS):
            known = staff if person.find("e:Student", NS) is None else pupils
            known.setdefault(find_text(person, "e:Person/c:UserId"), set()).add(key)
            for contact in person.iterfind("e:Student/e:ContactPerson/e:Person", NS):
                guardians.setdefault(find_text(contact, "c:UserId"), set()).add(key)
    school_and_sfo = [keys for keys in staff.values() if keys == {"998101", "998111"}]
    assert len(school_and_sfo) == 1
    assert any(keys & staff[key] for key, keys in guardians.items() if key in staff)
    assert any({"998101", "998102"} <= keys for keys in guardians.values())
    in_sfo = [keys for keys in pupils.values() if "998111" in keys]
    assert in_sfo
    assert all(keys == {"998101", "998111"} for keys in in_sfo)
