"""`manage.py run_demo`: the whole portal with made-up people, behind `make demo`."""

import hashlib
import sys
import time
from argparse import ArgumentParser
from importlib import metadata
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, OutputWrapper
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from core.login.cast import read_cast
from core.tasks.management.commands import serve

HOST = "127.0.0.1"
# The systems that the portal connects are played on the ports from this many after the portal's.
SANDBOX_AFTER = 900
SANDBOX_PORTS = 20
HIGHEST_PORT = 65535


class Command(BaseCommand):
    """Makes what is missing, says who can sign in, and serves until Ctrl-C."""

    help = "Make the demo's data once, then run the portal with it. Ctrl-C stops it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="port to listen on")
        parser.add_argument(
            "--prepare-only", action="store_true", help="make what is missing, serve nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo runs only with INDGANG_DEMO=1, as `make demo` sets it.")
        started = time.monotonic()
        serve.require_free_port(host=HOST, port=options["port"])
        if not options["prepare_only"]:
            serve.require_free_port(host=HOST, port=find_sandbox_port(options["port"]))
        prepare_data(out=self.stdout)
        call_command("connect_sandbox", port=find_sandbox_port(options["port"]))
        prepare_static_files(out=self.stdout)
        connection.close()
        if not options["prepare_only"]:
            self.serve(port=options["port"], started=started)

    def serve(self, *, port: int, started: float) -> None:
        """Runs the portal and says where it is once it answers."""
        self.stdout.write("Starting the portal ...")

        def announce() -> None:
            self.stdout.write(f"\n{describe_cast()}\n")
            took = time.monotonic() - started
            self.stdout.write(f"Indgang is open at http://localhost:{port} (after {took:.0f} s).")
            page = f"http://localhost:{find_sandbox_port(port)}"
            self.stdout.write(f"The systems that it connects are played; see {page}.")
            self.stdout.write("Ctrl-C stops it; the data stays. `make demo-reset` starts over.")
            self.stdout.flush()

        serve.run_parts(
            first=serve.make_web(host=HOST, port=port, workers=1, threads=8),
            others=[*serve.list_background_parts(), make_sandbox(port=port)],
            is_ready=lambda: serve.answers_requests(host=HOST, port=port),
            on_ready=announce,
        )


def find_sandbox_port(port: int) -> int:
    """Where the page of the systems outside is, with the portal's port; they follow it."""
    above = port + SANDBOX_AFTER
    return above if above + SANDBOX_PORTS <= HIGHEST_PORT else port - SANDBOX_AFTER


def make_sandbox(*, port: int) -> serve.Part:
    """The systems that the portal connects, as a program beside it: nothing of it is imported."""
    keys = str(settings.DATA_DIR / "sandbox-keys")
    options = ("--quiet", "--port", str(find_sandbox_port(port)), "--keys", keys)
    return serve.Part(name="sandbox", command=(sys.executable, "-m", "sandbox.servers", *options))


def prepare_data(*, out: OutputWrapper) -> None:
    """The database with the demo in it; one that was not finished is begun anew."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    unfinished = settings.DATA_DIR / "demo-unfinished"
    loaded = settings.DATA_DIR / "demo-loaded"
    if unfinished.exists():
        out.write("The last start did not finish: making the data anew.")
        remove_database()
        loaded.unlink(missing_ok=True)
    elif not database_exists():
        loaded.unlink(missing_ok=True)
        unfinished.touch()
    migrate(out=out)
    if not loaded.exists():
        out.write("Loading the demo: municipalities, institutions, people and pages ...")
        call_command("load_demo")
        loaded.touch()
        unfinished.unlink(missing_ok=True)


def database_exists() -> bool:
    """Whether there is data that this command did not make; a server's always counts as such."""
    return connection.vendor != "sqlite" or Path(connection.settings_dict["NAME"]).exists()


def remove_database() -> None:
    """Deletes the SQLite files of a demo that this command began and did not finish."""
    for ending in ("", "-wal", "-shm"):
        Path(f"{connection.settings_dict['NAME']}{ending}").unlink(missing_ok=True)


def migrate(*, out: OutputWrapper) -> None:
    """Brings the database up to date, and says how far it is."""
    executor = MigrationExecutor(connection)
    steps = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if steps:
        call_command("migrate", stdout=StepCounter(out=out, steps=steps))


class StepCounter:
    """Takes what `migrate` writes and shows only how many of its steps are done."""

    def __init__(self, *, out: OutputWrapper, steps: int) -> None:
        self.out, self.steps, self.done = out, steps, 0

    def write(self, text: str) -> None:
        """Counts the steps that `text` says are done."""
        self.done += text.count(" OK")
        if not text.count(" OK"):
            return
        if self.out.isatty():
            end = "\n" if self.done == self.steps else ""
            self.out.write(f"\rMaking the database: {self.done} of {self.steps} steps", ending=end)
        elif self.done % 50 == 0 or self.done == self.steps:
            self.out.write(f"Making the database: {self.done} of {self.steps} steps")
        self.out.flush()

    def flush(self) -> None:
        """Nothing waits here."""


def prepare_static_files(*, out: OutputWrapper) -> None:
    """Gathers styles and scripts, unless those gathered are of the same version."""
    stamp = Path(settings.STATIC_ROOT) / ".version"
    version = compute_static_version()
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == version:
        return
    out.write("Gathering styles and scripts ...")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(version, encoding="utf-8")


def compute_static_version() -> str:
    """Changes when a package is updated or a static file of ours is edited."""
    told = hashlib.sha256()
    told.update(repr(sorted((d.name, d.version) for d in metadata.distributions())).encode())
    for app in apps.get_app_configs():
        if "site-packages" not in app.path:
            for path in sorted(Path(app.path, "static").rglob("*")):
                told.update(str(path).encode())
                told.update(path.read_bytes() if path.is_file() else b"")
    return told.hexdigest()


def describe_cast() -> str:
    """Who can sign in, one person a line, in the order of the sign-in page."""
    cast = read_cast()
    if not cast:
        return "Nobody can sign in yet: the demo's cast is missing."
    width = max(len(member.name) for member in cast)
    lines = [f"  {member.name:<{width}}  {member.description}" for member in cast]
    return "\n".join(["Log in with Unilogin, which is played, as one of these:", *lines])
