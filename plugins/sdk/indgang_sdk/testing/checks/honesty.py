"""What a connector reaches for beside what it is given."""

import ast
from collections.abc import Iterator
from typing import Any
from urllib.parse import SplitResult, urlsplit

from indgang_sdk.settings import Settings
from indgang_sdk.testing.checks.asking import run_normally
from indgang_sdk.testing.offers import Offer
from indgang_sdk.testing.results import walk
from indgang_sdk.testing.subject import Subject
from indgang_sdk.testing.verdicts import Failed

PORTAL = frozenset({"core", "cms", "search", "themes", "sandbox", "api"})
FRAMEWORKS = frozenset({"django", "wagtail", "rest_framework", "flask", "fastapi"})
WAYS_OUT = frozenset(
    {
        "_thread",
        "aiohttp",
        "asyncio",
        "concurrent",
        "ctypes",
        "ftplib",
        "http",
        "httpcore",
        "httpx",
        "httpcore2",
        "httpx2",
        "imaplib",
        "marshal",
        "multiprocessing",
        "niquests",
        "pickle",
        "poplib",
        "requests",
        "shelve",
        "signal",
        "smtplib",
        "socket",
        "ssl",
        "subprocess",
        "telnetlib",
        "threading",
        "urllib.request",
        "urllib3",
        "websockets",
        "xmlrpc",
    }
)
# What loads a module without an import of it.
BY_NAME = frozenset({"importlib.import_module", "importlib.__import__", "builtins.__import__"})
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def check_imports(subject: Subject) -> None:
    """What the connector's files import, read without running them."""
    for file, tree in subject.sources.items():
        for name in _list_imports(tree):
            _judge_import(subject, file, name)


def check_way_out(subject: Subject, offer: Offer) -> None:
    for person in subject.find_people(offer):
        for event in subject.run(offer, person).reached:
            what = "waits by itself" if event == "time.sleep" else f"does {event} by itself"
            raise Failed(f"it {what}: everything goes by context.http and the deadline")


def check_process(subject: Subject, offer: Offer) -> None:
    """Neither the import nor a call changes what other connectors run with."""
    changes = [*subject.import_changes]
    for person in subject.find_people(offer):
        changes += subject.run(offer, person).changes
    if changes:
        raise Failed(f"it changes {changes[0]} for everybody")


def check_hosts(subject: Subject, offer: Offer) -> None:
    """Each request goes to a host that the municipality has been shown."""
    assert subject.example  # noqa: S101 - offers are only tried with an example
    declared = find_hosts(subject)
    for run in run_normally(subject, offer):
        for request in run.requests:
            parts = urlsplit(request.address)
            if find_host(parts) not in declared:
                raise Failed(f"it asks {_say_host(parts)}, which is not among its hosts")
            if parts.scheme != "https" and parts.hostname not in LOOPBACK:
                raise Failed(f"it asks {_say_host(parts)} without https")


def find_hosts(subject: Subject) -> set[tuple[str, int]]:
    """The hosts that a connector declares with the settings of its example."""
    assert subject.example  # noqa: S101 - offers are only tried with an example
    settings = subject.example.settings
    if subject.connector.find_hosts is not None:
        return {find_host(urlsplit(f"//{host}")) for host in subject.connector.find_hosts(settings)}
    return {find_host(parts) for parts in _list_addresses(settings)}


def _list_addresses(settings: Settings) -> Iterator[SplitResult]:
    for value in walk(settings.model_dump()):
        if isinstance(value, str) and value.startswith(("https://", "http://")):
            yield urlsplit(value)


def find_host(parts: SplitResult) -> tuple[str, int]:
    """Host and port, as the way out compares them."""
    host = (parts.hostname or "").casefold().removesuffix(".")
    return host, parts.port or (80 if parts.scheme == "http" else 443)


def _say_host(parts: SplitResult) -> str:
    host = (parts.hostname or "").casefold()
    return f"{host}:{parts.port}" if parts.port else host


def _list_imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if _is_hidden_import(node):
            yield "an import by name at run time"
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _is_hidden_import(node: Any) -> bool:
    if isinstance(node, ast.ImportFrom):
        return any(f"{node.module}.{alias.name}" in BY_NAME for alias in node.names)
    called = node.func if isinstance(node, ast.Call) else None
    return (isinstance(called, ast.Name) and called.id in {"__import__", "exec", "eval"}) or (
        isinstance(called, ast.Attribute) and called.attr in {"__import__", "import_module"}
    )


def _judge_import(subject: Subject, file: str, name: str) -> None:
    top = name.partition(".")[0]
    if top in PORTAL | FRAMEWORKS:
        raise Failed(f"{file} imports {name}: a connector knows nothing of the portal")
    if any(name == way or name.startswith(f"{way}.") for way in WAYS_OUT):
        raise Failed(f"{file} imports {name}: the way out is context.http")
    if name == "an import by name at run time":
        raise Failed(f"{file} has {name}")
    own = subject.module.__name__.split(".")[:2]
    if top == "plugins" and name.split(".")[:2] != own:
        raise Failed(f"{file} imports {name}: connectors do not know each other")
