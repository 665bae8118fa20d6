"""The tutorial on connectors is followed as it is written, but for what starts a server."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
TUTORIAL = ROOT / "docs/tutorial/write-a-connector.md"
PYTHON = ".venv/bin/python"
EXPORTS = "export "
SERVES = ("make ", "serve indgang")
# What would change the environment of whoever runs the tests goes into a folder of its own.
CHANGES = "-m pip "


def read_commands():
    text = TUTORIAL.read_text(encoding="utf-8")
    blocks = re.findall(r"```console\n(.*?)```", text, re.S)
    return [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]


def read_snippet():
    text = TUTORIAL.read_text(encoding="utf-8")
    (snippet,) = re.findall(r"```python\n(.*?)```", text, re.S)
    return snippet


@pytest.fixture
def checkout(tmp_path):
    """A folder that looks like the checkout, so that `../school-lunch` is the test's own."""
    folder = tmp_path / "indgang"
    folder.mkdir()
    (folder / "manage.py").symlink_to(ROOT / "manage.py")
    (folder / "plugins").symlink_to(ROOT / "plugins")
    return folder


def run(command, *, checkout, target, database=None):
    words = shlex.split(command)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (target, ROOT)))}
    if database is not None:
        environment |= {"INDGANG_DEMO": "1", "INDGANG_DATABASE_URL": f"sqlite:///{database}"}
    while "=" in words[0]:
        name, _, value = words.pop(0).partition("=")
        environment[name] = value
    assert words[0] == PYTHON
    done = subprocess.run(  # noqa: S603 - the commands of our own page
        [sys.executable, *words[1:]],
        cwd=checkout,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    return done.stdout


def test_every_command_of_the_tutorial_is_one_that_this_test_knows():
    commands = read_commands()
    assert len(commands) == 9
    assert sum(command.startswith(SERVES) or SERVES[1] in command for command in commands) == 3
    assert sum(command.startswith(EXPORTS) for command in commands) == 1


def test_it_works_as_it_is_written(checkout, tmp_path, migrated_file):
    target, package = tmp_path / "installed", tmp_path / "school-lunch"
    make, try_out, install, show, _ = [
        command
        for command in read_commands()
        if not command.startswith((SERVES[0], EXPORTS)) and SERVES[1] not in command
    ]
    run(make, checkout=checkout, target=target)
    assert "passed" in run(try_out, checkout=checkout, target=target)
    made_up = package / "indgang_school_lunch" / "made_up.py"
    lines = made_up.read_text(encoding="utf-8").splitlines(keepends=True)
    (old,) = [line for line in lines if "Læs kapitel 4" in line]
    made_up.write_text("".join(lines).replace(old, read_snippet()), encoding="utf-8")
    assert "passed" in run(try_out, checkout=checkout, target=target)
    assert CHANGES in install
    own = install.replace("install", f"install --target {target} --no-build-isolation --quiet")
    run(own, checkout=checkout, target=target)
    said = run(show, checkout=checkout, target=target, database=migrated_file)
    assert "school_lunch 0.1.0" in said
    assert "search_sources: pages" in said
