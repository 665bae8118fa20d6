"""The systems that the demo's municipalities have connected, as a file of connections has them."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

_LINDESOE, _KLITNAES = "998", "999"
_FAMILY = ["pupil", "guardian"]


def list_connection_files(addresses: Mapping[str, str]) -> list[dict[str, Any]]:
    """One for each municipality; `addresses` says where each of the played systems is."""
    return [
        {
            "municipality": _LINDESOE,
            "connections": [
                _open_json("Læringsstien", "laeringsstien", addresses, unit=_LINDESOE),
            ],
        },
        {
            "municipality": _KLITNAES,
            "connections": [
                _open_json("Tavlen", "tavlen", addresses, unit=_KLITNAES),
            ],
        },
    ]


def _open_json(title: str, name: str, addresses: Mapping[str, str], *, unit: str) -> dict[str, Any]:
    address = addresses[name]
    return {
        "connector": "open_json",
        "title": title,
        "settings": {
            "address": address,
            "token_address": f"{address}/token",
            "client_id": "indgang",
            "client_secret": f"{name}-hemmelighed",
        },
        "is_on": True,
        "approved_needs": ["child.id", "viewer.id", "viewer.roles"],
        "approved_hosts": [urlsplit(address).netloc],
        "tiles": [
            {
                "source": "tasks",
                "unit": unit,
                "standing": "mandatory",
                "roles": _FAMILY,
                "position": 2,
            },
            {"source": "overview", "unit": unit, "standing": "offered", "position": 5},
        ],
    }
