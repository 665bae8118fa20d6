"""A connector is a folder that can be deleted: nothing else in the portal knows its name."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PORTAL = ("core", "cms", "search", "api", "themes")
SETTINGS = "core/config/settings.py"
NAMES = sorted(
    path.name for path in (ROOT / "plugins").iterdir() if path.is_dir() and path.name != "sdk"
)
# What is called so all over the portal is no connector.
WORDS_OF_THE_HOUSE = {"calendar", "unilogin"}


def read_portal():
    for folder in PORTAL:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".py", ".html", ".js", ".css"}:
                yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")


def find_mentions(name):
    places = rf"plugins[./]{name}\b"
    pattern = re.compile(places if name in WORDS_OF_THE_HOUSE else rf"{places}|\b{name}\b")
    return [
        f"{path}: {line.strip()}"
        for path, text in read_portal()
        for line in text.splitlines()
        if pattern.search(line)
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_connector_is_named_in_one_line_of_the_settings(name):
    assert find_mentions(name) == [f'{SETTINGS}: "plugins.{name}.plugin",']


@pytest.mark.parametrize("name", NAMES)
def test_a_setting_of_a_connector_is_named_nowhere_else(name):
    source = (ROOT / "plugins" / name / "settings.py").read_text(encoding="utf-8")
    (model,) = re.findall(r"^class (\w+)\(Settings\):", source, re.M)
    assert find_mentions(model) == []


def test_the_search_finds_what_is_there():
    assert find_mentions("read_registry")
    assert NAMES
