"""Connects what the sandbox plays, wherever a test has it played."""

import json
from collections.abc import Mapping
from datetime import datetime

from core.connectors.configuration.files import apply_file, read_file
from core.connectors.configuration.operations import Actor, approve
from core.connectors.configuration.reaches import connections_with_circuits, read_configured
from core.connectors.models import Connection
from sandbox.content.systems import list_connection_files

# In which box of which municipality each system speaks, as the demo connects them.
BOXES = {
    "laeringsstien": ("998", "Læringsstien", "tasks"),
    "tavlen": ("999", "Tavlen", "tasks"),
    "timeplan": ("998", "Timeplan", "today"),
    "ugeskema": ("999", "Ugeskema", "today"),
    "fravaersportalen": ("998", "Selvbetjening", "links"),
    "meld_fra": ("999", "Selvbetjening", "links"),
    "bogkassen": ("998", "Selvbetjening", "links"),
    "pladsen": ("998", "Selvbetjening", "links"),
}


def connect_played(addresses: Mapping[str, str], *, now: datetime) -> None:
    """Connects all systems that speak in boxes as the demo does, and approves what they need.

    By what people sign in there, tests of boxes do not.
    """
    by, titles = Actor(person=None, now=now), {title for _, title, _ in BOXES.values()}
    # Where people sign in is described along with the others, and connected by nobody here.
    for content in list_connection_files({"unilogin": "", **addresses}):
        content["connections"] = [
            each for each in content["connections"] if each["title"] in titles
        ]
        apply_file(read_file(json.dumps(content)), by=by)
    for configured in read_configured(connections_with_circuits()):
        approve(configured, by=by)
    standing = read_configured(connections_with_circuits())
    assert not [item.statuses for item in standing if item.statuses]


def find_connection(system: str) -> Connection:
    """The connection through which a system is asked."""
    code, title, _ = BOXES[system]
    return Connection.objects.get(municipality__code=code, title=title)
