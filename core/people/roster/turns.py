"""One import at a time: people belong to several municipalities, whose files may come at once."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

# Any number will do that nothing else in the database uses for a lock of this kind.
LOCK_NUMBER = 7_316_001


@contextmanager
def wait_for_turn() -> Iterator[None]:
    """Waits until no other import is running, on whichever machine; a killed one holds nothing."""
    if connection.vendor == "postgresql":
        with _hold_in_database():
            yield
    elif (database := Path(connection.settings_dict["NAME"])).is_file():
        with hold_file(Path(f"{database}-roster")):
            yield
    else:
        # A database in memory belongs to this process alone.
        yield


@contextmanager
def hold_file(path: Path) -> Iterator[None]:
    """Waits until nobody else holds the file, which stays behind empty."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def _hold_in_database() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK_NUMBER])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK_NUMBER])
