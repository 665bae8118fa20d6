"""The portal's one way out, as calls are handed it."""

from functools import cache

from django.conf import settings

from core.connectors.way_out import WayOut
from indgang_sdk.connectors import Deadline
from indgang_sdk.http import HttpClient


@cache
def _share_way_out() -> WayOut:
    return WayOut()


def open_client(*, allowed_hosts: frozenset[str], deadline: Deadline) -> HttpClient:
    """The client of one call: these hosts, and this machine's own only in the demo."""
    return _share_way_out().open(
        allowed_hosts=allowed_hosts, deadline=deadline, may_call_local=settings.DEMO
    )
