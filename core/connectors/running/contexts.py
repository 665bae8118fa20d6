"""What the host hands to a call: deadline, memory, log, and the way out."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import structlog
from django.core.cache import cache

from core.connectors.configuration.reaches import Reach
from core.connectors.running.blanking import Blanker
from indgang_sdk.connectors import Context
from indgang_sdk.http import HttpClient
from indgang_sdk.people import Institution, Municipality, Viewer

log = structlog.get_logger("indgang.connectors")

MOST_ALARMS = 3
MOST_REMEMBERED = 2 * 1024 * 1024
LONGEST_REMEMBERED = timedelta(hours=24)

OpenClient = Callable[..., HttpClient]


class Countdown:
    """A deadline that begins to run when it is made."""

    def __init__(self, within: timedelta) -> None:
        self._ends = time.monotonic() + within.total_seconds()

    @property
    def remaining(self) -> timedelta:
        """What is left; nothing when it is over."""
        return timedelta(seconds=max(0.0, self._ends - time.monotonic()))


@dataclass(frozen=True, kw_only=True)
class ConnectionMemory:
    """What a connection keeps in this process, gone when its settings or its version change."""

    prefix: str

    def get(self, key: str) -> bytes | None:
        """What was kept under a key, if it is still there."""
        kept: bytes | None = cache.get(self._name(key))
        return kept

    def put(self, key: str, value: bytes, *, max_age: timedelta) -> None:
        """Keeps something for a while, a day at most; what is too large is not kept."""
        if len(value) <= MOST_REMEMBERED:
            seconds = min(max_age, LONGEST_REMEMBERED).total_seconds()
            cache.set(self._name(key), value, timeout=seconds)

    def _name(self, key: str) -> str:
        return f"connector:{self.prefix}:{sha256(key.encode()).hexdigest()}"


@dataclass(frozen=True, kw_only=True)
class ConnectorLog:
    """Lines with the connector's name, from which secrets and people are blanked."""

    connector: str
    connection_id: int
    blanker: Blanker = field(repr=False)
    alarms: list[str] = field(default_factory=list)

    def info(self, event: str, **facts: object) -> None:
        log.info("connector says", **self._write(event, facts))

    def warning(self, event: str, **facts: object) -> None:
        log.warning("connector warns", **self._write(event, facts))

    def alarm(self, event: str) -> None:
        """Says that something happened that must not."""
        if len(self.alarms) < MOST_ALARMS:
            self.alarms.append(self.blanker.blank(event))
        log.error("connector alarm", **self._write(event, {}))

    def _write(self, event: str, facts: dict[str, object]) -> dict[str, object]:
        says = {str(name)[:40]: self.blanker.blank(value) for name, value in facts.items()}
        return {
            "connector": self.connector,
            "connection_id": self.connection_id,
            "words": self.blanker.blank(event),
            "facts": says,
        }


def make_context(
    reach: Reach,
    *,
    viewer: Viewer,
    deadline: Countdown,
    open_client: OpenClient,
    said: ConnectorLog,
    language: str,
    now: datetime,
) -> Context[Any]:
    """What one call of a connector's source is given."""
    connection = reach.connection
    municipality = connection.municipality
    return Context(
        settings=reach.settings,
        system=connection.title,
        municipality=Municipality(
            code=municipality.code,
            name=municipality.name,
            institutions=tuple(
                Institution(number=place.key, name=place.name) for place in reach.institutions
            ),
        ),
        viewer=viewer,
        http=open_client(allowed_hosts=frozenset(connection.approved_hosts), deadline=deadline),
        memory=ConnectionMemory(prefix=name_version(reach)),
        deadline=deadline,
        language=language,
        now=now,
        log=said,
        alarm=said.alarm,
    )


def name_version(reach: Reach) -> str:
    """A connection as caches name it, with its version and with the settings of all layers."""
    settings = sha256(repr((reach.settings, sorted(reach.secrets))).encode()).hexdigest()[:16]
    return f"{reach.connection.pk}:{reach.offer.connector.version}:{settings}"
