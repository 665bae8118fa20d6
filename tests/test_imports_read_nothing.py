"""Outside `core/config` nothing reads clock, environment or network where it is imported."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
SUBJECTS = ("core", "cms", "themes", "plugins", "search", "api")
# The last parts of a dotted name are enough: `datetime.datetime.now` ends as `datetime.now`.
CALLS = {
    *("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "timezone.now"),
    *("timezone.localtime", "timezone.localdate", "localtime", "localdate", "now"),
    *("time.time", "time.time_ns", "time.monotonic", "time.localtime", "time.gmtime"),
    *("time.strftime", "time.ctime", "os.getenv", "getenv", "os.environ.get", "environ.get"),
    *("socket.socket", "socket.create_connection", "socket.getaddrinfo", "create_connection"),
    *("socket.gethostname", "request.urlopen", "urlopen", "requests.get", "requests.post"),
    *("requests.Session", "httpx2.get", "httpx2.post", "http.client.HTTPConnection"),
    *("HTTPConnection", "HTTPSConnection", "psycopg.connect", "sqlite3.connect"),
}
NAMES = {"os.environ", "environ"}


class ImportTimeCode(ast.NodeVisitor):
    """Collects what is read while a module is imported: not the bodies of its functions."""

    def __init__(self) -> None:
        self.found: list[tuple[int, str]] = []

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for part in (*node.decorator_list, *node.args.defaults, *node.args.kw_defaults):
            if part is not None:
                self.visit(part)

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815 - as `ast` names it

    def visit_Lambda(self, node: ast.Lambda) -> None:
        for default in (*node.args.defaults, *node.args.kw_defaults):
            if default is not None:
                self.visit(default)

    def visit_Call(self, node: ast.Call) -> None:
        name = write_dotted_name(node.func)
        if ends_in(name, CALLS):
            self.found.append((node.lineno, name))
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if ends_in(write_dotted_name(node), NAMES):
            self.found.append((node.lineno, "os.environ"))
        self.generic_visit(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        if isinstance(node.value, ast.Name) and node.value.id in NAMES:
            self.found.append((node.lineno, "os.environ"))
        self.generic_visit(node)

    def visit_If(self, node: ast.If) -> None:
        if ast.unparse(node.test) not in ("TYPE_CHECKING", "__name__ == '__main__'"):
            self.generic_visit(node)


def write_dotted_name(node: ast.expr) -> str:
    """`a.b.c` of a chain of attributes; what it starts from may be anything."""
    if isinstance(node, ast.Attribute):
        return f"{write_dotted_name(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


def ends_in(name: str, endings: set[str]) -> bool:
    """Whether the name, or its last parts, are among `endings`."""
    parts = name.split(".")
    return name in endings or bool(
        {".".join(parts[start:]) for start in range(1, len(parts) - 1)} & endings
    )


def find_reads(source: str) -> list[tuple[int, str]]:
    """Line and name of everything a module reads while it is imported."""
    visitor = ImportTimeCode()
    visitor.visit(ast.parse(source))
    return sorted(set(visitor.found))


def list_modules() -> Iterator[Path]:
    for subject in SUBJECTS:
        for path in sorted((ROOT / subject).rglob("*.py")):
            if not path.is_relative_to(ROOT / "core" / "config"):
                yield path


def test_no_module_reads_anything_where_it_is_imported() -> None:
    modules = list(list_modules())
    assert ROOT / "core" / "people" / "models.py" in modules
    reads = {
        str(path.relative_to(ROOT)): found
        for path in modules
        if (found := find_reads(path.read_text(encoding="utf-8")))
    }
    assert reads == {}


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("from datetime import datetime\nNOW = datetime.now()", "datetime.now"),
        ("import datetime\nclass A:\n    made = datetime.date.today()", "datetime.date.today"),
        ("from django.utils import timezone\ndef f(now=timezone.now()): ...", "timezone.now"),
        ("from django.utils.timezone import now\nSTART = now()", "now"),
        ("import time\nwith open('a') as a:\n    b = time.time()", "time.time"),
        ("import os\nHOME = os.environ['HOME']", "os.environ"),
        ("from os import environ\nHOME = environ['HOME']", "os.environ"),
        ("import os\nHOME = os.getenv('HOME')", "os.getenv"),
        ("from urllib.request import urlopen\ntry:\n    A = urlopen('x')\nfinally: ...", "urlopen"),
        ("import socket\nS = [socket.create_connection(x) for x in y]", "socket.create_connection"),
        ("@decorated(os.getenv('A'))\ndef f(): ...", "os.getenv"),
    ],
)
def test_a_read_at_import_is_found(source: str, name: str) -> None:
    assert name in [found for _, found in find_reads(source)]


@pytest.mark.parametrize(
    "source",
    [
        "from django.utils import timezone\ndef f():\n    return timezone.now()",
        "from django.utils import timezone\nmade = Field(default=timezone.now)",
        "import os\nread = lambda: os.environ['HOME']",
        "import time\nif __name__ == '__main__':\n    print(time.time())",
        "class A:\n    def now(self): return datetime.now()",
    ],
)
def test_a_read_when_something_is_done_is_left_alone(source: str) -> None:
    assert find_reads(source) == []
