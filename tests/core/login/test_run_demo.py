"""`manage.py run_demo`: the data is made once, and an unfinished start is begun anew."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError, OutputWrapper

from core.login.management.commands import run_demo


class Loader:
    """Takes the place of `call_command`; counts, and can fail half-way."""

    def __init__(self) -> None:
        self.loaded, self.removed = 0, 0
        self.fails, self.exists = False, False

    def load(self, name: str) -> None:
        assert name == "load_demo"
        self.exists = True
        if self.fails:
            raise KeyboardInterrupt
        self.loaded += 1

    def remove(self) -> None:
        self.removed += 1


@pytest.fixture
def loader(monkeypatch: pytest.MonkeyPatch, settings: object, tmp_path: Path) -> Loader:
    made = Loader()
    settings.DATA_DIR = tmp_path / "data"  # type: ignore[attr-defined]
    monkeypatch.setattr(run_demo, "call_command", made.load)
    monkeypatch.setattr(run_demo, "migrate", lambda out: None)
    monkeypatch.setattr(run_demo, "remove_database", made.remove)
    monkeypatch.setattr(run_demo, "database_exists", lambda: made.exists)
    return made


def prepare() -> None:
    run_demo.prepare_data(out=OutputWrapper(io.StringIO()))


def test_the_second_start_keeps_the_data(loader: Loader) -> None:
    prepare()
    prepare()
    assert (loader.loaded, loader.removed) == (1, 0)


def test_a_start_that_did_not_finish_is_begun_anew(loader: Loader) -> None:
    loader.fails = True
    with pytest.raises(KeyboardInterrupt):
        prepare()
    assert (loader.loaded, loader.removed) == (0, 0)
    loader.fails = False
    prepare()
    assert (loader.loaded, loader.removed) == (1, 1)
    prepare()
    assert (loader.loaded, loader.removed) == (1, 1)


def test_a_database_that_was_there_before_is_never_removed(loader: Loader) -> None:
    loader.exists = loader.fails = True
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            prepare()
    assert loader.removed == 0


def test_outside_demo_mode_nothing_is_made(settings: object, loader: Loader) -> None:
    settings.DEMO = False  # type: ignore[attr-defined]
    with pytest.raises(CommandError, match="INDGANG_DEMO=1"):
        call_command("run_demo")
    assert loader.loaded == 0


def test_the_systems_outside_are_a_program_beside_the_portal() -> None:
    part = run_demo.make_sandbox(port=8001)
    assert part.command[1:6] == ("-m", "sandbox.servers", "--quiet", "--port", "8901")
    # Its keys stay the same over a restart, as those of real identity providers do.
    assert part.command[6] == "--keys"


def test_a_high_port_has_its_systems_below() -> None:
    assert [run_demo.find_sandbox_port(port) for port in (8000, 65000)] == [8900, 64100]


def test_steps_are_counted_and_not_listed() -> None:
    told = io.StringIO()
    counter = run_demo.StepCounter(out=OutputWrapper(told), steps=2)
    for text in ("Running migrations:\n", "  Applying people.0001_initial...", " OK\n"):
        counter.write(text)
    assert told.getvalue() == ""
    counter.write("  Applying people.0002_more... OK\n")
    assert told.getvalue() == "Making the database: 2 of 2 steps\n"


def test_the_cast_is_named_one_a_line(settings: object, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]
    assert "missing" in run_demo.describe_cast()
    rows = [
        {"unilogin": "bo1", "name": "Bo", "description": "elev", "group": "Elever"},
        {"unilogin": "anna1", "name": "Anna", "description": "lærer", "group": "Personale"},
    ]
    (tmp_path / "cast.json").write_text(json.dumps(rows), encoding="utf-8")
    assert run_demo.describe_cast().splitlines()[1:] == ["  Bo    elev", "  Anna  lærer"]
