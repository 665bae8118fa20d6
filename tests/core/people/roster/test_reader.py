"""What is read out of an export, what is not, and which files are refused and where."""

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO

import pytest
from django.utils import translation

from core.access.models import ALWAYS, FOREVER
from core.people.kinds import GroupKind, Relation, Role
from core.people.refusals import FileRefused
from core.people.roster.reader import read_institutions
from core.people.roster.records import (
    ContactRecord,
    GroupRecord,
    GroupReference,
    InstitutionRecord,
    PersonRecord,
    PlaceRecord,
)
from tests.core.people.exports import (
    EXPORTED,
    contact,
    employee,
    export,
    extern,
    group,
    insert,
    institution,
    person,
    phone,
    pupil,
)

GOOD = export(institution("998101", group("3B"), employee("anna", "3B")))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def read(content: str | bytes) -> list[InstitutionRecord]:
    data = content.encode() if isinstance(content, str) else content
    return list(read_institutions(BytesIO(data)))


def read_people(*places: str) -> list[PersonRecord]:
    [record] = read(export(institution("998101", group("3B"), *places)))
    return [place.person for place in record.places]


def test_it_reads_an_institution_with_its_groups_and_people() -> None:
    child = person("bo", first="Bo", family="Kjeldby Ravn", BirthDate="2017-05-09")
    assert read(
        export(
            institution(
                "998101",
                group("3B", name="3.B", starts="2026-08-01", ends="2027-07-31"),
                group("T", kind="Team"),
                pupil(child, "3B", "T", contacts=contact("dorte")),
            )
        )
    ) == [
        InstitutionRecord(
            line=3,
            key="998101",
            name="Skole 998101",
            exported_at=EXPORTED,
            groups=(
                GroupRecord(
                    line=4,
                    external_id="3B",
                    name="3.B",
                    kind=GroupKind.MAIN,
                    starts_on=date(2026, 8, 1),
                    ends_on=date(2027, 7, 31),
                ),
                GroupRecord(
                    line=5,
                    external_id="T",
                    name="T",
                    kind=GroupKind.TEAM,
                    starts_on=ALWAYS,
                    ends_on=FOREVER,
                ),
            ),
            places=(
                PlaceRecord(
                    person=PersonRecord(
                        line=6,
                        unilogin="bo",
                        first_name="Bo",
                        family_name="Kjeldby Ravn",
                        protected=False,
                        birth_date=date(2017, 5, 9),
                    ),
                    roles=(Role.PUPIL,),
                    groups=(
                        GroupReference(line=7, external_id="3B"),
                        GroupReference(line=7, external_id="T"),
                    ),
                    contacts=(
                        ContactRecord(
                            line=7,
                            person=PersonRecord(
                                line=7,
                                unilogin="dorte",
                                first_name="Dorte",
                                family_name="Prøve",
                                protected=False,
                            ),
                            relation=Relation.MOTHER,
                            custody=True,
                        ),
                    ),
                ),
            ),
        )
    ]


def test_it_keeps_what_staff_are_reached_by_at_work() -> None:
    someone = insert(person("anna", EmailAddress="anna@skole.example"), phone("+45 00 00 00 01"))
    [anna] = read_people(employee(someone, ShortName="AL", Occupation="Lærer"))
    assert (anna.email, anna.phone, anna.initials, anna.title, anna.employed) == (
        "anna@skole.example",
        "+45 00 00 00 01",
        "AL",
        "Lærer",
        True,
    )
    assert read_people(extern(someone))[0].employed is True


@pytest.mark.parametrize("protected", ["true", "1", "", "maybe"])
def test_a_work_telephone_that_is_protected_is_not_read(protected: str) -> None:
    number = "+45 00 00 00 01"
    [open_] = read_people(employee(insert(person("anna"), phone(number, protected="0"))))
    assert open_.phone == number
    hidden = insert(person("anna"), phone(number, protected=protected))
    assert read_people(employee(hidden))[0].phone == ""


def test_guardians_keep_their_email_and_pupils_do_not() -> None:
    [record] = read(
        export(
            institution(
                "998101",
                pupil(
                    person("bo", EmailAddress="bo@post.example"),
                    contacts=contact(person("dorte", EmailAddress="dorte@post.example")),
                ),
            )
        )
    )
    [place] = record.places
    assert place.person.email == ""
    assert place.contacts[0].person.email == "dorte@post.example"


def test_nothing_private_is_read() -> None:
    private = {
        "CivilRegistrationNumber": "9900000001",
        "Gender": "K",
        "PhotoId": "foto-1",
    }
    secret = "<c:Address><c:StreetAddress>Kanarievej 1</c:StreetAddress></c:Address>"
    someone = insert(
        person("dorte", **private),
        secret + "".join(phone("0010000001", kind=kind) for kind in ("Home", "Work", "Mobile")),
    )
    [record] = read(export(institution("998101", pupil(someone, contacts=contact("eva")))))
    dorte = record.places[0].person
    values = [getattr(dorte, name) for name in PersonRecord.__dataclass_fields__]
    assert "dorte" in values
    assert not {"9900000001", "Kanarievej 1", "0010000001", "K", "foto-1"} & {
        str(value) for value in values
    }


def test_nothing_personal_is_part_of_a_records_representation() -> None:
    someone = person(
        "anna0001",
        first="Anna",
        family="Lysholt",
        alias=("Lea", "Holm"),
        BirthDate="1984-04-17",
        EmailAddress="a@b.example",
    )
    [record] = read(export(institution("998101", employee(someone, ShortName="ANLY"))))
    assert record.places[0].person.first_name == "Anna"
    assert "998101" in repr(record)
    for text in ("anna0001", "Anna", "Lysholt", "Lea", "Holm", "1984", "a@b", "ANLY"):
        assert text not in repr(record)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [("false", False), ("0", False), ("true", True), ("1", True), (None, True), ("", True)],
)
def test_who_is_not_said_to_be_open_is_protected(stated: str | None, expected: bool) -> None:
    assert read_people(employee(person("anna", protected=stated)))[0].protected is expected


@pytest.mark.parametrize(
    ("stated", "expected"),
    [("true", True), ("1", True), ("false", False), ("0", False), (None, False), ("x", False)],
)
def test_GDPR_03_custody_that_is_not_said_is_none(stated: str | None, expected: bool) -> None:
    [record] = read(
        export(institution("998101", pupil("bo", contacts=contact("dorte", custody=stated))))
    )
    assert record.places[0].contacts[0].custody is expected


def test_a_groups_own_id_is_not_a_membership() -> None:
    """The export has two elements of that name, in two namespaces."""
    wrong = employee("anna", "3B").replace("c3:GroupId", "c:GroupId")
    [record] = read(export(institution("998101", group("3B"), wrong, employee("pia", "3B"))))
    assert [len(place.groups) for place in record.places] == [0, 1]


def test_days_may_have_an_offset_and_moments_may_lack_one() -> None:
    content = GOOD.replace(EXPORTED.isoformat(), "2026-11-23T06:00:00").replace(
        "<c:UserId>", "<c:BirthDate>1984-04-17+02:00</c:BirthDate><c:UserId>"
    )
    [record] = read(content)
    assert record.exported_at == EXPORTED
    assert record.places[0].person.birth_date == date(1984, 4, 17)


def test_details_that_do_not_fit_are_dropped_and_names_are_refused() -> None:
    someone = insert(person("anna", EmailAddress="no address"), phone("1" * 21))
    [anna] = read_people(employee(someone, ShortName="x" * 21, Occupation="x" * 101))
    assert (anna.email, anna.phone, anna.initials, anna.title) == ("", "", "", "")
    assert read_people(employee(person("anna", first="x" * 100)))[0].first_name == "x" * 100
    with pytest.raises(FileRefused, match="“FirstName” is too long"):
        read_people(employee(person("anna", first="x" * 101)))


def test_comments_and_instructions_are_passed_over() -> None:
    assert read(GOOD.replace("Anna", "An<!-- x -->na<?x y?>")) == read(GOOD)


def test_every_institution_is_yielded_before_the_next_is_read() -> None:
    many = export(*[institution(f"99{n:04}", employee("anna")) for n in range(400)])
    file = BytesIO(many.encode())
    reading = read_institutions(file)
    assert next(reading).key == "990000"
    assert file.tell() < len(many) / 2
    assert sum(1 for _ in reading) == 399


BOMB = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
BAD = {
    "empty": ("", 1, "not whole"),
    "spaces": ("  \n ", 2, "not whole"),
    "no XML": ("key,name\n1,2\n", 1, "not whole"),
    "cut off": (GOOD[: GOOD.index("</c:Employee>")], None, "not whole"),
    "wrong encoding": (GOOD.encode("latin-1"), 5, "not in the encoding"),
    "unknown encoding": (GOOD.replace("UTF-8", "klingon"), 1, "not in the encoding"),
    "huge text": (GOOD.replace("Anna", "A" * 11_000_000), None, "not whole"),
    "too deep": (GOOD.replace("<c:Group>", "<x>" * 300), None, "not whole"),
    "unknown entity": (GOOD.replace("Anna", "&anna;"), None, "not whole"),
    "DTD": (GOOD.replace("?>\n", "?>\n<!DOCTYPE x>\n", 1), 3, "document type"),
    "external DTD": (
        GOOD.replace("?>\n", '?>\n<!DOCTYPE x SYSTEM "file:///etc/hostname">\n', 1),
        3,
        "document type",
    ),
    "external entity": (
        GOOD.replace(
            "?>\n", '?>\n<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>', 1
        ).replace("Anna", "&a;"),
        2,
        "document type",
    ),
    "entity bomb": (
        GOOD.replace("?>\n", f"?>\n<!DOCTYPE x [{BOMB}]>\n", 1).replace("Anna", "&l9;"),
        3,
        "document type",
    ),
    "entity bomb in an attribute": (
        GOOD.replace("?>\n", f"?>\n<!DOCTYPE x [{BOMB}]>\n", 1).replace('"full"', '"&l9;"'),
        None,
        "not whole",
    ),
    "other schema": (GOOD.replace("7/fullmyndighed", "7/full"), 2, "no export of the kind"),
    "older version": (GOOD.replace("wsieksport/7", "wsieksport/6"), 2, "no export of the kind"),
    "other root": (GOOD.replace("UNILoginExportFullMyndighed", "Institution"), 2, "no export"),
    "wrapped": (f"<x>{GOOD.partition('?>')[2]}</x>", 1, "no export of the kind"),
    "lesser access": (GOOD.replace('"full"', '"medium"'), 2, "access level"),
    "no access level": (GOOD.replace(' accessLevel="full"', ""), 2, "access level"),
    "no moment": (GOOD.replace(f' exportDateTime="{EXPORTED.isoformat()}"', ""), 2, "exportDateT"),
    "no number": (
        GOOD.replace("<c:InstitutionNumber>998101</c:InstitutionNumber>", ""),
        3,
        "“InstitutionNumber” is missing",
    ),
    "long number": (GOOD.replace("998101<", "9981011<"), 3, "“InstitutionNumber” is too long"),
    "no group id": (GOOD.replace("<c:GroupId>3B</c:GroupId>", ""), 4, "“GroupId” is missing"),
    "group type": (GOOD.replace("Hovedgruppe", "Klub"), 4, "“GroupType” has a word"),
    "group day": (
        GOOD.replace("</c:Group>", "<c:ToDate>31-07-2027</c:ToDate></c:Group>"),
        4,
        "“ToDate” is not a date",
    ),
    "no first name": (
        GOOD.replace("<c:FirstName>Anna</c:FirstName>", ""),
        5,
        "“FirstName” is missing",
    ),
    "birth date": (
        GOOD.replace("<c:UserId>", "<c:BirthDate>2017-02-30</c:BirthDate><c:UserId>"),
        5,
        "“BirthDate” is not a date",
    ),
    "role": (GOOD.replace("Lærer", "Pedel"), 6, "“Role” has a word"),
    "no role": (GOOD.replace("<c:Role>Lærer</c:Role>", ""), 6, "“Role” is missing"),
    "misplaced": (
        GOOD.replace("<c:Employee>", "<e:InstitutionPerson/><c:Employee>"),
        6,
        "where it does not belong",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_its_line(name: str) -> None:
    assert len(read(GOOD)) == 1
    content, line, reason = BAD[name]
    with pytest.raises(FileRefused) as refusal:
        read(content)
    assert reason in refusal.value.reason
    assert refusal.value.line == line or line is None
    assert str(refusal.value).startswith(f"Line {refusal.value.line}: ")
    assert str(refusal.value).endswith(" Nothing has been changed.")


def test_a_relation_that_is_not_known_is_refused() -> None:
    content = export(institution("998101", pupil("bo", contacts=contact("eva", relation="Ven"))))
    assert read(content.replace("Ven", "Mor"))
    with pytest.raises(FileRefused, match="“relation” has a word"):
        read(content)


@pytest.mark.parametrize("name", BAD)
def test_a_refusal_says_nothing_personal(name: str) -> None:
    with pytest.raises(FileRefused) as refusal:
        read(BAD[name][0])
    for text in ("Anna", "anna", "Prøve", "hostname", "lol"):
        assert text not in str(refusal.value)
    assert refusal.value.__suppress_context__ or refusal.value.__context__ is None


def test_moments_are_read_with_their_offset() -> None:
    moment = datetime.fromisoformat("2026-11-23T05:00:00+00:00")
    assert read(export(institution("998101"), exported_at=moment))[0].exported_at == EXPORTED
