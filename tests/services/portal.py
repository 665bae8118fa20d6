"""The portal's own processes, started as an operator starts them."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

START_WITHIN_SECONDS = 120


@dataclass(frozen=True, kw_only=True)
class Portal:
    """A portal that runs beside the test."""

    port: int
    process: subprocess.Popen[bytes]

    def ask(self, path: str) -> tuple[int, str]:
        """Status and text of the answer to GET `path`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path, headers={"Host": "localhost"})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def stop(self) -> int:
        """Asks the processes to stop, as Ctrl-C does, and answers the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=60)


@contextmanager
def running_portal(*, database_url: str, folder: Path, port: int) -> Iterator[Portal]:
    """`manage.py serve` on an already migrated database; what it says goes to `folder/said`."""
    said = folder / "said"
    environment = {
        **os.environ,
        "INDGANG_DEMO": "1",
        "INDGANG_DATA_DIR": str(folder),
        "INDGANG_DATABASE_URL": database_url,
        "INDGANG_URL": f"http://localhost:{port}",
        "DJANGO_SETTINGS_MODULE": "core.config.settings",
    }
    with said.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603 - a fixed command
            [sys.executable, "manage.py", "serve", "--port", str(port)],
            cwd=settings.BASE_DIR,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until_said(process=process, said=said, text="Indgang answers at")
        yield Portal(port=port, process=process)
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(timeout=60)


def wait_until_said(*, process: subprocess.Popen[bytes], said: Path, text: str) -> None:
    """Fails with everything that was said when the process ends, or takes too long."""
    deadline = time.monotonic() + START_WITHIN_SECONDS
    while text not in said.read_text(errors="replace"):
        if process.poll() is not None or time.monotonic() > deadline:
            raise AssertionError(f"the portal did not start:\n{said.read_text(errors='replace')}")
        time.sleep(0.1)
