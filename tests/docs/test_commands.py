"""The documentation names what there is, and nothing else."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class

ROOT = Path(settings.BASE_DIR)
DOCUMENTED = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
HEADING = re.compile(r"^## `(\w+)`$", re.MULTILINE)
STANDARD = {"help", "version", "verbosity", "settings", "pythonpath", "traceback"}
STANDARD |= {"no_color", "force_color", "skip_checks"}


def find_our_commands() -> dict[str, str]:
    """Name and app of every command that lies in the repository."""
    ours = {}
    for app in ("core", "cms", "themes", "plugins", "search", "api"):
        for path in (ROOT / app).rglob("management/commands/[!_]*.py"):
            ours[path.stem] = ".".join(path.relative_to(ROOT).parts[:-3])
    return ours


def read_section(name: str) -> str:
    """What the documentation says below the heading of a command."""
    _, found, after = DOCUMENTED.partition(f"## `{name}`\n")
    assert found, f"docs/reference/commands.md has no heading for {name}"
    return re.split(r"^## ", after, maxsplit=1, flags=re.MULTILINE)[0]


def test_every_command_is_documented_and_every_documented_one_exists() -> None:
    ours = find_our_commands()
    assert "serve" in ours
    assert HEADING.findall(DOCUMENTED) == sorted(ours)
    assert ours.items() <= get_commands().items()


@pytest.mark.parametrize("name", sorted(find_our_commands()))
def test_every_option_of_a_command_is_documented(name: str) -> None:
    command = load_command_class(find_our_commands()[name], name)
    parser = command.create_parser("manage.py", name)
    options = {
        option
        for action in parser._actions
        if action.dest not in STANDARD
        for option in action.option_strings
        if option.startswith("--")
    }
    section = read_section(name)
    assert section.strip()
    assert options - set(re.findall(r"--[a-z-]+", section)) == set()


def test_every_target_of_the_makefile_is_documented() -> None:
    targets = re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    page = (ROOT / "docs" / "reference" / "make.md").read_text(encoding="utf-8")
    assert "demo" in targets
    assert set(re.findall(r"^\| `([a-z-]+)` \|", page, re.MULTILINE)) == set(targets) - {"help"}
