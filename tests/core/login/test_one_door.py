"""Sessions are started in one place: nothing else may call `login()`."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PLACES = ["core", "cms", "themes", "plugins", "search", "api"]
THE_DOOR = "core/login/operations.py"
STARTERS = {"login", "alogin", "force_login"}


def find_starters(source):
    """Lines on which something named like a starter of sessions is called or imported."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in STARTERS:
                yield node.lineno
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
            "django.contrib.auth"
        ):
            for alias in node.names:
                if alias.name in STARTERS | {"LoginView"}:
                    yield node.lineno


def test_only_the_door_starts_sessions():
    found = {
        str(path.relative_to(ROOT))
        for place in PLACES
        for path in (ROOT / place).rglob("*.py")
        if list(find_starters(path.read_text(encoding="utf-8")))
    }
    assert found == {THE_DOOR}


def test_it_is_noticed_when_something_else_does():
    assert list(find_starters("from django.contrib.auth import login as start"))
    assert list(find_starters("import django\ndjango.contrib.auth.login(request, person)"))
    assert not list(find_starters("from core.login.operations import start_session"))
