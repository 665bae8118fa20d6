"""The settings an operator sets: all documented, all typed, none guessed."""

import ast
import inspect
import os
import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from core.config import environment
from core.config.environment import read_environment

EXAMPLE = Path(settings.BASE_DIR) / ".env.example"
ASSIGNMENT = re.compile(r"^#?(INDGANG_\w+)=(.*)$", re.MULTILINE)
NEEDED = {"INDGANG_URL": "https://portal.example.dk", "INDGANG_SECRET_KEY": "a long secret"}


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No variable of the machine and no `.env` of the developer reaches these tests."""
    for name in find_variables_in_code() | set(os.environ):
        if name.startswith("INDGANG_"):
            monkeypatch.setenv(name, "")  # so that it is put back even if it was not there
            monkeypatch.delenv(name)
    monkeypatch.setattr(environment, "ROOT", tmp_path)


def set_variables(monkeypatch: pytest.MonkeyPatch, values: dict[str, str]) -> None:
    for name, value in values.items():
        monkeypatch.setenv(name, value)


def find_variables_in_code() -> set[str]:
    """Every constant of the reader that is a variable's name."""
    tree = ast.parse(inspect.getsource(environment))
    constants = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    names = {text for text in constants if isinstance(text, str)}
    return {text for text in names if re.fullmatch(r"INDGANG_\w+", text)}


def test_every_variable_is_documented_and_every_documented_one_is_read() -> None:
    documented = [name for name, _ in ASSIGNMENT.findall(EXAMPLE.read_text(encoding="utf-8"))]
    assert len(documented) == len(set(documented))
    assert set(documented) == find_variables_in_code()
    assert "INDGANG_DEMO" in find_variables_in_code()


def test_every_variable_is_explained_above_its_line() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    for before, line in pairwise(lines):
        if ASSIGNMENT.match(line):
            assert before.startswith("# "), line


def test_the_example_is_accepted_as_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    set_variables(monkeypatch, dict(ASSIGNMENT.findall(EXAMPLE.read_text(encoding="utf-8"))))
    example = read_environment()
    assert example.portal_url == "https://portal.example.dk"
    assert not example.demo
    assert not example.debug
    assert example.sign_in_attempts_per_minute == 5


def test_the_example_shows_the_real_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    set_variables(monkeypatch, NEEDED)
    default = read_environment()
    set_variables(monkeypatch, dict(ASSIGNMENT.findall(EXAMPLE.read_text(encoding="utf-8"))))
    shown = read_environment()
    # The paths start at the folder of the project, which differs from place to place.
    elsewhere = {"secret_key", "data_dir", "database_url"}
    for field in set(vars(default)) - elsewhere:
        assert getattr(shown, field) == getattr(default, field), field


@pytest.mark.parametrize("missing", sorted(NEEDED))
def test_what_has_no_default_is_asked_for_by_name(
    monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    set_variables(monkeypatch, NEEDED)
    read_environment()
    monkeypatch.delenv(missing)
    with pytest.raises(ImproperlyConfigured, match=missing):
        read_environment()


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("INDGANG_DEMO", "perhaps"),
        ("INDGANG_DEBUG", "2"),
        ("INDGANG_BEHIND_PROXY", "on the left"),
        ("INDGANG_SIGN_IN_ATTEMPTS_PER_MINUTE", "many"),
        ("INDGANG_LOG_LEVEL", "LOUD"),
        ("INDGANG_DATABASE_URL", "hunter2"),
        ("INDGANG_DATABASE_URL", "mysql://indgang:hunter2@localhost/indgang"),
        ("INDGANG_DATABASE_URL", "postgres://indgang:hunter2@localhost:port/indgang"),
        ("INDGANG_EMAIL_URL", "pigeon://indgang:hunter2@localhost"),
        ("INDGANG_URL", "portal.example.dk"),
    ],
)
def test_a_value_of_the_wrong_type_is_named_but_not_repeated(
    monkeypatch: pytest.MonkeyPatch, name: str, wrong: str
) -> None:
    set_variables(monkeypatch, NEEDED)
    read_environment()
    monkeypatch.setenv(name, wrong)
    with pytest.raises(ImproperlyConfigured, match=name) as failure:
        read_environment()
    assert "hunter2" not in str(failure.value)
    assert failure.value.__cause__ is None


@pytest.mark.parametrize(("written", "meant"), [("1", True), ("true", True), ("0", False)])
def test_a_flag_says_yes_or_no(monkeypatch: pytest.MonkeyPatch, written: str, meant: bool) -> None:
    set_variables(monkeypatch, {**NEEDED, "INDGANG_BEHIND_PROXY": written})
    assert read_environment().behind_proxy is meant


def test_the_demo_leaves_the_real_settings_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text(
        "\n".join(f"{name}={value}" for name, value in NEEDED.items()), encoding="utf-8"
    )
    assert read_environment().portal_url == "https://portal.example.dk"
    for name in NEEDED:
        monkeypatch.delenv(name)  # `.env` is read into the process
    monkeypatch.setenv("INDGANG_DEMO", "1")
    assert read_environment().portal_url == "http://localhost:8000"


def test_a_secret_may_lie_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("from a file\n", encoding="utf-8")
    set_variables(monkeypatch, {"INDGANG_URL": NEEDED["INDGANG_URL"]})
    monkeypatch.setenv("INDGANG_SECRET_KEY_FILE", str(tmp_path / "key"))
    assert read_environment().secret_key == "from a file"
