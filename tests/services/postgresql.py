"""A real PostgreSQL in a folder of its own, on a free port of this machine."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from tests.services.processes import choose_identity
from tests.services.programs import ServiceUnavailable, require_program

START_WITHIN_SECONDS = 60


@contextmanager
def running_postgresql() -> Iterator[str]:
    """Starts a server, gives its address as a database URL, and removes every trace of it."""
    initdb = require_program(
        name="PostgreSQL",
        candidates=["/usr/lib/postgresql/*/bin/initdb", "initdb"],
        package="postgresql",
    )
    folder = Path(tempfile.mkdtemp(prefix="indgang-postgresql-"))
    identity = choose_identity(name="PostgreSQL")
    if identity:
        os.chown(folder, identity["user"], identity["group"])
    try:
        make_cluster(initdb=initdb, folder=folder, identity=identity)
        port = find_free_port()
        server = start_server(initdb=initdb, folder=folder, port=port, identity=identity)
        try:
            wait_until_ready(server=server, port=port, log=folder / "log")
            yield f"postgres://indgang@127.0.0.1:{port}/indgang"
        finally:
            # Fast shutdown: open sessions are ended.
            server.send_signal(signal.SIGINT)
            server.wait(timeout=START_WITHIN_SECONDS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def make_cluster(*, initdb: Path, folder: Path, identity: dict[str, Any]) -> None:
    """An empty cluster with the superuser `indgang`, reachable from this machine only."""
    done = subprocess.run(  # noqa: S603 - a fixed command
        [
            *(initdb, "--pgdata", folder / "data", "--username", "indgang"),
            *("--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        **identity,
    )
    if done.returncode:
        raise ServiceUnavailable(f"PostgreSQL could not make its files: {done.stderr.strip()}")


def start_server(
    *, initdb: Path, folder: Path, port: int, identity: dict[str, Any]
) -> subprocess.Popen[bytes]:
    """Starts the server without the care for disks that only real data needs.

    Nor does it look after its tables: the rows of a test are never committed, so that it would
    note full tables as empty, and plan for one row where there are thousands.
    """
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(  # noqa: S603 - a fixed command
            [
                *(initdb.parent / "postgres", "-D", folder / "data", "-k", folder),
                *("-h", "127.0.0.1", "-p", str(port), "-F"),
                *("-c", "synchronous_commit=off", "-c", "full_page_writes=off"),
                *("-c", "autovacuum=off"),
            ],
            cwd=folder,
            stdout=log,
            stderr=log,
            start_new_session=True,
            **identity,
        )


def wait_until_ready(*, server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Waits for the first answer and makes the database; raises with the server's own words."""
    deadline = time.monotonic() + START_WITHIN_SECONDS
    while True:
        try:
            address = f"postgresql://indgang@127.0.0.1:{port}/postgres"
            with psycopg.connect(address, autocommit=True, connect_timeout=5) as connection:
                connection.execute("CREATE DATABASE indgang")
                return
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                told = log.read_text(errors="replace").strip()[-2000:]
                raise ServiceUnavailable(f"PostgreSQL did not start:\n{told}") from None
            time.sleep(0.1)


def find_free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
