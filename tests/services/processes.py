"""Processes that run beside the tests, each in a group of its own, so that all of it ends."""

import os
import pwd
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.services.programs import ServiceUnavailable

LAST_LINES = 30
STOP_WITHIN_SECONDS = 30
END_GROUP = 'read -r _; kill -TERM "-$1"; kill -CONT "-$1"'
UNPRIVILEGED = ("postgres", "nobody")


@contextmanager
def running(
    command: Sequence[str | Path],
    *,
    name: str,
    log: Path,
    answers: Callable[[], bool],
    within_seconds: float,
    settings: Mapping[str, str] | None = None,
    folder: Path | None = None,
    identity: Mapping[str, Any] | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """Starts a command and waits until it `answers`; what it says goes to `log`.

    It runs in `folder`, and as whom `choose_identity` says, where these are given.
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
            cwd=folder,
            **(identity or {}),
        )
    watcher = watch(process)
    try:
        deadline = time.monotonic() + within_seconds
        while not answers():
            if process.poll() is not None or time.monotonic() > deadline:
                raise describe_failure(name=name, log=log)
            time.sleep(0.2)
        yield process
    finally:
        watcher.kill()
        watcher.communicate()
        stop(process)


def describe_failure(*, name: str, log: Path, failure: str = "did not start") -> ServiceUnavailable:
    """What to raise where a service is not as it should be: the last lines of what it said."""
    lines = log.read_text(errors="replace").splitlines()[-LAST_LINES:]
    return ServiceUnavailable("\n".join([f"{name} {failure}:", *lines]))


def choose_identity(*, name: str) -> dict[str, Any]:
    """Whom a service runs as that refuses to run as root; nothing where this is not root."""
    if os.geteuid() != 0:
        return {}
    for user in UNPRIVILEGED:
        try:
            found = pwd.getpwnam(user)
        except KeyError:
            continue
        return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}
    raise ServiceUnavailable(f"{name} needs one of the users {', '.join(UNPRIVILEGED)}.")


def watch(process: subprocess.Popen[bytes]) -> subprocess.Popen[bytes]:
    """Ends the group of a process should this one die before it could.

    What the watcher reads from is open for as long as this process lives, whatever ends it. One
    that a test has paused is woken up, so that it hears of it.
    """
    return subprocess.Popen(  # noqa: S603 - a fixed command
        ["/bin/sh", "-c", END_GROUP, "watch", str(process.pid)],
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
