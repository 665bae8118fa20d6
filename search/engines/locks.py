"""One writer at a time for an engine that has no locks of its own, in all processes."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction


@contextmanager
def hold_lock(name: str) -> Iterator[None]:
    """Waits until no other process writes under this name, and holds the others until done.

    Whoever dies gives it back.
    """
    if connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [name])
            yield
        return
    settings.SEARCH_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.SEARCH_DIR / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
