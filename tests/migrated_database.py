"""A migrated database is made once and copied: migrating costs 15 seconds, a copy a moment."""

import fcntl
import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from importlib import metadata
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase
from django.test.utils import setup_databases, teardown_databases

FOLDER = Path(settings.BASE_DIR) / "var" / "test"
LAST_ANSWER_WITHIN = 20
SUBJECTS = ("core", "cms", "search", "api", "plugins", "themes")


def compute_fingerprint(*, root: Path = settings.BASE_DIR) -> str:
    """Changes with every migration, app configuration, setting or package that makes rows."""
    told = hashlib.sha256(sqlite3.sqlite_version.encode())
    told.update(repr(sorted((d.name, d.version) for d in metadata.distributions())).encode())
    sources = [root / "core/config/settings.py", root / "tests/settings.py"]
    for subject in SUBJECTS:
        sources += (root / subject).rglob("migrations/*.py")
        sources += (root / subject).rglob("apps.py")
    for path in sorted(sources):
        told.update(str(path.relative_to(root)).encode() + path.read_bytes())
    return told.hexdigest()[:16]


def find_template() -> Path:
    """Where the migrated database of today's fingerprint is, or will be."""
    return FOLDER / f"migrated-{compute_fingerprint()}.sqlite3"


@contextmanager
def alone() -> Iterator[None]:
    """Lets one process at a time make the template; the others wait and copy it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def save_template(path: Path) -> None:
    """Writes the migrated database of this process to `path`, and drops older ones."""
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    connection.ensure_connection()
    with closing(sqlite3.connect(unfinished)) as file:
        connection.connection.backup(file)
    for older in FOLDER.glob("migrated-*"):
        if older != unfinished:
            older.unlink()
    unfinished.rename(path)


def copy_template(path: Path) -> None:
    """Replaces everything in this process's database by the migrated one."""
    connection.ensure_connection()
    give_up_at = time.monotonic() + LAST_ANSWER_WITHIN
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as file:
        while True:
            try:
                return file.backup(connection.connection)
            except sqlite3.OperationalError as error:
                # The server of a browser's test is still answering a window that has closed.
                if "in use" not in str(error) or time.monotonic() > give_up_at:
                    raise
                time.sleep(0.05)


def create_from(path: Path) -> Any:
    """Takes the place of Django's `create_test_db`."""

    def create_test_db(*args: Any, **kwargs: Any) -> str:
        name = connection.creation._get_test_db_name()
        connection.close()
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
        copy_template(path)
        return name

    return create_test_db


@contextmanager
def on_sqlite(*, anew: bool) -> Iterator[None]:
    """A migrated database in this process's memory; `anew` migrates though a copy is at hand."""
    template = find_template()
    with alone():
        is_new = anew or not template.is_file()
        if not is_new:
            connection.creation.create_test_db = create_from(template)
        made = make_database(keep=False)
        if is_new:
            save_template(template)
    with restoring_after_commits(lambda: copy_template(template)):
        yield
    teardown_databases(made, verbosity=0)


@contextmanager
def on_server(*, keep: bool) -> Iterator[None]:
    """A migrated database on a real server, and a second one to copy it from."""
    made = make_database(keep=keep)
    name = str(connection.settings_dict["NAME"])
    pristine = f"{name}_pristine"
    copy_on_server(source=name, target=pristine)
    with restoring_after_commits(lambda: copy_on_server(source=pristine, target=name)):
        yield
    drop_on_server(pristine)
    if not keep:
        teardown_databases(made, verbosity=0)


def make_database(*, keep: bool) -> Any:
    """Django's own way to a database for tests."""
    return setup_databases(
        verbosity=0, interactive=False, aliases={"default"}, serialized_aliases=(), keepdb=keep
    )


def copy_on_server(*, source: str, target: str) -> None:
    """Makes database `target` a copy of `source`, throwing out whoever is connected."""
    connection.close()
    drop_on_server(target)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')


def drop_on_server(name: str) -> None:
    """Removes a database, throwing out whoever is connected."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def restoring_after_commits(restore: Callable[[], None]) -> Iterator[None]:
    """After a test that commits, the migrated rows are there again.

    Django would empty every table, Wagtail's first page with them.
    """
    before = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]
    TransactionTestCase._fixture_teardown = lambda case: restore()  # type: ignore[attr-defined]
    try:
        yield
    finally:
        TransactionTestCase._fixture_teardown = before  # type: ignore[attr-defined]
