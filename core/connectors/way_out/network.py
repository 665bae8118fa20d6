"""The sockets below HTTP: only to checked addresses, and never longer than the call lasts."""

import ssl
from collections.abc import Callable, Iterable
from typing import Any

import httpcore2

from core.connectors.way_out.errors import ConnectionFailed
from indgang_sdk.connectors import Deadline
from indgang_sdk.errors import Unavailable, UnexpectedAnswer

# What httpcore2 reads at most of headers, and of what may come behind them with the last piece.
MOST_BEFORE_BODY = 170_000
# The lengths of parts stand between them, and trailers behind.
MOST_BESIDE_BODY = 500_000


class Passage:
    """What one exchange may use of the network: these addresses, this time, so many bytes.

    httpcore2 hands the timeouts of a request down to the sockets unread. A passage goes in their
    place, so that connections can be kept while each exchange has its own.
    """

    def __init__(
        self,
        *,
        deadline: Deadline,
        find_addresses: Callable[[Callable[[], float]], tuple[str, ...]],
    ) -> None:
        self._deadline = deadline
        self._find_addresses = find_addresses
        self._left = MOST_BEFORE_BODY
        self.has_ended = False

    def find_seconds(self) -> float:
        """What remains for the next step; raises `Unavailable` when nothing does."""
        seconds = self._deadline.remaining.total_seconds()
        if seconds <= 0:
            raise Unavailable("the system did not answer in time")
        return seconds

    def find_addresses(self) -> tuple[str, ...]:
        """The IP addresses that may be dialled."""
        return self._find_addresses(self.find_seconds)

    def allow_body(self, most: int) -> None:
        """Lets that much more through, once the headers are there."""
        self._left += most + MOST_BESIDE_BODY

    def take(self, data: bytes) -> bytes:
        """The same bytes, counted; raises `UnexpectedAnswer` when they are too many."""
        self._left -= len(data)
        self.has_ended = not data
        if self._left < 0:
            raise UnexpectedAnswer("the answer is too large")
        return data


class PinnedNetwork(httpcore2.NetworkBackend):
    """Dials the addresses of the passage, whatever the name may lead to by now."""

    def __init__(self, *, dial: httpcore2.NetworkBackend | None = None) -> None:
        self._dial = dial or httpcore2.SyncBackend()

    def connect_tcp(  # type: ignore[override]  # a passage in place of the timeout
        self,
        host: str,
        port: int,
        timeout: Passage,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        addresses = timeout.find_addresses()
        for number, address in enumerate(addresses):
            # One that swallows everything leaves time for those behind it.
            seconds = timeout.find_seconds() / (len(addresses) - number)
            try:
                return BoundedStream(self._dial.connect_tcp(address, port, timeout=seconds))
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                continue
        raise ConnectionFailed("the system takes no connection")


class BoundedStream(httpcore2.NetworkStream):
    """A connection whose every step ends with the passage that it is done for."""

    def __init__(self, stream: httpcore2.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: Passage) -> bytes:  # type: ignore[override]
        try:
            return timeout.take(self._stream.read(max_bytes, timeout.find_seconds()))
        except httpcore2.ReadTimeout:
            raise Unavailable("the system did not answer in time") from None
        except httpcore2.ReadError:
            raise ConnectionFailed("the connection broke") from None

    def write(self, buffer: bytes, timeout: Passage) -> None:  # type: ignore[override]
        socket = self._stream.get_extra_info("socket")
        view = memoryview(buffer)
        try:
            while view:
                socket.settimeout(timeout.find_seconds())
                view = view[socket.send(view) :]
        except TimeoutError:
            raise Unavailable("the system did not take the question in time") from None
        except OSError as error:
            # httpcore2 then reads what the system may have said before it hung up.
            raise httpcore2.WriteError(error) from None

    def start_tls(  # type: ignore[override]
        self, ssl_context: ssl.SSLContext, server_hostname: str | None, timeout: Passage
    ) -> httpcore2.NetworkStream:
        try:
            inner = self._stream.start_tls(ssl_context, server_hostname, timeout.find_seconds())
        except httpcore2.ConnectTimeout:
            raise Unavailable("the system did not answer in time") from None
        except httpcore2.ConnectError as error:
            raise _name_failure(error.__cause__) from None
        return BoundedStream(inner)

    def close(self) -> None:
        self._stream.close()

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def make_tls_context() -> ssl.SSLContext:
    """TLS as all calls have it: the authorities of this machine, 1.2 and newer."""
    context = httpcore2.default_ssl_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _name_failure(cause: BaseException | None) -> Unavailable:
    if isinstance(cause, ssl.SSLCertVerificationError):
        return Unavailable(f"the certificate is not good: {cause.verify_message}")
    if isinstance(cause, ssl.SSLError) and not isinstance(cause, ssl.SSLEOFError):
        return Unavailable(f"no secure connection comes about: {cause.reason}")
    return ConnectionFailed("the connection broke before it was secure")
