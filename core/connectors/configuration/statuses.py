"""How a connection stands, worked out each time anew, so that a new version tells at once."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.db import models
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel

from core.connectors.configuration.layers import Filling
from core.connectors.models import Connection, InstitutionConnection, PortalConnector
from core.connectors.registry.offers import Offer
from core.connectors.way_out import spell_host
from indgang_sdk.people import Need
from indgang_sdk.settings import Settings


class Status(models.TextChoices):
    """What keeps a connection from running."""

    MISSING = "missing", _("Is not installed")
    WITHDRAWN = "withdrawn", _("Switched off by the operator")
    OFF = "off", _("Switched off")
    INCOMPLETE = "incomplete", _("Settings are missing")
    OUTDATED = "outdated", _("Settings no longer fit")
    NOT_APPROVED = "not_approved", _("Not approved")
    PAUSED = "paused", _("On a break")


def find_statuses(
    connection: Connection,
    *,
    offer: Offer | None,
    portal: PortalConnector | None,
    filling: Filling | None,
    may_call: bool,
) -> tuple[Status, ...]:
    """What keeps a connection from running, the gravest first; nothing when it runs.

    `may_call` says whether the hosts of at least one way of asking it are approved.
    """
    if offer is None or filling is None:
        return (Status.MISSING,)
    found = {
        Status.WITHDRAWN: portal is not None and not portal.is_available,
        Status.OFF: not connection.is_on,
        Status.INCOMPLETE: _is_incomplete(connection, offer, filling),
        Status.OUTDATED: _is_outdated(connection, offer, filling),
        Status.NOT_APPROVED: bool(list_unapproved_needs(connection, offer)) or not may_call,
        Status.PAUSED: connection.is_paused,
    }
    return tuple(status for status, holds in found.items() if holds)


def list_unapproved_needs(connection: Connection, offer: Offer) -> list[Need]:
    """What the connector needs of people beyond what the municipality has agreed to."""
    return [need for need in offer.needs if need.value not in connection.approved_needs]


def list_hosts(offer: Offer, settings: Settings) -> list[str]:
    """The hosts that the connector calls with some settings, as `host` or `host:port`."""
    find = offer.connector.find_hosts or find_hosts_of
    return sorted({spell_host(host) for host in find(settings)})


def list_unapproved_hosts(connection: Connection, hosts: Iterable[str]) -> list[str]:
    """Of some hosts those that the municipality has not agreed to yet."""
    return [host for host in hosts if host not in connection.approved_hosts]


def find_hosts_of(settings: BaseModel) -> Iterable[str]:
    """The hosts of all addresses in settings and their rows."""
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        for part in value if isinstance(value, tuple | list) else [value]:
            if isinstance(part, BaseModel):
                yield from find_hosts_of(part)
            elif isinstance(part, str) and part.startswith(("https://", "http://")):
                yield name_host(part)


def name_host(address: str) -> str:
    """The host of an address as it is approved, with its port where that is not 443."""
    parts = urlsplit(address)
    is_plain = parts.scheme == "http" and parts.port is None
    return spell_host(f"{parts.netloc}:80" if is_plain else parts.netloc)


def is_used_by(connection: Connection, row: InstitutionConnection | None) -> bool:
    """Whether an institution uses a connection: as it says itself, or as the municipality says."""
    own = row.is_on if row is not None else None
    return connection.is_for_all if own is None else own


def _is_incomplete(connection: Connection, offer: Offer, filling: Filling) -> bool:
    if not any(mistake.is_missing for mistake in filling.mistakes):
        return False
    return connection.version in {"", offer.connector.version}


def _is_outdated(connection: Connection, offer: Offer, filling: Filling) -> bool:
    if any(not mistake.is_missing for mistake in filling.mistakes):
        return True
    return bool(filling.mistakes) and not _is_incomplete(connection, offer, filling)
