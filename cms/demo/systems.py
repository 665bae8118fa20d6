"""Connects the systems that the sandbox plays, wherever it plays them this time."""

import json
from datetime import datetime

from django.db import transaction

from core.connectors.configuration.files import apply_file, read_file
from core.connectors.configuration.operations import Actor
from sandbox.content.systems import list_connection_files
from sandbox.servers.playing import list_addresses


@transaction.atomic
def connect_systems(*, port: int, now: datetime) -> list[str]:
    """Connects all systems by the port of the sandbox's page; returns what is in their way."""
    by = Actor(person=None, now=now)
    return [
        line
        for content in list_connection_files(list_addresses(port))
        for line in apply_file(read_file(json.dumps(content)), by=by)
    ]
