"""From a host's name to the addresses that may be dialled: asked once, all checked, in time."""

import socket
from collections.abc import Callable, Sequence
from ipaddress import ip_address
from queue import Empty, SimpleQueue
from threading import Semaphore, Thread

from core.connectors.way_out.addresses import is_public
from core.connectors.way_out.errors import ConnectionFailed
from core.connectors.way_out.hosts import Destination
from indgang_sdk.errors import HostNotApproved, Unavailable

Resolve = Callable[[str], Sequence[str]]
LOOPBACK = ("127.0.0.1", "::1")


def ask_system(host: str) -> list[str]:
    """The IP addresses of a name, as this machine finds them."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class Names:
    """Looks names up for all calls of a process, on threads that nobody has to wait for.

    The system's resolver knows no deadline. One that hangs keeps its thread, and no more than
    `at_once` of them hang at the same time.
    """

    def __init__(self, *, resolve: Resolve = ask_system, at_once: int) -> None:
        self._resolve = resolve
        self._free = Semaphore(at_once)

    def find(
        self, destination: Destination, *, find_seconds: Callable[[], float]
    ) -> tuple[str, ...]:
        """The IP addresses to dial; raises `HostNotApproved` if any of them leads inside.

        `find_seconds` says how long each step may still take.
        """
        if destination.is_local:
            return LOOPBACK if destination.host == "localhost" else (destination.host,)
        found = self._look_up(destination.host, find_seconds=find_seconds)
        addresses = [ip_address(text) for text in found]
        if not all(is_public(address) for address in addresses):
            raise HostNotApproved(f"{destination.host[:100]} leads to where nobody may go")
        return tuple(str(address) for address in addresses)

    def _look_up(self, host: str, *, find_seconds: Callable[[], float]) -> Sequence[str]:
        if _is_ip_address(host):
            return (host,)
        answers: SimpleQueue[Sequence[str] | OSError] = SimpleQueue()
        if not self._free.acquire(timeout=find_seconds()):
            raise Unavailable("the name server does not answer")
        Thread(target=self._ask, args=(host, answers), daemon=True).start()
        try:
            answer = answers.get(timeout=find_seconds())
        except Empty:
            raise Unavailable("the name server does not answer in time") from None
        if isinstance(answer, OSError) or not answer:
            raise ConnectionFailed("the name server does not know the host")
        return answer

    def _ask(self, host: str, answers: "SimpleQueue[Sequence[str] | OSError]") -> None:
        try:
            answers.put(self._resolve(host))
        except (OSError, UnicodeError):
            answers.put(OSError())
        finally:
            self._free.release()


def _is_ip_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
