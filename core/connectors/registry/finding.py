"""Finds connectors when the portal starts: its own by the settings, others by entry points."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module, metadata

import structlog

from core.connectors.registry.checking import InvalidConnector, refuse_failing
from core.connectors.registry.offers import Offer, read_offer
from indgang_sdk.hookspecs import ENTRY_POINTS

log = structlog.get_logger(__name__)

LONGEST_REASON = 300


@dataclass(frozen=True, kw_only=True)
class FailedConnector:
    """A connector that cannot be used, by its place, and why."""

    place: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Registry:
    """The connectors that can be used, by name, and those that failed."""

    offers: dict[str, Offer] = field(default_factory=dict)
    failed: tuple[FailedConnector, ...] = ()

    def find(self, name: str) -> Offer | None:
        """What a connector offers; None when there is none of that name."""
        return self.offers.get(name)


def find_connectors(places: Iterable[str]) -> Registry:
    """All connectors of the modules named and of the installed packages.

    Whatever a connector does wrong, even not to be importable, the others are found.
    """
    offers: dict[str, Offer] = {}
    failed: list[FailedConnector] = []
    for place in dict.fromkeys([*places, *_list_installed()]):
        try:
            offer = _read(place)
            if offer.connector.name in offers:
                raise InvalidConnector(f"another connector is named {offer.connector.name}")
        except InvalidConnector as error:
            reason = str(error)[:LONGEST_REASON]
            failed.append(FailedConnector(place=place, reason=reason))
            log.error("connector cannot be used", connector=place, reason=reason)
        else:
            offers[offer.connector.name] = offer
    return Registry(offers=offers, failed=tuple(failed))


def _list_installed() -> Iterator[str]:
    for entry_point in sorted(metadata.entry_points(group=ENTRY_POINTS)):
        yield entry_point.value


def _read(place: str) -> Offer:
    with refuse_failing("it cannot be imported:"):
        module = import_module(place)
    with refuse_failing("it cannot be read:"):
        return read_offer(module)
