"""A new connector works at once, in a folder of the portal's and as a package of its own."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from indgang_sdk.command.__main__ import main
from indgang_sdk.command.new import NotMade, make_connector, make_package
from indgang_sdk.command.template.example import EXAMPLE
from indgang_sdk.command.template.settings import MySystemSettings
from indgang_sdk.people import Need
from indgang_sdk.testing.quality import NAMES, Mark, read_quality
from indgang_sdk.testing.running import run_offer
from indgang_sdk.testing.subject import find_subject
from indgang_sdk.testing.trials import try_connector
from indgang_sdk.testing.verdicts import State

ROOT = Path(__file__).resolve().parents[4]
TEMPLATE = "indgang_sdk.command.template"
FILES = {
    "README.md",
    "__init__.py",
    "client.py",
    "example.py",
    "made_up.py",
    "mapping.py",
    "payloads.py",
    "plugin.py",
    "quality.toml",
    "settings.py",
}


def run_pytest(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Pytest as its author runs it, in a process that knows the SDK and the folder."""
    plugins = ["-p", "no:django", "-p", "indgang_sdk.testing.plugin"]
    return subprocess.run(  # noqa: S603 - of this test's own
        [sys.executable, "-m", "pytest", "-q", *plugins, *arguments],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT / "plugins" / "sdk")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_is_copied_passes_the_kit_and_says_what_is_to_do() -> None:
    subject = find_subject(TEMPLATE)
    outcomes = try_connector(subject)
    assert [one for one in outcomes if one.state is State.FAILED] == []
    to_do = {name for name in NAMES if subject.quality.mark_of(name) is Mark.TO_DO}
    assert to_do == {"health", "readme", "unchanged", "tried", "read_by_a_dane"}
    assert {one.check for one in outcomes if one.state is State.TO_DO} == {"health", "readme"}


def test_a_new_connector_shows_a_tile_before_anything_is_filled_in() -> None:
    tile, search = find_subject(TEMPLATE).offers[:2]
    example = type(EXAMPLE)(settings=MySystemSettings(), answers=(), words="svømning")
    shown = run_offer(tile, example, EXAMPLE.people[0])
    assert shown.requests == ()
    assert [part.title for part in shown.result.parts] == ["Læs kapitel 4", "Læs kapitel 4"]
    found = run_offer(search, example, EXAMPLE.people[0])
    assert [hit.title for hit in found.result] == ["Opdigtet side om svømning"]


def test_a_folder_has_the_files_of_every_connector_and_its_tests_pass(tmp_path: Path) -> None:
    (tmp_path / "plugins").mkdir()
    made = make_connector("school_library", into=tmp_path / "plugins")
    assert {path.name for path in made.iterdir()} == FILES | {"tests"}
    assert read_quality(made / "quality.toml").problems == ()
    result = run_pytest(tmp_path, "plugins/school_library")
    assert result.returncode == 0, result.stdout
    assert "school_library 0.1.0: bronze" in result.stdout


def test_a_package_has_its_entry_point_and_its_tests_pass(tmp_path: Path) -> None:
    made = make_package("school_library", folder=tmp_path / "pack")
    assert {path.name for path in (made / "indgang_school_library").iterdir()} == {
        *FILES,
        "py.typed",
    }
    project = tomllib.loads((made / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["name"] == "indgang-school-library"
    assert project["entry-points"] == {
        "indgang.connectors": {"school_library": "indgang_school_library.plugin"}
    }
    result = run_pytest(made)
    assert result.returncode == 0, result.stdout
    assert "school_library 0.1.0: bronze" in result.stdout


def test_the_page_for_authors_names_the_files_as_they_are() -> None:
    page = (ROOT / "plugins" / "sdk" / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `([a-z_]+\.\w+)` \|", page, re.MULTILINE))
    assert named == FILES - {"README.md", "__init__.py"}
    needs = {need.name for need in Need}
    assert set(re.findall(r"`(?:Need\.)?([A-Z_]+_[A-Z]+)`", page)) <= needs


def test_nothing_of_the_name_that_was_copied_is_left(tmp_path: Path) -> None:
    make_connector("school_library", into=tmp_path)
    made = list((tmp_path / "school_library").rglob("*"))
    text = "\n".join([path.read_text("utf-8") for path in made if path.is_file()])
    assert "SchoolLibrarySettings" in text
    assert [
        word for word in ("my_system", "MySystem", "My system", "template") if word in text
    ] == []
    assert [path.name for path in made if "my_system" in path.name] == []


def test_what_is_made_is_in_the_style_of_the_house(tmp_path: Path) -> None:
    make_connector("school_library", into=tmp_path)
    ruff = [sys.executable, "-m", "ruff", "check", "--config", str(ROOT / "pyproject.toml")]
    ignored = ["--ignore", "S101"]
    found = subprocess.run(  # noqa: S603 - of this test's own
        [*ruff, *ignored, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize("name", ["Library", "2go", "a", "school-library", "class", "sdk", "../x"])
def test_what_is_no_name_makes_nothing(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotMade, match="is no name"):
        make_connector(name, into=tmp_path / "inside")
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_is_never_written_over(tmp_path: Path) -> None:
    made = make_connector("school_library", into=tmp_path)
    (made / "client.py").write_text("mine", encoding="utf-8")
    for make in (
        lambda: make_connector("school_library", into=tmp_path),
        lambda: make_package("school_library", folder=made),
    ):
        with pytest.raises(NotMade, match="is there already"):
            make()
    assert (made / "client.py").read_text(encoding="utf-8") == "mine"


def test_the_command_says_where_it_made_what(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "school_library", "--into", str(tmp_path)]) == 0
    assert str(tmp_path / "school_library") in capsys.readouterr().out
    assert main(["new", "school_library", "--into", str(tmp_path)]) == 1
    assert "is there already" in capsys.readouterr().err
