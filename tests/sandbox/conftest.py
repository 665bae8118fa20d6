from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from sandbox.roster.__main__ import write_demo
from sandbox.servers.playing import Sandbox
from tests.sandbox.reading import read_export


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's roster files."""
    made = tmp_path_factory.mktemp("roster")
    write_demo(made, seed=1)
    return made


@pytest.fixture(scope="session")
def exports(folder: Path) -> list[Element]:
    return [read_export(folder / name) for name in ("998.xml", "999.xml")]


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """The systems outside on the day of the story, on free ports."""
    with Sandbox(clock=lambda: date(2026, 11, 23)) as played:
        yield played
