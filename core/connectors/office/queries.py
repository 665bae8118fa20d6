"""What an office sees of connections: how they stand, how they have been doing, what is shared."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db.models import Max, Sum
from django.utils.translation import get_language

from core.connectors.configuration.layers import list_fields
from core.connectors.configuration.reaches import (
    Configured,
    connections_with_circuits,
    read_configured,
)
from core.connectors.configuration.statuses import Status
from core.connectors.models import CallCount, FailedCall
from core.connectors.office.words import (
    CATEGORIES,
    FAILURES,
    NEEDS,
    describe_status,
    describe_status_at,
    describe_status_below,
    name_categories,
)
from core.connectors.registry.installed import read_registry
from core.people.models import Institution, Municipality
from indgang_sdk.settings import Layer

FAILED_SHOWN = 10
LOOKED_BACK = timedelta(days=1)


def list_configured(municipality: Municipality) -> list[Configured]:
    """The connections of a municipality, by the names of their systems."""
    return read_configured(connections_with_circuits().filter(municipality=municipality))


def find_configured(municipality: Municipality, connection_id: int) -> Configured | None:
    """One of them; None for one of another municipality."""
    rows = connections_with_circuits().filter(municipality=municipality, pk=connection_id)
    return next(iter(read_configured(rows)), None)


def describe_connection(
    configured: Configured, *, place: Institution | None = None
) -> dict[str, Any]:
    """A connection in words: its name, what it is, and how it stands, for all or at a place."""
    connection, offer = configured.connection, configured.offer
    language = get_language() or "da"
    circuit = getattr(connection, "circuit", None)
    return {
        "id": connection.pk,
        "title": connection.title,
        "connector": offer.connector.title.in_language(language) if offer else connection.connector,
        "description": offer.connector.description.in_language(language) if offer else "",
        "category": str(CATEGORIES[configured.category]) if configured.category else "",
        "version": offer.connector.version if offer else "",
        "statuses": (
            [
                describe_status(status, is_operators=_is_operators(configured))
                for status in configured.statuses
            ]
            if place is None
            else _describe_at(configured, place)
        ),
        "runs": configured.runs and not (place and configured.list_statuses_at(place)),
        "failing_since": circuit.failing_since if circuit else None,
        "rests": bool(circuit and circuit.probe_at),
        "is_on": connection.is_on,
        "is_paused": connection.is_paused,
        "is_for_all": connection.is_for_all,
        "is_for_whole": configured.is_for_whole,
    }


def _is_operators(configured: Configured) -> bool:
    """Whether everything that is wrong with the settings is in the portal's own layer."""
    if configured.offer is None or configured.filling is None:
        return False
    model = configured.offer.connector.settings
    portals = set(list_fields(model, Layer.PORTAL))
    # Without a name a mistake is about several of them together.
    own = {*portals, ""} if portals == set(model.model_fields) else portals
    return all(mistake.name in own for mistake in configured.filling.mistakes)


def _describe_at(configured: Configured, place: Institution) -> list[dict[str, Any]]:
    """What the institution itself has to do comes before what it waits for."""
    own = configured.list_statuses_at(place)
    return [
        *(describe_status_at(status) for status in own),
        *(describe_status_below(status) for status in configured.statuses if status not in own),
    ]


def list_connectors() -> list[dict[str, str]]:
    """The connectors that can be connected, by their titles."""
    language = get_language() or "da"
    rows = [
        {
            "name": name,
            "title": offer.connector.title.in_language(language),
            "description": offer.connector.description.in_language(language),
            "category": name_categories(offer.connector.categories),
        }
        for name, offer in read_registry().offers.items()
    ]
    return sorted(rows, key=lambda row: row["title"])


def describe_sharing(configured: Configured) -> dict[str, Any]:
    """What leaves the portal and where to: the needs with who uses them, and the hosts."""
    connection, offer = configured.connection, configured.offer
    language = get_language() or "da"
    needs = offer.needs if offer else {}
    return {
        "needs": [
            {
                "label": str(NEEDS[need]),
                "uses": sorted({source.title.in_language(language) for source in sources}),
                "is_approved": need.value in connection.approved_needs,
            }
            for need, sources in needs.items()
        ],
        "hosts": [
            {"name": host, "is_approved": host in connection.approved_hosts}
            for host in configured.hosts
        ],
        "is_approved": Status.NOT_APPROVED not in configured.statuses and not configured.waiting,
        "waiting": [place.name for reach in configured.waiting for place in reach.institutions],
        "seen": digest_sharing(configured),
        "is_indexed": bool(offer and offer.list_sources("index_sources")),
    }


def digest_sharing(configured: Configured) -> str:
    """The same text for the same needs and hosts: what somebody approves is what was read."""
    needs = sorted(configured.offer.needs) if configured.offer else []
    told = "\n".join([*needs, "", *configured.hosts])
    return sha256(told.encode()).hexdigest()[:32]


def read_health(configured: Configured, *, now: datetime) -> dict[str, Any]:
    """How a connection has been doing since yesterday, and its last failures."""
    connection, titles = configured.connection, _name_sources(configured)
    counts = CallCount.objects.filter(connection=connection, hour__gte=now - LOOKED_BACK)
    rows = counts.values("source").annotate(
        all_calls=Sum("calls"),
        all_failures=Sum("failures"),
        all_milliseconds=Sum("milliseconds"),
        slowest_of_all=Max("slowest"),
    )
    failed = FailedCall.objects.filter(connection=connection).order_by("-at", "-pk")
    return {
        "counts": [
            {
                "source": titles.get(row["source"], row["source"]),
                "calls": row["all_calls"],
                "failures": row["all_failures"],
                "mean": row["all_milliseconds"] // max(row["all_calls"], 1),
                "slowest": row["slowest_of_all"],
            }
            for row in rows.order_by("source")
        ],
        "failed": [
            {
                "at": row.at,
                "source": titles.get(row.source, row.source),
                "label": str(FAILURES.get(row.kind, row.kind)),
                "reason": row.reason,
            }
            for row in failed[:FAILED_SHOWN]
        ],
    }


def _name_sources(configured: Configured) -> dict[str, str]:
    """The titles of what a connector offers, by the names under which calls are counted."""
    language = get_language() or "da"
    sources = configured.offer.sources.values() if configured.offer else ()
    return {
        name: source.title.in_language(language) for of in sources for name, source in of.items()
    }
