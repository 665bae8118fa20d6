"""Connects the systems that the sandbox plays, wherever it plays them this time."""

import json
from datetime import datetime

from django.db import transaction

from core.connectors.configuration.files import apply_file, read_file
from core.connectors.configuration.operations import Actor, approve
from core.connectors.configuration.portal_files import apply_portal_file, read_portal_file
from core.connectors.configuration.reaches import connections_with_circuits, read_configured
from core.login.keys import make_keys
from core.login.models import KeyPair
from sandbox.content.systems import describe_portal_connectors, list_connection_files
from sandbox.servers.playing import list_addresses


@transaction.atomic
def connect_systems(*, port: int, now: datetime) -> list[str]:
    """Connects all systems by the port of the sandbox's page, and approves what they need.

    Returns what is in their way all the same.
    """
    by = Actor(person=None, now=now)
    addresses, titles = list_addresses(port), []
    portal = json.dumps(describe_portal_connectors(addresses))
    apply_portal_file(read_portal_file(portal), by=by)
    if not KeyPair.objects.exists():
        make_keys(now=now)
    for content in list_connection_files(addresses):
        apply_file(read_file(json.dumps(content)), by=by)
        titles += [connection["title"] for connection in content["connections"]]
    rows = connections_with_circuits().filter(title__in=titles)
    for configured in read_configured(rows):
        approve(configured, by=by)
    return [
        f"{configured.connection.title}: {status.label}"
        for configured in read_configured(rows.all())
        for status in configured.statuses
    ]
