"""Servers on loopback, and the CPU that their processes have used."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from bench.sites import HOST, ROOT

START_WITHIN_SECONDS = 60
STOP_WITHIN_SECONDS = 10
# utime and stime in /proc/PID/stat, counted after the name in brackets.
_UTIME, _STIME, _PARENT = 11, 12, 1
TICKS = os.sysconf("SC_CLK_TCK")


class ServerFailed(Exception):
    """A server did not come up; its log says why."""


@dataclass(frozen=True, kw_only=True)
class Server:
    """A running server: one Granian worker with one thread that answers."""

    name: str
    port: int
    process: subprocess.Popen[bytes]

    def read_cpu(self) -> float:
        """Seconds of CPU that the server and its workers have used until now."""
        pids = [self.process.pid, *list_children(self.process.pid)]
        fields = [read_stat(pid) for pid in pids]
        return sum(int(item[_UTIME]) + int(item[_STIME]) for item in fields) / TICKS


@contextlib.contextmanager
def serving(
    name: str,
    *,
    application: str,
    environment: dict[str, str],
    port: int,
    log: Path,
    threads: int = 1,
) -> Iterator[Server]:
    """Runs an application with the options of `manage.py serve`, but for one thread."""
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *(
            "--host",
            HOST,
            "--port",
            str(port),
            "--workers",
            "1",
            "--blocking-threads",
            str(threads),
        ),
        *("--log-level", "warning", application),
    ]
    with log.open("wb") as out:
        process = _start(command, environment=environment, out=out)
        try:
            _wait_until_open(process, port=port, log=log)
            yield Server(name=name, port=port, process=process)
        finally:
            _stop(process)


def find_free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port


def list_children(pid: int) -> list[int]:
    """The processes that a process has started, and those that these have."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            with contextlib.suppress(OSError):
                parents.setdefault(int(read_stat(int(entry.name))[_PARENT]), []).append(
                    int(entry.name)
                )
    found: list[int] = []
    waiting = [pid]
    while waiting:
        children = parents.get(waiting.pop(), [])
        found += children
        waiting += children
    return found


def read_stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat after the name."""
    text = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    return text.rpartition(")")[2].split()


def _start(
    command: list[str], *, environment: dict[str, str], out: IO[bytes]
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - the command line above
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=out,
        start_new_session=True,
    )


def _wait_until_open(process: subprocess.Popen[bytes], *, port: int, log: Path) -> None:
    ends = time.monotonic() + START_WITHIN_SECONDS
    while time.monotonic() < ends and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), timeout=1):
            return
        time.sleep(0.1)
    raise ServerFailed(f"the server did not start:\n{log.read_text(encoding='utf-8')[-2000:]}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=STOP_WITHIN_SECONDS)
    # The server leads a session of its own: whatever it left goes with it, and nothing else.
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
