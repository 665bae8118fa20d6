"""The reference of connectors says what the contract says: every hook, every field, every rule."""

import importlib
import pkgutil
import re
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path

import pytest
from django.conf import settings

import indgang_sdk
from indgang_sdk import hookspecs
from indgang_sdk.command.reference import list_hooks, make_reference, write_signature
from indgang_sdk.testing.quality import RULES
from indgang_sdk.testing.subject import HOOKS
from tests.plugins.sdk.good_connector import plugin

FOLDER = Path(settings.BASE_DIR) / "docs" / "reference" / "connectors"
INSIDE = ("indgang_sdk.testing", "indgang_sdk.command", "indgang_sdk.hookspecs")
WRITTEN = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
WHOLE = "\n".join(WRITTEN.values())


def find_types() -> list[type]:
    """Every dataclass and enumeration of the contract, looked for without the page's writer."""
    names = [one.name for one in pkgutil.walk_packages(indgang_sdk.__path__, "indgang_sdk.")]
    modules = [importlib.import_module(name) for name in names if not name.startswith(INSIDE)]
    return [
        one
        for module in modules
        for one in vars(module).values()
        if isinstance(one, type)
        and one.__module__ == module.__name__
        and not one.__name__.startswith("_")
        and (is_dataclass(one) or issubclass(one, Enum))
    ]


def read_section(heading: str) -> str:
    """What stands below a heading, to the next one."""
    _, found, after = WHOLE.partition(f"\n## `{heading}`\n")
    assert found, f"no heading for {heading}"
    return re.split(r"^## ", after, maxsplit=1, flags=re.MULTILINE)[0]


def test_the_reference_is_what_the_contract_says_now() -> None:
    """Write it anew with `python -m indgang_sdk.command reference docs/reference/connectors`."""
    assert make_reference() == WRITTEN


def test_nothing_in_it_changes_from_one_run_to_the_next() -> None:
    assert re.findall(r"<\w+[^>\n]* at 0x|~[A-Z]", WHOLE) == []


def test_every_hook_has_a_heading_that_is_its_signature() -> None:
    headings = re.findall(r"^## `(.+)`$", WRITTEN["hooks.md"], re.MULTILINE)
    assert headings == [write_signature(hook) for hook in list_hooks()]
    assert headings[:2] == [
        "connectors() -> Iterable[Connector]",
        "tile_sources() -> Iterable[TileSource]",
    ]


@pytest.mark.parametrize("name", HOOKS)
def test_every_hook_shows_itself_by_example_and_is_used_by_a_tested_connector(name: str) -> None:
    section = read_section(write_signature(getattr(hookspecs, name)))
    assert f"@hookimpl\ndef {name}():" in section
    assert list(getattr(plugin, name)())


def test_the_hooks_that_are_tried_are_those_of_the_contract() -> None:
    assert sorted(HOOKS) == sorted(hook.__name__ for hook in list_hooks())


@pytest.mark.parametrize("kind", find_types(), ids=lambda kind: kind.__name__)
def test_every_field_and_value_of_a_type_is_there(kind: type) -> None:
    section = read_section(kind.__name__)
    named = [one.name for one in kind] if issubclass(kind, Enum) else [f.name for f in fields(kind)]
    assert named
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)[: len(named)] == named


def test_every_rule_of_the_quality_scale_is_there() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", WRITTEN["quality.md"], re.MULTILINE)
    assert rows == [rule.name for rule in RULES]
