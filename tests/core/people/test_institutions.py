"""The list of institutions comes in whole, or is refused with line and column."""

import pytest

from core.access.models import PersonKey
from core.people.institutions import InstitutionsSummary, import_institutions
from core.people.institutions_file import read_institution_rows
from core.people.models import Institution, Membership, Person
from core.people.operations import create_municipality
from core.people.refresh import refresh_access
from core.people.refusals import FileRefused
from tests.core.people.conftest import INSTITUTIONS, TODAY, keys_of
from tests.core.people.statements import list_writes, record_statements

HEADER = "key,name,kind,parent,municipality,address\n"
ROOT = "998001,Børn og Unge,administration,,998,\n"
SCHOOL = "998101,Egesøskolen,school,998001,998,\n"
GOOD = HEADER + ROOT + SCHOOL


@pytest.fixture
def municipalities(db: None) -> None:
    create_municipality(code="998", name="Lindesø Kommune")
    create_municipality(code="999", name="Klitnæs Kommune")


def bring(content: str | bytes) -> InstitutionsSummary:
    data = content.encode() if isinstance(content, str) else content
    return import_institutions(read_institution_rows(data), on=TODAY)


def read_register() -> list[tuple[object, ...]]:
    return list(
        Institution.objects.order_by("key").values_list(
            "key", "name", "kind", "parent__key", "municipality__code", "address"
        )
    )


EXPECTED = [
    ("998001", "Børn og Unge", "administration", None, "998", ""),
    ("998101", "Egesøskolen", "school", "998001", "998", ""),
]


@pytest.mark.parametrize(
    "content",
    [
        GOOD,
        "\ufeff" + GOOD,
        GOOD.replace(",", ";"),
        GOOD.replace("\n", "\r\n"),
        GOOD + "\n\n",
        HEADER + SCHOOL + ROOT,
        GOOD.replace("Egesøskolen", '"Egesøskolen"').replace("key,name", " Key , NAME "),
        "note," + GOOD.replace("\n9", "\nx,9"),
    ],
    ids=["plain", "mark", "semicolon", "crlf", "empty lines", "order", "quoted", "more columns"],
)
def test_it_reads_tables_as_people_save_them(municipalities: None, content: str) -> None:
    assert bring(content) == InstitutionsSummary(new=2, changed=0)
    assert read_register() == EXPECTED


def test_the_same_list_again_writes_nothing(municipalities: None, heard) -> None:
    bring(INSTITUTIONS)
    assert len(heard["institutions"]) == 5
    heard["institutions"].clear()
    with record_statements() as statements:
        assert bring(INSTITUTIONS) == InstitutionsSummary(new=0, changed=0)
    assert list_writes(statements) == []
    assert heard["institutions"] == []


def test_what_differs_is_changed_and_the_rest_stays(municipalities: None, heard) -> None:
    bring(INSTITUTIONS)
    heard["institutions"].clear()
    changed = HEADER + "998102,Tranehøj,school,998001,998,Tranehøj 3\n"
    assert bring(changed) == InstitutionsSummary(new=0, changed=1)
    assert Institution.objects.get(key="998102").address == "Tranehøj 3"
    assert heard["institutions"] == [Institution.objects.get(key="998102").pk]
    assert Institution.objects.count() == 5


def test_a_new_kind_changes_the_keys_of_those_who_belong_there(municipalities: None) -> None:
    bring(GOOD)
    anna = Person.objects.create_user("anna", first_name="Anna")
    Membership.objects.create(
        person=anna,
        institution=Institution.objects.get(key="998101"),
        role="pedagogical",
        source="local",
    )
    refresh_access([anna.pk], on=TODAY)
    assert "998.school/staff" in keys_of("anna")
    bring(GOOD.replace(",school,", ",sfo,"))
    assert "998.sfo/staff" in keys_of("anna")
    assert not PersonKey.objects.filter(key="998.school/staff").exists()


BAD = {
    "empty": ("", None, "", "The file is empty"),
    "mark only": ("\ufeff\n ", None, "", "The file is empty"),
    "header only": (HEADER, None, "", "no institutions"),
    "encoding": (GOOD.encode("latin-1"), 2, "", "not UTF-8"),
    "utf-16": (GOOD.encode("utf-16"), 1, "", "not UTF-8"),
    "missing column": (GOOD.replace("parent", "over"), 1, "parent", "The column is missing"),
    "column twice": (GOOD.replace("address", "key"), 1, "key", "The column is there twice"),
    "column too many": ("key," + GOOD, 1, "key", "The column is there twice"),
    "short line": (GOOD + "998102,Tranehøj\n", 4, "", "2 cells, and the first line has 6"),
    "long line": (GOOD.replace("998,\n9981", "998,,x\n9981"), 2, "", "7 cells"),
    "quotes": (GOOD + '998102,"Trane"høj,school,998001,998,\n', 4, "", "quotation mark"),
    "open quote": (GOOD + '998102,"Tranehøj,school,998001,998,\n', 4, "", "quotation mark"),
    "bad key": (GOOD.replace("998101", "99810"), 3, "key", "six digits or capital letters"),
    "small letters": (GOOD.replace("998101", "g99801"), 3, "key", "six digits"),
    "duplicate key": (GOOD + SCHOOL, 4, "key", "already on line 3"),
    "no name": (GOOD.replace("Egesøskolen", " "), 3, "name", "The name is missing"),
    "bell in name": (GOOD.replace("Egesø", "Ege\a"), 3, "name", "cannot be shown"),
    "long name": (GOOD.replace("Egesøskolen", "x" * 133), 3, "name", "133 characters; at most 132"),
    "long address": (GOOD[:-1] + "x" * 201, 3, "address", "201 characters; at most 200"),
    "unknown kind": (GOOD.replace("school", "gymnasium"), 3, "kind", "The kind is one of"),
    "unknown municipality": (GOOD.replace("998001,998", "998001,101"), 3, "municipality", "not kn"),
    "unknown parent": (GOOD.replace("l,998001", "l,998777"), 3, "parent", "neither in the file"),
    "own parent": (GOOD.replace("l,998001", "l,998101"), 3, "parent", "below itself"),
    "circle": (
        GOOD.replace("l,998001", "l,998102") + "998102,Tranehøj,school,998101,998,\n",
        3,
        "parent",
        "below itself",
    ),
    "circle above": (
        GOOD.replace("l,998001", "l,998102")
        + "998102,Tranehøj,school,998103,998,\n998103,Sø,school,998102,998,\n",
        4,
        "parent",
        "below itself",
    ),
    "parent elsewhere": (
        GOOD + "999001,Center,administration,,999,\n999101,Revle,school,998001,999,\n",
        5,
        "parent",
        "another municipality",
    ),
    "no administration": (
        HEADER + "998101,Egesøskolen,school,,998,\n",
        2,
        "municipality",
        "Municipality 998 must have exactly one administration without a parent, and has 0",
    ),
    "two administrations": (
        GOOD + "998002,Kultur,administration,,998,\n",
        2,
        "municipality",
        "and has 2",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_list_is_refused_and_changes_nothing(municipalities: None, name: str) -> None:
    content, line, column, reason = BAD[name]
    with pytest.raises(FileRefused) as refusal:
        bring(content)
    assert reason in refusal.value.reason
    assert (refusal.value.line, refusal.value.column) == (line, column)
    assert str(refusal.value).endswith("Nothing has been changed.")
    assert read_register() == []
    bring(GOOD)
    assert read_register() == EXPECTED


def test_an_institution_cannot_move_to_another_municipality(municipalities: None) -> None:
    bring(INSTITUTIONS)
    before = read_register()
    moved = HEADER + "998102,Tranehøj,school,999001,999,\n"
    with pytest.raises(FileRefused) as refusal:
        bring(moved)
    assert str(refusal.value) == (
        "Line 2, column “municipality”: Institution 998102 belongs to municipality 998 and "
        "cannot move. Nothing has been changed."
    )
    assert read_register() == before
    bring(moved.replace("999001,999", "998001,998"))
    assert read_register() != before


def test_a_parent_may_be_in_the_register_already(municipalities: None) -> None:
    bring(GOOD)
    bring(HEADER + "998111,SFO Ahornen,sfo,998101,998,\n")
    assert Institution.objects.get(key="998111").parent.key == "998101"


def test_an_administration_below_another_is_no_second_root(municipalities: None) -> None:
    bring(GOOD + "998002,Kultur,administration,998001,998,\n")
    assert Institution.objects.filter(kind="administration").count() == 2


def test_the_register_and_the_list_may_not_make_a_circle_together(municipalities: None) -> None:
    bring(GOOD + "998111,SFO Ahornen,sfo,998101,998,\n")
    with pytest.raises(FileRefused, match="below itself"):
        bring(HEADER + "998101,Egesøskolen,school,998111,998,\n")
