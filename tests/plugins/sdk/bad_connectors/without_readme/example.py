"""The example of the good connector."""

from tests.plugins.sdk.good_connector.example import EXAMPLE

__all__ = ["EXAMPLE"]
