"""Making a connector that works at once, by copying the one beside this file under its name."""

import keyword
import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import groupby
from pathlib import Path

TEMPLATE = "indgang_sdk.command.template"
NAME = re.compile(r"[a-z][a-z0-9_]{1,39}")
PYPROJECT = """\
[build-system]
requires = ["setuptools>=75"]
build-backend = "setuptools.build_meta"

[project]
name = "indgang-{dashed}"
version = "0.1.0"
description = "{title}, as a connector for Indgang"
readme = "{module}/README.md"
requires-python = ">=3.11"
dependencies = ["indgang-sdk>=1,<3"]

[project.optional-dependencies]
testing = ["indgang-sdk[testing]"]

[project.entry-points."indgang.connectors"]
{name} = "{module}.plugin"

[tool.setuptools]
packages = ["{module}"]

[tool.setuptools.package-data]
{module} = ["*.md", "*.toml", "py.typed"]

[tool.pytest.ini_options]
pythonpath = ["."]
testpaths = ["tests"]
"""


class NotMade(Exception):
    """Why there is no new connector."""


def make_connector(name: str, *, into: Path) -> Path:
    """Makes a connector's folder in another folder, such as the portal's `plugins`.

    Raises `NotMade` for what is no name, and when there is something already.
    """
    _require_name(name)
    target = _require_free(into / name)
    parent = into.resolve().name
    module = f"plugins.{name}" if parent == "plugins" else name
    _copy(files(TEMPLATE), target, name=name, module=module)
    return target


def make_package(name: str, *, folder: Path) -> Path:
    """Makes a package of its own that a portal finds as soon as it is installed."""
    _require_name(name)
    target = _require_free(folder)
    module = f"indgang_{name}"
    _copy(files(TEMPLATE), target / module, name=name, module=module)
    (target / module / "tests").rename(target / "tests")
    (target / "tests" / "__init__.py").unlink()
    (target / module / "py.typed").touch()
    filled = PYPROJECT.format(
        name=name, dashed=name.replace("_", "-"), module=module, title=_make_title(name)
    )
    (target / "pyproject.toml").write_text(filled, encoding="utf-8")
    return target


def _require_name(name: str) -> None:
    if not NAME.fullmatch(name) or keyword.iskeyword(name) or name == "sdk":
        raise NotMade(f"{name!r} is no name: use small letters, digits and _")


def _require_free(target: Path) -> Path:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise NotMade(f"{target} is there already")
    return target


def _make_title(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _copy(source: Traversable, target: Path, *, name: str, module: str) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for one in source.iterdir():
        if one.is_dir() and one.name != "__pycache__":
            _copy(one, target / one.name, name=name, module=module)
        elif one.is_file():
            text = one.read_text(encoding="utf-8")
            path = target / one.name.replace("my_system", name)
            path.write_text(_fill(text, name=name, module=module), encoding="utf-8")


def _fill(text: str, *, name: str, module: str) -> str:
    title = _make_title(name)
    words = {
        TEMPLATE: module,
        "my_system": name,
        "my-system": name.replace("_", "-"),
        "MySystem": title.title().replace(" ", ""),
        "My system": title,
    }
    for word, becomes in words.items():
        text = text.replace(word, becomes)
    return "\n".join(_sort_imports(text.split("\n")))


def _sort_imports(lines: list[str]) -> list[str]:
    """Imports in their order again, now that some have another name."""
    made: list[str] = []
    for is_import, group in groupby(lines, lambda line: line.startswith("from ")):
        together = list(group)
        made += sorted(together, key=lambda line: line.split()[1]) if is_import else together
    return made
