"""Numbers of the civil register, addresses and private telephones go nowhere after an import."""

import logging
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from lxml import etree

from core.people.models import Institution, Person, ProtectedName
from sandbox.roster.__main__ import write_demo
from tests.core.people.exports import NAMESPACES

CPR = re.compile(r"\b99\d{8}\b")
ADDRESS = re.compile(r"Kanarievej")
PRIVATE_PHONE = re.compile(r"\b00[12]\d{5}\b")
CANARIES = (CPR, ADDRESS, PRIVATE_PHONE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("roster")
    write_demo(made)
    return made


@pytest.fixture
def imported(
    world: dict[str, Institution],
    folder: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> str:
    """Everything that was said while the demo's files came in, one of them once more."""
    caplog.set_level(logging.DEBUG)
    call_command("import_institutions", folder / "institutions.csv")
    for code in ("998", "999", "998"):
        call_command("import_roster", folder / f"{code}.xml", municipality=code)
    printed = capfd.readouterr()
    return "\n".join((printed.out, printed.err, caplog.text))


def read_columns() -> dict[str, list[str]]:
    """The texts in every column of every table."""
    columns: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            names = [item[0] for item in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    columns.setdefault(f"{table}.{name}", []).append(str(value))
    return columns


def read_texts(folder: Path, path: str) -> set[str]:
    """The texts of elements in both files."""
    return {
        str(item.text)
        for code in ("998", "999")
        for item in etree.parse(folder / f"{code}.xml").iterfind(path, NAMESPACES)
    }


@pytest.mark.parametrize("canary", CANARIES)
def test_no_canary_is_in_any_column_or_output(imported: str, folder: Path, canary) -> None:
    assert len(canary.findall((folder / "998.xml").read_text("utf-8"))) > 200
    columns = read_columns()
    assert "Lysholt" in columns["people_person.family_name"]
    assert [
        name for name, values in columns.items() if any(canary.search(value) for value in values)
    ] == []
    assert "Egesøskolen" in imported
    assert not canary.search(imported)


def test_nothing_that_was_said_names_a_person(imported: str) -> None:
    names = Person.objects.values_list("unilogin", "family_name", "email")
    texts = {text for row in names for text in row if len(text) > 4}
    assert len(texts) > 500
    assert [text for text in texts if text in imported] == []


def test_pupils_emails_are_not_kept_and_others_are(imported: str, folder: Path) -> None:
    student = ".//e:InstitutionPerson[e:Student]/e:Person/"
    pupils = read_texts(folder, f"{student}c:EmailAddress") - read_texts(
        folder, ".//e:ContactPerson/e:Person/c:EmailAddress"
    )
    kept = set(Person.objects.exclude(email="").values_list("email", flat=True))
    assert len(pupils) > 100
    assert not pupils & kept
    assert "anna@egesoeskolen.example" in kept
    assert "dorte001@post.example" in kept


def test_GDPR_01_real_names_of_protected_people_are_in_one_table_only(imported: str) -> None:
    liv = Person.objects.get(unilogin="lea00001")
    assert liv.get_full_name() == "Lea Holm"
    hidden = ProtectedName.objects.get(person=liv)
    assert hidden.first_name == "Liv"
    named_liv = [
        name
        for name, values in read_columns().items()
        if any(hidden.family_name in value for value in values)
    ]
    assert set(named_liv) == {"people_protectedname.family_name"}


def test_a_refusal_shows_no_canary_either(
    world: dict[str, Institution],
    folder: Path,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    call_command("import_institutions", folder / "institutions.csv")
    whole = (folder / "998.xml").read_text("utf-8")
    place = whole.index("Kanarievej", len(whole) // 2)
    (tmp_path / "cut.xml").write_text(whole[: place + 8], "utf-8")
    with pytest.raises(CommandError, match=r"^Line \d+: .* Nothing has been changed\.$") as refusal:
        call_command("import_roster", tmp_path / "cut.xml", municipality="998")
    printed = capfd.readouterr()
    said = "\n".join((str(refusal.value), printed.out, printed.err, caplog.text))
    assert not any(canary.search(said) for canary in CANARIES)
    assert not Person.objects.exists()
