"""From a host's name to the addresses that may be dialled: asked once, all checked, in time."""

import socket
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from ipaddress import ip_address
from threading import Lock, Thread

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

    The system's resolver knows no deadline. A name that it hangs on keeps one thread, however many
    calls ask for it, and no more than `at_once` names do so at the same time.
    """

    def __init__(self, *, resolve: Resolve = ask_system, at_once: int) -> None:
        self._resolve = resolve
        self._at_once = at_once
        self._under_way: dict[str, Future[Sequence[str]]] = {}
        self._lock = Lock()

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
        try:
            answer = self._join(host).result(timeout=find_seconds())
        except TimeoutError:
            raise Unavailable("the name server does not answer in time") from None
        except (OSError, UnicodeError):
            raise ConnectionFailed("the name server does not know the host") from None
        if not answer:
            raise ConnectionFailed("the name server does not know the host")
        return answer

    def _join(self, host: str) -> "Future[Sequence[str]]":
        """The lookup of a name that is under way, or a new one."""
        with self._lock:
            lookup = self._under_way.get(host)
            if lookup is None:
                if len(self._under_way) >= self._at_once:
                    raise Unavailable("the name server does not answer")
                lookup = Future()
                Thread(target=self._ask, args=(host, lookup), daemon=True).start()
                self._under_way[host] = lookup
            return lookup

    def _ask(self, host: str, lookup: "Future[Sequence[str]]") -> None:
        try:
            lookup.set_result(self._resolve(host))
        except Exception as error:  # noqa: BLE001 - raised where it is waited for
            lookup.set_exception(error)
        finally:
            with self._lock:
                del self._under_way[host]


def _is_ip_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
