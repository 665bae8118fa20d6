"""Processes that run beside the tests, each in a group of its own, so that all of it ends."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.services.programs import ServiceUnavailable

LAST_LINES = 30
STOP_WITHIN_SECONDS = 30


@contextmanager
def running(
    command: Sequence[str | Path],
    *,
    name: str,
    log: Path,
    answers: Callable[[], bool],
    within_seconds: float,
    settings: Mapping[str, str] | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """Starts a command and waits until it `answers`; what it says goes to `log`.

    `ServiceUnavailable` has its last lines when it ends before, or takes too long.
    """
    with log.open("wb") as said:
        process = subprocess.Popen(  # noqa: S603 - a command of the tests' own
            command,
            env={**os.environ, **(settings or {})},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
    watcher = watch(process)
    try:
        deadline = time.monotonic() + within_seconds
        while not answers():
            if process.poll() is not None or time.monotonic() > deadline:
                lines = log.read_text(errors="replace").splitlines()[-LAST_LINES:]
                raise ServiceUnavailable("\n".join([f"{name} did not start:", *lines]))
            time.sleep(0.2)
        yield process
    finally:
        watcher.kill()
        watcher.communicate()
        stop(process)


def watch(process: subprocess.Popen[bytes]) -> subprocess.Popen[bytes]:
    """Ends the group of a process should this one die before it could.

    What the watcher reads from is open for as long as this process lives, whatever ends it.
    """
    return subprocess.Popen(  # noqa: S603 - a fixed command
        ["/bin/sh", "-c", 'read -r _; kill -TERM "-$1"', "watch", str(process.pid)],
        stdin=subprocess.PIPE,
        start_new_session=True,
    )


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ends a process and those that it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(timeout=STOP_WITHIN_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
