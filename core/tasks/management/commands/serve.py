"""`manage.py serve`: web, worker and scheduler together, for one machine."""

import contextlib
import os
import signal
import socket  # noqa: TID251 - looks whether the port is free
import subprocess  # noqa: TID251 - starts server and worker
import sys
import threading
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.client import (  # noqa: TID251 - asks the server that it started
    HTTPConnection,
    HTTPException,
)
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import get_commands
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

LOOK_EVERY_SECONDS = 0.2
STOP_WITHIN_SECONDS = 15
HUNDRED = 100
STOPPING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True, kw_only=True)
class Part:
    """One process of the portal: its name in messages, its command line, and its settings."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


class Command(BaseCommand):
    """Runs every part until one stops or somebody stops them all."""

    help = "Run web, worker and scheduler together. Ctrl-C stops them all."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on")
        parser.add_argument(
            "--workers", type=read_count, default=1, help="processes that answer requests"
        )
        parser.add_argument("--threads", type=read_count, default=8, help="threads of each of them")

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        require_free_port(host=host, port=port)
        web = make_web(host=host, port=port, workers=options["workers"], threads=options["threads"])
        run_parts(
            first=web,
            others=list_background_parts(),
            is_ready=lambda: answers_requests(host=host, port=port),
            on_ready=lambda: self.stdout.write(f"Indgang answers at http://{host}:{port}"),
        )


def read_count(text: str) -> int:
    """How many of something run: 1 to 99; raises `ArgumentTypeError`."""
    if text.isascii() and text.isdecimal() and 0 < int(text[:9]) < HUNDRED:
        return int(text)
    raise ArgumentTypeError(_("“%(text)s” is no number from 1 to 99.") % {"text": text[:20]})


def make_web(*, host: str, port: int, workers: int, threads: int) -> Part:
    """The server of pages; `deploy/` starts it with the same options."""
    return Part(
        name="web",
        command=(
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
            *("--host", host, "--port", str(port)),
            *("--workers", str(workers), "--blocking-threads", str(threads)),
            *("--log-level", "error", "core.config.wsgi:application"),
        ),
        environment={"INDGANG_REQUEST_THREADS": str(threads)},
    )


def list_background_parts() -> list[Part]:
    """What works beside the server of pages."""
    manage = (sys.executable, str(Path(settings.BASE_DIR) / "manage.py"))
    # The worker tells of every task, whatever the level of the log, unless it is silenced.
    verbosity = "1" if settings.LOGGING["root"]["level"] in ("DEBUG", "INFO") else "0"
    worker = (*manage, "db_worker", "--no-reload", "--verbosity", verbosity)
    parts = [Part(name="worker", command=worker)]
    if "run_schedules" in get_commands():
        parts.append(Part(name="scheduler", command=(*manage, "run_schedules")))
    return parts


def require_free_port(*, host: str, port: int) -> None:
    """Raises `CommandError` with the way out when somebody listens there already."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError, TypeError, ValueError) as error:
            says = _(
                "Port %(port)s on %(host)s cannot be used. Stop what listens there, or choose "
                "another port (`--port 8001`, or `make demo PORT=8001`)."
            )
            raise CommandError(says % {"port": port, "host": ascii(host)[1:-1][:60]}) from error


def answers_requests(*, host: str, port: int) -> bool:
    """Whether the server gives an answer, whichever."""
    connection = HTTPConnection(host, port, timeout=1)
    try:
        connection.request("GET", "/live", headers={"Host": settings.ALLOWED_HOSTS[0]})
        connection.getresponse()
    except (OSError, HTTPException):
        return False
    else:
        return True
    finally:
        connection.close()


def run_parts(
    *,
    first: Part,
    others: list[Part],
    is_ready: Callable[[], bool],
    on_ready: Callable[[], object],
) -> None:
    """Starts `first`, then, as soon as it is ready, `others`; returns when told to stop.

    Raises `CommandError` when a part ends by itself. No part is left running, whatever happens.
    """
    running: dict[str, subprocess.Popen[bytes]] = {}
    with noticing_signals() as told_to_stop:
        try:
            running[first.name] = start_part(first)
            while not is_ready():
                if told_to_stop.wait(LOOK_EVERY_SECONDS):
                    return
                require_all_alive(running)
            running.update({part.name: start_part(part) for part in others})
            on_ready()
            while not told_to_stop.wait(LOOK_EVERY_SECONDS):
                require_all_alive(running)
        finally:
            stop_all(list(running.values()))


def start_part(part: Part) -> subprocess.Popen[bytes]:
    """Starts a part in a session of its own: Ctrl-C reaches it through us, and only once."""
    return subprocess.Popen(  # noqa: S603 - the command lines above
        part.command,
        cwd=settings.BASE_DIR,
        env={**os.environ, **part.environment},
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )


def require_all_alive(running: dict[str, subprocess.Popen[bytes]]) -> None:
    """Raises `CommandError` with the name and exit code of a part that has ended."""
    for name, process in running.items():
        if process.poll() is not None:
            raise CommandError(f"The {name} stopped by itself (exit code {process.returncode}).")


def stop_all(processes: list[subprocess.Popen[bytes]]) -> None:
    """Asks every process to finish what it does, and ends those that do not in time."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=STOP_WITHIN_SECONDS)
        # What a part itself started goes with it.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextlib.contextmanager
def noticing_signals() -> Iterator[threading.Event]:
    """An event that is set when the process is asked to stop; the old handlers come back."""
    told_to_stop = threading.Event()
    before = {
        number: signal.signal(number, lambda *_: told_to_stop.set()) for number in STOPPING_SIGNALS
    }
    try:
        yield told_to_stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
