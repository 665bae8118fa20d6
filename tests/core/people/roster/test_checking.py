"""The first pass: whatever is wrong anywhere in the file, nothing is written."""

import pytest

from core.people.models import Person, RosterEntry
from core.people.refusals import FileRefused
from tests.core.people.conftest import Bring
from tests.core.people.exports import contact, employee, export, group, institution, person, pupil
from tests.core.people.roster_cast import egesoe, tranehoej

FIRST = institution("998101", group("3B"), employee("anna", "3B"))


def second(*content: str, key: str = "998102") -> str:
    """A file whose first institution is good, and whose second begins on line 8."""
    return export(FIRST, institution(key, *content))


BAD = {
    "unknown institution": (
        second(employee("pia"), key="998777"),
        8,
        "Institution 998777 (Skole 998777) is not known here",
    ),
    "other municipality": (
        second(employee("pia"), key="G99901"),
        8,
        "Institution G99901 (Skole G99901) does not belong to municipality 998",
    ),
    "institution twice": (
        second(employee("pia"), key="998101"),
        8,
        "Institution 998101 is already on line 3",
    ),
    "unknown group": (
        second(group("4A"), pupil("bo", "2X")),
        11,
        "group that is not in the file (“2X”)",
    ),
    "group of another institution": (second(employee("pia", "3B")), 10, "(“3B”)"),
    "unknown main group": (
        second(group("4A"), pupil("bo", "4A").replace("Id>4A</c:Main", "Id>9Z</c:Main")),
        11,
        "(“9Z”)",
    ),
    "group twice": (second(group("4A"), group("4A")), 10, "The group is already on line 9"),
    "group ends first": (
        second(group("4A", starts="2027-07-31", ends="2026-08-01")),
        9,
        "The group ends before it begins",
    ),
    "person twice": (
        second(employee("pia"), pupil("pia")),
        11,
        "The person is already on line 9",
    ),
    "contact twice": (
        second(pupil("bo", contacts=contact("eva") + contact("eva", relation="Andet"))),
        11,
        "The same contact person is there twice",
    ),
    "own contact": (second(pupil("bo", contacts=contact("bo"))), 10, "or is the child"),
    "born tomorrow": (
        second(pupil(person("bo", BirthDate="2026-11-24"))),
        9,
        "“BirthDate” is not a date of birth",
    ),
    "born long ago": (second(employee(person("pia", BirthDate="1899-12-31"))), 9, "date of birth"),
    "guardian's birth": (
        second(pupil("bo", contacts=contact(person("eva", BirthDate="2099-01-01")))),
        10,
        "date of birth",
    ),
    "cut off in the second": (second(employee("pia"))[:-40], None, "not whole"),
    "no institutions": (export(), None, "The file has no institutions"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_fault_anywhere_refuses_the_whole_file(name: str, bring: Bring) -> None:
    content, line, reason = BAD[name]
    with pytest.raises(FileRefused) as refusal:
        bring(content)
    assert reason in refusal.value.reason
    assert refusal.value.line == line or line is None
    assert not Person.objects.exists()
    assert not RosterEntry.objects.exists()
    bring(export(FIRST))
    assert Person.objects.exists()


@pytest.mark.parametrize("name", BAD)
def test_a_refusal_names_no_person(name: str, bring: Bring) -> None:
    with pytest.raises(FileRefused) as refusal:
        bring(BAD[name][0])
    for text in ("anna", "pia", "eva", "Prøve", "2026-11-24"):
        assert text not in str(refusal.value).lower()


def test_the_same_person_may_be_staff_and_guardian_and_at_two_schools(bring: Bring) -> None:
    pupils = pupil("siv", "3B", contacts=contact("anna")) + pupil(
        "max", "3B", contacts=contact("anna")
    )
    bring(export(egesoe(more=pupils), tranehoej()))
    assert Person.objects.filter(unilogin="anna").count() == 1


def test_born_today_is_old_enough(bring: Bring) -> None:
    bring(second(pupil(person("bo", BirthDate="2026-11-23"))))
    assert Person.objects.filter(unilogin="bo").exists()


def test_a_cell_of_the_register_is_not_moved_by_a_file_of_another_municipality(
    bring: Bring,
) -> None:
    with pytest.raises(FileRefused, match="does not belong to municipality 999"):
        bring(export(FIRST), municipality="999")
    assert not Person.objects.exists()
