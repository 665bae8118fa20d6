"""A connector that is tried: found by its name, with its example and its quality file."""

import ast
import importlib
import importlib.util
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType
from typing import Any

import pluggy

from indgang_sdk import hookspecs
from indgang_sdk.connectors import Connector
from indgang_sdk.links import Launcher, Link
from indgang_sdk.testing.example import Example, Recorded
from indgang_sdk.testing.offers import KINDS, Offer
from indgang_sdk.testing.people import Person
from indgang_sdk.testing.quality import Quality, read_quality
from indgang_sdk.testing.results import walk
from indgang_sdk.testing.running import Run, run_offer
from indgang_sdk.testing.watching import list_changes, look_at_process

HOOKS = ("connectors", *(kind.hook for kind in KINDS))


@dataclass(kw_only=True)
class Subject:
    """A connector with what its hooks said; `problems` are what was wrong on the way."""

    module: ModuleType
    connectors: tuple[Any, ...] = ()
    offers: tuple[Offer, ...] = ()
    problems: tuple[str, ...] = ()
    import_changes: tuple[str, ...] = ()
    _runs: dict[tuple[str, str], Run] = field(default_factory=dict)

    @property
    def connector(self) -> Connector:
        return self.connectors[0]

    @property
    def name(self) -> str:
        found = [one.name for one in self.connectors if isinstance(one, Connector)]
        return found[0] if found else self.module.__name__

    @cached_property
    def example(self) -> Example | None:
        """`EXAMPLE` of the module itself or of the `example` beside it."""
        own = getattr(self.module, "EXAMPLE", None)
        if own is None and (beside := find_beside(self.module.__name__, "example")):
            own = getattr(importlib.import_module(beside), "EXAMPLE", None)
        return own if isinstance(own, Example) else None

    @property
    def folder(self) -> Path:
        return Path(self.module.__file__ or ".").resolve().parent

    @property
    def is_folder(self) -> bool:
        """Whether the connector has a folder of its own, as opposed to one module."""
        return self.module.__name__.rpartition(".")[2] == "plugin" or hasattr(
            self.module, "__path__"
        )

    @cached_property
    def quality(self) -> Quality:
        return read_quality(self.folder / "quality.toml")

    @cached_property
    def sources(self) -> dict[str, ast.Module]:
        """The connector's own files but its tests, by name, as syntax trees."""
        paths = sorted(self.folder.rglob("*.py")) if self.is_folder else [self._file]
        return {
            str(path.relative_to(self.folder)): ast.parse(path.read_text(encoding="utf-8"))
            for path in paths
            if not path.name.startswith("test_") and "tests" not in path.parts[-2:-1]
        }

    @property
    def _file(self) -> Path:
        return Path(self.module.__file__ or "")

    def find_people(self, offer: Offer) -> tuple[Person, ...]:
        return offer.find_people(self.example) if self.example else ()

    def run(self, offer: Offer, person: Person, **faults: Any) -> Run:
        """One call; the call without any fault is made once and looked at by many checks."""
        assert self.example  # noqa: S101 - offers are only tried with an example
        example = self.example
        if offer.kind.type is Launcher and offer.source.name not in example.targets:
            target = self._find_target(offer.source.name, person)
            example = replace(example, targets={offer.source.name: target})
        if faults:
            return run_offer(offer, example, person, **faults)
        key = str(offer), person.id
        if key not in self._runs:
            self._runs[key] = run_offer(offer, example, person)
        return self._runs[key]

    def _find_target(self, launcher: str, person: Person) -> str:
        """What a link opens that the person is shown: about the first child, if one is."""
        others = [one for one in self.offers if one.kind.type is not Launcher and not one.mismatch]
        runs = [self.run(one, person) for one in others if person in self.find_people(one)]
        links = [
            (link.child in run.viewer.children[:1], link.target)
            for run in runs
            for link in walk(run.result)
            if isinstance(link, Link) and link.launcher == launcher
            if link.child in (None, *run.viewer.children[:1])
        ]
        return max(links, key=lambda one: one[0])[1] if links else ""

    @property
    def recorded(self) -> tuple[Recorded, ...]:
        return self.example.answers if self.example else ()


def find_subject(name: str) -> Subject:
    """The connector of an entry point or of a module, such as `library` or `plugins.library`.

    Raises `ImportError` when there is none, or when it cannot be imported.
    """
    before = look_at_process()
    module = import_connector(name)
    changes = [one for one in list_changes(before) if one != "the import path"]
    return load_subject(module, import_changes=tuple(changes))


def import_connector(name: str) -> ModuleType:
    """The module with a connector's hooks."""
    for entry in entry_points(group=hookspecs.ENTRY_POINTS, name=name):
        loaded = entry.load()
        return loaded if isinstance(loaded, ModuleType) else importlib.import_module(entry.module)
    module = importlib.import_module(name)
    if hasattr(module, "__path__") and not hasattr(module, "connectors"):
        return importlib.import_module(f"{name}.plugin")
    return module


def load_subject(module: ModuleType, *, import_changes: tuple[str, ...] = ()) -> Subject:
    """A connector by its module; whatever is wrong with it becomes one of its problems."""
    problems = [
        f"{name} has the name of a hook and lacks @hookimpl"
        for name in HOOKS
        if callable(getattr(module, name, None))
        and not hasattr(getattr(module, name), f"{hookspecs.PROJECT}_impl")
    ]
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    try:
        manager.register(module)
        manager.check_pending()
    except pluggy.PluginValidationError as error:
        problems.append(str(error).strip().splitlines()[-1])
    asked = {name: _ask_hook(manager, name, problems) for name in HOOKS}
    offers = [
        Offer(kind=kind, source=source)
        for kind in KINDS
        for source in asked[kind.hook]
        if _is_type(source, kind.type, kind.hook, problems)
    ]
    return Subject(
        module=module,
        connectors=tuple(asked["connectors"]),
        offers=tuple(offers),
        problems=tuple(problems),
        import_changes=import_changes,
    )


def find_beside(module: str, name: str) -> str:
    """The full name of a module in the same package; "" when there is none."""
    package, _, _ = module.rpartition(".")
    full = f"{package}.{name}" if package else name
    return full if importlib.util.find_spec(full) else ""


def _ask_hook(manager: pluggy.PluginManager, name: str, problems: list[str]) -> list[Any]:
    try:
        return [one for answer in getattr(manager.hook, name)() for one in answer]
    except Exception as error:  # noqa: BLE001 - whatever a connector raises is its problem
        problems.append(f"{name} raises {type(error).__name__}: {error}")
        return []


def _is_type(source: Any, kind: type, hook: str, problems: list[str]) -> bool:
    if not isinstance(source, kind):
        problems.append(f"{hook} yields a {type(source).__name__}, not a {kind.__name__}")
        return False
    if not isinstance(getattr(source, "name", None), str):
        problems.append(f"{hook} yields a {kind.__name__} whose name is no text")
        return False
    return True
