"""What kind of system a connection is: as its connector says, or as the municipality chose."""

from collections.abc import Mapping
from typing import Any

from core.connectors.models import Connection
from core.connectors.registry.installed import read_registry
from core.connectors.registry.offers import Offer
from indgang_sdk.connectors import Category

_SIGNS_IN = "identity_providers"


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


def may_sign_in(offer: Offer | None) -> bool:
    """Whether people are, or may come to be, signed in by systems of a connector.

    Of one that is not installed nobody can tell, and so it may be.
    """
    if offer is None:
        return True
    return Category.LOGIN in offer.connector.categories or bool(offer.list_sources(_SIGNS_IN))


def find_category_of(connection: Connection) -> Category | None:
    """The kind of system that a connection is; None also where its connector is not installed."""
    offer = read_registry().find(connection.connector)
    return find_category(offer, connection.values) if offer else None
