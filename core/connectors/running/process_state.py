"""Notices when a connector has changed what all share, and puts it back."""

import locale
import os
import signal
import socket  # noqa: TID251 - its default is looked at and put back
import time
from dataclasses import dataclass
from typing import Any

_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGALRM)


@dataclass(frozen=True, kw_only=True)
class ProcessState:
    """What belongs to the whole process and no connector has any business with."""

    language: str
    folder: str
    environment: dict[str, str]
    default_timeout: float | None
    signals: tuple[Any, ...]

    @classmethod
    def read(cls) -> "ProcessState":
        return cls(
            language=locale.setlocale(locale.LC_ALL),
            folder=os.getcwd(),
            environment=dict(os.environ),
            default_timeout=socket.getdefaulttimeout(),
            signals=tuple(signal.getsignal(number) for number in _SIGNALS),
        )

    def restore_changed(self) -> list[str]:
        """Puts back what is no longer as it was, and returns the names of what that is.

        Handlers of signals can only be told of: no other thread may set them.
        """
        now = ProcessState.read()
        changed = [
            name for name in self.__dataclass_fields__ if getattr(now, name) != getattr(self, name)
        ]
        if "language" in changed:
            locale.setlocale(locale.LC_ALL, self.language)
        if "folder" in changed:
            os.chdir(self.folder)
        if "environment" in changed:
            for name in now.environment.keys() - self.environment.keys():
                os.environ.pop(name, None)
            os.environ.update(self.environment)
            time.tzset()
        if "default_timeout" in changed:
            socket.setdefaulttimeout(self.default_timeout)
        return changed
