"""One node: its files in a folder of its own, and what can happen to it while tests run."""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.services.elasticsearch.access import Access
from tests.services.elasticsearch.distribution import find_java_home
from tests.services.processes import describe_failure, running
from tests.services.programs import ServiceUnavailable

FREE_WITHIN_SECONDS = 20
# A quick start matters more to tests than speed later on.
JAVA = """\
-Xms128m
-Xmx512m
-XX:-AlwaysPreTouch
-XX:+UseSerialGC
-XX:TieredStopAtLevel=1
-Djava.io.tmpdir=${ES_TMPDIR}
"""
LOGGING = """\
status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d %-5p %c{1.} %m%n
rootLogger.level = info
rootLogger.appenderRef.console.ref = console
"""


@dataclass(kw_only=True)
class Node:
    """A node of the program in `home`, at `port`, which keeps what it holds while it is down."""

    name: str
    home: Path
    folder: Path
    port: int
    settings: dict[str, Any]
    access: Access | None
    identity: dict[str, Any]
    paused: bool = False
    _starts: int = 0
    _process: subprocess.Popen[bytes] | None = None
    _ending: ExitStack = field(default_factory=ExitStack)

    @property
    def address(self) -> str:
        return f"{'https' if self.access else 'http'}://127.0.0.1:{self.port}"

    @property
    def runs(self) -> bool:
        """Whether it was started and not killed since; it may still be on its way up."""
        return self._process is not None

    def write_files(self) -> None:
        """Writes its settings, and gives its folder to whom it runs as."""
        for name in ("configuration", "data", "logs", "temporary"):
            (self.folder / name).mkdir(parents=True)
        configuration = self.folder / "configuration"
        settings = {
            **self.settings,
            "node.name": self.name,
            "network.host": "127.0.0.1",
            "http.port": self.port,
            "path.data": str(self.folder / "data"),
            "path.logs": str(self.folder / "logs"),
            **(self.access.describe() if self.access else {"xpack.security.enabled": False}),
        }
        # All JSON is YAML too.
        (configuration / "elasticsearch.yml").write_text(json.dumps(settings, indent=2))
        (configuration / "jvm.options").write_text(JAVA)
        (configuration / "log4j2.properties").write_text(LOGGING)
        if self.access:
            self.access.write(configuration)
        if self.identity:
            for path in (self.folder, *self.folder.rglob("*")):
                os.chown(path, self.identity["user"], self.identity["group"])

    def start(self) -> None:
        """Starts the process, and does not wait until it answers."""
        if self._process:
            raise ValueError(f"{self.name} runs already")
        self._starts += 1
        self._process = self._ending.enter_context(
            running(
                [self.home / "bin" / "elasticsearch"],
                name=self.name,
                log=self._log,
                answers=lambda: True,
                within_seconds=0,
                folder=self.folder,
                identity=self.identity,
                settings={
                    "ES_JAVA_HOME": str(find_java_home()),
                    "ES_PATH_CONF": str(self.folder / "configuration"),
                    "ES_TMPDIR": str(self.folder / "temporary"),
                    "ES_JAVA_OPTS": "",
                    "CLI_JAVA_OPTS": "-XX:TieredStopAtLevel=1",
                },
            )
        )

    def kill(self) -> None:
        """Ends it as a lost machine would end: at once, and without a word to anybody."""
        if not self._process:
            raise ValueError(f"{self.name} does not run")
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._wait_until_free()
        self._process, self.paused = None, False
        self._ending.close()

    def pause(self) -> None:
        """Lets it stand still: it is connected to, and does not answer."""
        self._send(signal.SIGSTOP)
        self.paused = True

    def resume(self) -> None:
        self._send(signal.SIGCONT)
        self.paused = False

    def require_process(self) -> None:
        """Raises `ServiceUnavailable`, with its last lines, where it has ended by itself."""
        if self._process and self._process.poll() is not None:
            raise self.describe_failure("has ended")

    def describe_failure(self, failure: str) -> ServiceUnavailable:
        return describe_failure(name=f"Elasticsearch ({self.name})", log=self._log, failure=failure)

    @property
    def _log(self) -> Path:
        return self.folder / "logs" / f"{self._starts}.log"

    def _send(self, number: signal.Signals) -> None:
        if not self._process:
            raise ValueError(f"{self.name} does not run")
        os.killpg(self._process.pid, number)

    def _wait_until_free(self) -> None:
        """Waits until the server, a child of what was started, has let go of its data."""
        lock = self.folder / "data" / "node.lock"
        deadline = time.monotonic() + FREE_WITHIN_SECONDS
        while lock.exists() and time.monotonic() < deadline:
            with lock.open("r+b") as file, suppress(BlockingIOError):
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            time.sleep(0.05)


def link_home(home: Path, copy: Path) -> Path:
    """The program once more, for somebody who may not look into the folder of who fetched it."""
    shutil.copytree(home, copy, copy_function=_link)
    copy.chmod(0o755)
    return copy


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # the two lie on different disks
        shutil.copy2(source, target)
