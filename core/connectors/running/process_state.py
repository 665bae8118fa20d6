"""Notices when a connector has changed what all share, and puts it back."""

import locale
import os
import signal
import socket  # noqa: TID251 - its default is looked at and put back
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, fields
from typing import Any

_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGALRM)


@dataclass(frozen=True, kw_only=True)
class ProcessState:
    """What belongs to the whole process and no connector has any business with."""

    language: str
    # None for one that has been removed.
    folder: str | None
    environment: dict[str, str]
    default_timeout: float | None
    signals: tuple[Any, ...]

    @classmethod
    def read(cls) -> "ProcessState":
        """The state as it is now."""
        return cls(
            language=locale.setlocale(locale.LC_ALL),
            folder=_find_folder(),
            environment=_read_environment(),
            default_timeout=socket.getdefaulttimeout(),
            signals=tuple(signal.getsignal(number) for number in _SIGNALS),
        )

    def restore_changed(self) -> list[str]:
        """Puts back what is no longer as it was, and returns the names of what that is.

        Handlers of signals can only be told of: no other thread may set them.
        """
        now = ProcessState.read()
        names = [field.name for field in fields(self)]
        changed = [name for name in names if getattr(now, name) != getattr(self, name)]
        if "language" in changed:
            locale.setlocale(locale.LC_ALL, self.language)
        if "folder" in changed and self.folder is not None:
            # The one before may be gone as well: then there is none to go back to.
            with suppress(OSError):
                os.chdir(self.folder)
        if "environment" in changed:
            for name in now.environment.keys() - self.environment.keys():
                os.environ.pop(name, None)
            os.environ.update(self.environment)
            time.tzset()
        if "default_timeout" in changed:
            socket.setdefaulttimeout(self.default_timeout)
        return changed


class ProcessWatch:
    """Puts the process back behind each call to what it was when none was running.

    Calls that overlap have one state in common: what the second finds when it begins may be what
    the first has just changed.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: list[str] = []
        self._state: ProcessState | None = None

    def begin(self, connector: str) -> None:
        """Says that a call of a connector begins."""
        with self._lock:
            if not self._running or self._state is None:
                self._state = ProcessState.read()
            self._running.append(connector)

    def end(self, connector: str) -> tuple[list[str], list[str]]:
        """Says that it has ended: what had to be put back, and the connectors it may be from."""
        with self._lock:
            suspects = sorted(set(self._running))
            self._running.remove(connector)
            changed = self._state.restore_changed() if self._state is not None else []
            return changed, suspects


watch = ProcessWatch()
# A forked process has none of the calls that were running.
os.register_at_fork(after_in_child=watch.__init__)  # type: ignore[misc]


def _find_folder() -> str | None:
    try:
        return os.getcwd()
    except OSError:
        return None


def _read_environment() -> dict[str, str]:
    """Name by name, since another thread may take some away meanwhile."""
    read = {name: os.environ.get(name) for name in list(os.environ)}
    return {name: value for name, value in read.items() if value is not None}
