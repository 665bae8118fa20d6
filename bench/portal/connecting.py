"""Connects the systems that the benchmark plays, as an administrator does."""

import json
from typing import Any

from django.utils import timezone

from core.connectors.configuration.files import apply_file, read_file
from core.connectors.configuration.operations import Actor

CODE = "998"


def connect(addresses: list[str]) -> dict[str, Any]:
    """Each address as a system of its own, with its tile on the pages of all staff."""
    content = {
        "municipality": CODE,
        "connections": [_describe(number, address) for number, address in enumerate(addresses)],
    }
    left = apply_file(read_file(json.dumps(content)), by=Actor(person=None, now=timezone.now()))
    return {"in_the_way": left}


def _describe(number: int, address: str) -> dict[str, Any]:
    return {
        "connector": "outside",
        "title": f"System {number}",
        "settings": {"address": address},
        "is_on": True,
        "approved_hosts": [address.split("/")[2]],
        "tiles": [{"source": "tile", "unit": CODE, "standing": "mandatory", "position": number}],
    }
