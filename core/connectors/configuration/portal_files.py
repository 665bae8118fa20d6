"""What the operator has decided of connectors for all municipalities, as a file."""

from collections.abc import Mapping

from django.db import transaction

from core.connectors.configuration import operations
from core.connectors.configuration.file_parts import (
    FilledPart,
    InvalidFile,
    Part,
    Reading,
    naming,
    parse,
    read_values,
    require_distinct,
)
from core.connectors.configuration.operations import Actor
from core.connectors.models import PortalConnector
from core.connectors.registry.installed import read_registry
from indgang_sdk.settings import Layer


class ConnectorPart(FilledPart):
    """One connector: whether municipalities may use it, and the portal's own settings of it."""

    connector: str
    is_available: bool = True


class PortalFile(Part):
    """The connectors of the portal of which the operator has decided something."""

    connectors: list[ConnectorPart]


def read_portal_file(text: str) -> PortalFile:
    """The file's content; raises `InvalidFile` with the place of the first mistake."""
    return parse(PortalFile, text)


@transaction.atomic
def apply_portal_file(
    file: PortalFile, *, by: Actor, environment: Mapping[str, str] | None = None
) -> None:
    """Makes the named connectors as the file has them; others stay. Raises `InvalidFile`."""
    names = (part.connector for part in file.connectors)
    require_distinct(names, says="connectors: two have one name")
    reading = Reading(by=by, environment=environment)
    for part in file.connectors:
        offer = read_registry().find(part.connector)
        if offer is None:
            raise InvalidFile(f"{part.connector}: no connector has this name")
        values = read_values(part, part.connector, offer, Layer.PORTAL, reading)
        with naming(part.connector):
            operations.fill_in_portal(offer, values=values, by=by)
        operations.make_available(part.connector, is_available=part.is_available, by=by)


def write_portal_file() -> PortalFile:
    """What the operator has decided, without secrets; connectors that are gone are left out."""
    rows = PortalConnector.objects.filter(connector__in=read_registry().offers)
    return PortalFile(
        connectors=[
            ConnectorPart(
                connector=row.connector, is_available=row.is_available, settings=row.values
            )
            for row in rows.order_by("connector")
        ]
    )
