"""The three commands an operator runs, and what they say."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from core.people.models import Institution, Municipality, Person
from tests.core.people.conftest import INSTITUTIONS
from tests.core.people.exports import export, institution, person, pupil
from tests.core.people.roster_cast import lindesoe


def run(*arguments: object, **options: object) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "roster.xml"
    path.write_text(lindesoe(), "utf-8")
    return path


def test_a_municipality_is_made_once(db: None) -> None:
    assert run("create_municipality", "998", "Lindesø Kommune") == (
        "Municipality 998 has been created.\n"
    )
    with pytest.raises(CommandError, match="already exists"):
        run("create_municipality", "998", "Lindesø")
    assert str(Municipality.objects.get(code="998")) == "Lindesø Kommune"


@pytest.mark.parametrize("code", ["98", "9988", "99a", "٣٣٣", "998\n"])
def test_a_municipality_code_has_three_digits(db: None, code: str) -> None:
    with pytest.raises(CommandError):
        run("create_municipality", code, "Lindesø Kommune")
    assert not Municipality.objects.exists()
    run("create_municipality", "998", "Lindesø Kommune")
    assert Municipality.objects.exists()


def test_institutions_are_imported_and_counted(db: None, tmp_path: Path) -> None:
    run("create_municipality", "998", "Lindesø Kommune")
    run("create_municipality", "999", "Klitnæs Kommune")
    path = tmp_path / "institutions.csv"
    path.write_text(INSTITUTIONS, "utf-8")
    assert run("import_institutions", path) == "Institutions: 5 new, 0 changed.\n"
    assert run("import_institutions", path) == "Institutions: 0 new, 0 changed.\n"
    path.write_text(INSTITUTIONS.replace("school", "skole"), "utf-8")
    with pytest.raises(CommandError, match=r"^Line 3, column “kind”: The kind is one of school, "):
        run("import_institutions", path)


def test_a_roster_is_imported_and_told(world: dict[str, Institution], file: Path) -> None:
    assert run("import_roster", file, municipality="998") == (
        "998101 Egesøskolen\n"
        "  People: 6 new, 0 changed, 0 ended\n"
        "  Groups: 2 new, 0 changed, 0 ended\n"
        "  Memberships: 7 new, 0 changed, 0 ended\n"
        "  Guardians: 4 new, 0 changed, 0 ended\n"
        "998102 Tranehøjskolen\n"
        "  People: 3 new, 0 changed, 0 ended\n"
        "  Groups: 1 new, 0 changed, 0 ended\n"
        "  Memberships: 4 new, 0 changed, 0 ended\n"
        "  Guardians: 1 new, 0 changed, 0 ended\n"
    )
    assert run("import_roster", file, municipality="998") == (
        "998101 Egesøskolen\n  Nothing is different.\n"
        "998102 Tranehøjskolen\n  Nothing is different.\n"
    )


def test_a_dry_run_says_so(world: dict[str, Institution], file: Path) -> None:
    told = run("import_roster", file, municipality="998", dry_run=True)
    assert "  People: 6 new, 0 changed, 0 ended\n" in told
    assert told.endswith("This was a trial run. Nothing has been changed.\n")
    assert not Person.objects.exists()


def test_who_was_left_out_is_told(world: dict[str, Institution], file: Path) -> None:
    file.write_text(export(institution("998101", pupil(person("")), pupil("bo"))), "utf-8")
    assert "  1 person without UNI-Login or role was left out.\n" in run(
        "import_roster", file, municipality="998"
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "Line 1: The file is not whole, or is not XML. Nothing has been changed."),
        (None, "The file cannot be read: No such file or directory."),
    ],
)
def test_a_refusal_is_one_line(
    world: dict[str, Institution], file: Path, content: str | None, message: str
) -> None:
    if content is None:
        file.unlink()
    else:
        file.write_text(content)
    with pytest.raises(CommandError) as error:
        run("import_roster", file, municipality="998")
    assert str(error.value) == message
    assert error.value.returncode == 1


def test_a_municipality_that_is_not_here_is_refused(
    world: dict[str, Institution], file: Path
) -> None:
    with pytest.raises(CommandError, match="The municipality is not known here"):
        run("import_roster", file, municipality="997")
    assert not Person.objects.exists()
    run("import_roster", file, municipality="998")
    assert Person.objects.exists()


def test_a_bar_is_shown_on_a_terminal_only(
    world: dict[str, Institution], file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal, pipe = Terminal(), io.StringIO()
    monkeypatch.setattr("sys.stderr", pipe)
    run("import_roster", file, municipality="998")
    monkeypatch.setattr("sys.stderr", terminal)
    run("import_roster", file, municipality="998")
    assert pipe.getvalue() == ""
    assert "100%" in terminal.getvalue()
