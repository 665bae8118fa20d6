"""The page on the sandbox lists its systems, ports and states as they are."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from sandbox.servers.playing import SYSTEMS, list_addresses
from sandbox.servers.switches import State

PAGE = (Path(settings.BASE_DIR) / "docs" / "reference" / "sandbox.md").read_text(encoding="utf-8")


def test_every_system_stands_there_with_its_port() -> None:
    addresses = list_addresses(8900)
    rows = re.findall(r"^\| (\d+) \| `(\w+)` \| (\w[\w, ]*) \|$", PAGE, re.MULTILINE)
    assert rows == [
        (str(urlsplit(addresses[system.name]).port), system.name, system.speaks)
        for system in SYSTEMS
    ]


def test_every_state_stands_there() -> None:
    assert re.findall(r"^\| `(\w+)` \| \w", PAGE, re.MULTILINE) == [str(state) for state in State]
