"""Connectors that a test makes by itself, as if they lay among the bad ones."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from indgang_sdk.testing import Example

from .bad_connectors.parts import make_hooks

NAMES = ("connectors", "health_checks", "launchers", "tile_sources")


def make_module(read: Callable[[Any], Any], example: Example) -> ModuleType:
    """A connector with one tile; what it imports is what the shared parts do."""
    module = ModuleType("tests.plugins.sdk.bad_connectors.made")
    module.__file__ = str(Path(__file__).parent / "bad_connectors" / "parts.py")
    vars(module).update(zip(NAMES, make_hooks(read), strict=True), EXAMPLE=example)
    return module
