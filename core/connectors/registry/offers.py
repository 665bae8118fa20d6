"""What one connector offers, read from its hooks once and checked before anybody relies on it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, TypeVar

import pluggy

from indgang_sdk import hookspecs
from indgang_sdk.calendar import EventSource
from indgang_sdk.connectors import Connector, HealthCheck
from indgang_sdk.epoch import EPOCH, explain_epoch
from indgang_sdk.links import Launcher
from indgang_sdk.people import Need
from indgang_sdk.search import IndexSource, SearchSource
from indgang_sdk.settings import Settings
from indgang_sdk.tiles import TileSource
from indgang_sdk.week import WeekSource

Source = TileSource | SearchSource | IndexSource | EventSource | WeekSource | HealthCheck | Launcher
S = TypeVar("S", bound=Source)

# What each hook yields, by its name.
YIELDS: dict[str, type[Any]] = {
    "connectors": Connector,
    "tile_sources": TileSource,
    "search_sources": SearchSource,
    "index_sources": IndexSource,
    "launchers": Launcher,
    "event_sources": EventSource,
    "week_sources": WeekSource,
    "health_checks": HealthCheck,
}
_NAME = re.compile(r"[a-z][a-z0-9_]{1,39}")


class InvalidConnector(Exception):
    """A connector breaks the contract; the message says how, for its author."""


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A connector that keeps the contract, with its sources by hook and name."""

    connector: Connector
    sources: dict[str, dict[str, Source]] = field(default_factory=dict)

    def list_sources(self, hook: str) -> list[Any]:
        """The sources of a hook, in the order in which the connector names them."""
        return list(self.sources.get(hook, {}).values())

    def find_source(self, hook: str, name: str) -> Any:
        """A source by hook and name; None when there is none."""
        return self.sources.get(hook, {}).get(name)

    @property
    def needs(self) -> dict[Need, list[Source]]:
        """What leaves the portal about people, each with the sources that need it."""
        found: dict[Need, list[Source]] = {}
        for sources in self.sources.values():
            for source in sources.values():
                for need in sorted(getattr(source, "needs", ())):
                    found.setdefault(need, []).append(source)
        return found


def read_offer(plugin: ModuleType | object, *, epoch: int = EPOCH) -> Offer:
    """What a connector's module offers; raises `InvalidConnector` with the reason otherwise.

    Each connector has a plugin manager of its own, so that one that raises stops no other.
    """
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    try:
        manager.register(plugin)
        manager.check_pending()
    except pluggy.PluginValidationError as error:
        raise InvalidConnector(f"a hook is misspelled or takes arguments: {error}") from error
    _refuse_unmarked_hooks(plugin, manager)
    connector = _read_connector(manager, epoch=epoch)
    sources = {
        hook: _read_sources(manager, hook, kind)
        for hook, kind in YIELDS.items()
        if kind is not Connector
    }
    return Offer(connector=connector, sources={hook: of for hook, of in sources.items() if of})


def _refuse_unmarked_hooks(plugin: object, manager: pluggy.PluginManager) -> None:
    marked = {caller.name for caller in manager.get_hookcallers(plugin) or ()}
    for name in YIELDS:
        if callable(getattr(plugin, name, None)) and name not in marked:
            raise InvalidConnector(f"{name} is not marked with @hookimpl")


def _read_connector(manager: pluggy.PluginManager, *, epoch: int) -> Connector:
    found = list(_call(manager, "connectors"))
    if len(found) != 1 or not isinstance(found[0], Connector):
        raise InvalidConnector("connectors() must yield exactly one Connector")
    connector = found[0]
    if not _NAME.fullmatch(connector.name):
        raise InvalidConnector(f"{connector.name!r:.60} is no name: use a-z, 0-9 and _")
    if reason := explain_epoch(connector.made_for, current=epoch):
        raise InvalidConnector(reason)
    if not (isinstance(connector.settings, type) and issubclass(connector.settings, Settings)):
        raise InvalidConnector("settings must be a subclass of indgang_sdk.settings.Settings")
    return connector


def _read_sources(
    manager: pluggy.PluginManager, hook: str, kind: type[Source]
) -> dict[str, Source]:
    found: dict[str, Source] = {}
    for source in _call(manager, hook):
        if not isinstance(source, kind):
            raise InvalidConnector(f"{hook}() must yield {kind.__name__}, not {type(source)}")
        _check_source(source, hook)
        if source.name in found:
            raise InvalidConnector(f"{hook}() yields two named {source.name}")
        found[source.name] = source
    return found


def _check_source(source: Any, hook: str) -> None:
    if not isinstance(source.name, str) or not _NAME.fullmatch(source.name):
        raise InvalidConnector(f"{hook}(): {source.name!r:.60} is no name: use a-z, 0-9 and _")
    if hasattr(source, "roles") and not source.roles:
        raise InvalidConnector(f"{hook}(): {source.name} is for nobody: name its roles")
    if not set(getattr(source, "needs", ())) <= set(Need):
        raise InvalidConnector(f"{hook}(): {source.name} needs something that is no Need")


def _call(manager: pluggy.PluginManager, hook: str) -> Iterator[Any]:
    try:
        answers: Iterable[Any] = getattr(manager.hook, hook)()
        for answer in answers:
            yield from answer
    except InvalidConnector:
        raise
    except Exception as error:
        raise InvalidConnector(f"{hook}() raises {type(error).__name__}: {error}") from error
