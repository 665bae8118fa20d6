"""What a connector does to the process that it runs in, and where it reaches for more."""

import locale
import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_WRITING = os.O_WRONLY | os.O_RDWR
_REACHES = frozenset(
    {
        "socket.connect",
        "socket.sendto",
        "socket.bind",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "subprocess.Popen",
        "os.system",
        "os.fork",
        "os.posix_spawn",
        "os.exec",
        "time.sleep",
        "threading.Thread.start",
    }
)
_watched: dict[int, list[str]] = {}
_is_hooked = False


class ReachedOut(Exception):
    """A connector opens a connection, a program or a file by itself, or waits."""


@contextmanager
def watch_reaching() -> Iterator[list[str]]:
    """Refuses and lists whatever this thread opens beside the client that it was given."""
    global _is_hooked  # noqa: PLW0603 - a hook of the interpreter cannot be taken away again
    if not _is_hooked:
        sys.addaudithook(_look_at)
        _is_hooked = True
    thread = threading.get_ident()
    found: list[str] = []
    _watched[thread] = found
    sleep, start = time.sleep, threading.Thread.start
    time.sleep = _refuse(sleep, "time.sleep")
    threading.Thread.start = _refuse(start, "threading.Thread.start")  # type: ignore[assignment,method-assign]
    try:
        yield found
    finally:
        time.sleep, threading.Thread.start = sleep, start  # type: ignore[method-assign]
        _watched.pop(thread, None)


def _refuse(function: Callable[[Any], None], event: str) -> Callable[[Any], None]:
    """What the interpreter does not tell its hooks, refused in the watched thread alone."""

    def refuse(argument: Any) -> None:
        _look_at(event, (argument,))
        function(argument)

    return refuse


def _look_at(event: str, arguments: tuple[Any, ...]) -> None:
    if not _watched:
        return
    found = _watched.get(threading.get_ident())
    if found is None:
        return
    if event in _REACHES or (event == "open" and _is_writing(arguments)):
        found.append(event)
        raise ReachedOut(f"a connector may not do this: {event}")


def _is_writing(arguments: tuple[Any, ...]) -> bool:
    path, _, flags = arguments
    is_writing = isinstance(flags, int) and bool(flags & _WRITING)
    return is_writing and "__pycache__" not in str(path)


def look_at_process() -> dict[str, Any]:
    """What all connectors of a process share and none may change."""
    root = logging.getLogger()
    return {
        "the locale": locale.setlocale(locale.LC_ALL, None),
        "the environment": dict(os.environ),
        "the working directory": os.getcwd(),
        "the signal handlers": {number: signal.getsignal(number) for number in _find_signals()},
        "the default timeout of sockets": socket.getdefaulttimeout(),
        "the time zone": time.tzname,
        "the import path": list(sys.path),
        "the recursion limit": sys.getrecursionlimit(),
        "the exception hook": sys.excepthook,
        "the level of all logs": root.level,
        "the handlers of all logs": list(root.handlers),
    }


def list_changes(before: dict[str, Any]) -> list[str]:
    """What has changed since, put back where that is possible."""
    after = look_at_process()
    changes = [name for name, value in before.items() if value != after[name]]
    if changes:
        _put_back(before)
    return changes


def _find_signals() -> list[signal.Signals]:
    return sorted(signal.valid_signals())  # type: ignore[arg-type]


def _put_back(before: dict[str, Any]) -> None:
    locale.setlocale(locale.LC_ALL, before["the locale"])
    os.environ.clear()
    os.environ.update(before["the environment"])
    os.chdir(before["the working directory"])
    socket.setdefaulttimeout(before["the default timeout of sockets"])
    time.tzset()
    sys.path[:] = before["the import path"]
    sys.setrecursionlimit(before["the recursion limit"])
    sys.excepthook = before["the exception hook"]
    logging.getLogger().setLevel(before["the level of all logs"])
    logging.getLogger().handlers[:] = before["the handlers of all logs"]
    if threading.current_thread() is threading.main_thread():
        for number, handler in before["the signal handlers"].items():
            if handler is not None and signal.getsignal(number) != handler:
                signal.signal(number, handler)
