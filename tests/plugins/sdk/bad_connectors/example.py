"""The example of the good connector, which every bad one fails with."""

from tests.plugins.sdk.good_connector.example import EXAMPLE

__all__ = ["EXAMPLE"]
