"""What kind of system a connection is: as its connector says, or as the municipality chose."""

from collections.abc import Mapping
from typing import Any

from core.connectors.models import Connection
from core.connectors.registry.installed import read_registry
from core.connectors.registry.offers import Offer
from indgang_sdk.connectors import Category


def find_category(offer: Offer, values: Mapping[str, Any]) -> Category | None:
    """The kind of system by what the municipality has filled in.

    None while it has chosen none, or one that the connector is not for any more. Neither runs:
    the setting is missing, or does not fit.
    """
    connector = offer.connector
    if isinstance(connector.category, Category):
        return connector.category
    name = connector.category.name
    chosen = values.get(name, connector.settings.model_fields[name].default)
    return next((category for category in connector.categories if category == chosen), None)


def find_category_of(connection: Connection) -> Category | None:
    """The kind of system that a connection is; None also where its connector is not installed."""
    offer = read_registry().find(connection.connector)
    return find_category(offer, connection.values) if offer else None
