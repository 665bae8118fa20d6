"""What one connector offers, read from its hooks once and checked before anybody relies on it."""

from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, TypeVar

import pluggy

from core.connectors.registry.checking import (
    InvalidConnector,
    check_connector,
    check_source,
    refuse_failing,
)
from indgang_sdk import hookspecs
from indgang_sdk.calendar import EventSource
from indgang_sdk.connectors import Connector, HealthCheck
from indgang_sdk.epoch import EPOCH
from indgang_sdk.links import Launcher
from indgang_sdk.people import Need
from indgang_sdk.search import IndexSource, SearchSource
from indgang_sdk.sign_in import IdentityProvider
from indgang_sdk.tiles import TileSource
from indgang_sdk.week import WeekSource

Source = (
    TileSource
    | SearchSource
    | IndexSource
    | EventSource
    | WeekSource
    | HealthCheck
    | Launcher
    | IdentityProvider
)
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
    "identity_providers": IdentityProvider,
}


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
    # A module may import what it needs only when it is asked for a name.
    with refuse_failing("its names cannot be read:"):
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
    found = _call(manager, "connectors")
    if len(found) != 1 or not isinstance(found[0], Connector):
        raise InvalidConnector("connectors() must yield exactly one Connector")
    connector = found[0]
    check_connector(connector, epoch=epoch)
    return connector


def _read_sources(
    manager: pluggy.PluginManager, hook: str, kind: type[Source]
) -> dict[str, Source]:
    found: dict[str, Source] = {}
    for source in _call(manager, hook):
        if not isinstance(source, kind):
            raise InvalidConnector(f"{hook}() must yield {kind.__name__}, not {type(source)}")
        check_source(source, hook)
        if source.name in found:
            raise InvalidConnector(f"{hook}() yields two named {source.name}")
        found[source.name] = source
    return found


def _call(manager: pluggy.PluginManager, hook: str) -> list[Any]:
    with refuse_failing(f"{hook}() raises"):
        return [one for answer in getattr(manager.hook, hook)() for one in answer]
