"""The one HTTP client of all connectors: what it does not reach, no connector reaches.

It stands on httpcore2, the layer below httpx2. What httpx2 adds (cookies, redirects, decoding,
proxies of the environment, headers of its own) would have to be switched off here one by one.
"""

from core.connectors.way_out.client import WayOut
from core.connectors.way_out.hosts import (
    Destination,
    find_destination,
    is_host,
    read_host,
    spell_host,
)
from core.connectors.way_out.limits import Limits

__all__ = [
    "Destination",
    "Limits",
    "WayOut",
    "find_destination",
    "is_host",
    "read_host",
    "spell_host",
]
