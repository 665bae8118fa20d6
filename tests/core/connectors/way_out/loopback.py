"""An internet on this machine: names, public addresses and servers, all of a test's own."""

import contextlib
import functools
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import httpcore2
import trustme

from core.connectors.way_out import Limits, WayOut
from core.connectors.way_out.network import make_tls_context
from core.connectors.way_out.repeating import Repeater
from indgang_sdk.http import HttpClient

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@dataclass(frozen=True, kw_only=True)
class Question:
    """What a server was asked."""

    line: str
    headers: dict[str, str]
    body: bytes


Answers = Callable[[Question], bytes | Iterable[bytes]]


class Server:
    """Answers on loopback what a test says, by TLS if it has a context; b"" hangs up."""

    def __init__(self, answers: Answers, *, tls: ssl.SSLContext | None = None) -> None:
        self.questions: list[Question] = []
        self.connections = 0
        self.hang_up_first = 0
        self.speak_first = b""
        self.names_asked_for: list[str | None] = []
        self.was_hung_up_on = threading.Event()
        self._answers = answers
        self._tls = tls
        if tls:
            tls.sni_callback = self._note_name
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        # A thread that waits in accept() keeps the port open; shutting down wakes it.
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _note_name(self, _socket: ssl.SSLObject, name: str | None, _tls: ssl.SSLContext) -> None:
        self.names_asked_for.append(name)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                # Without, each answer by TLS waits a little for the client to nod.
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self.connections += 1
                if self.connections <= self.hang_up_first:
                    connection.close()
                    continue
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            connection.sendall(self.speak_first)
            if self._tls:
                connection = self._tls.wrap_socket(connection, server_side=True)
            while question := read_question(connection):
                self.questions.append(question)
                if not self._answer(connection, question):
                    break
        except OSError:
            self.was_hung_up_on.set()
        finally:
            connection.close()

    def _answer(self, connection: socket.socket, question: Question) -> bool:
        answer = self._answers(question)
        for part in [answer] if isinstance(answer, bytes) else answer:
            if not part:
                return False
            connection.sendall(part)
        return True


def read_question(connection: socket.socket) -> Question | None:
    """The next question on a connection, None when there is none."""
    received = b""
    while b"\r\n\r\n" not in received:
        part = connection.recv(65536)
        if not part:
            return None
        received += part
    head, _, body = received.partition(b"\r\n\r\n")
    line, *lines = head.decode().split("\r\n")
    headers = {name.lower(): value for name, value in (text.split(": ", 1) for text in lines)}
    while len(body) < int(headers.get("content-length", 0)):
        body += connection.recv(65536)
    return Question(line=line, headers=headers, body=body)


class Internet(httpcore2.NetworkBackend):
    """Where names lead and who answers at an address; it notes what was looked up and dialled."""

    def __init__(self) -> None:
        self.authority = make_authority()
        self.records: dict[str, list[Sequence[str]]] = {}
        self.servers: dict[tuple[str, int], Server] = {}
        self.looked_up: list[str] = []
        self.dialled: list[tuple[str, int]] = []
        self.pauses: list[float] = []
        self._dial = httpcore2.SyncBackend()

    def serve(
        self,
        host: str,
        answers: Answers = lambda _: OK,
        *,
        ip: str = "93.184.215.14",
        port: int = 443,
        tls: ssl.SSLContext | None = None,
    ) -> Server:
        """A server of a name, with a good certificate unless it is given another."""
        server = Server(answers, tls=tls or self.make_server_tls(host))
        self.servers[ip, port] = server
        self.records.setdefault(host, [(ip,)])
        return server

    def make_server_tls(self, host: str) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.authority.issue_cert(host).configure_cert(context)
        return context

    def resolve(self, host: str) -> Sequence[str]:
        """The records of a name: one after the other, the last one for ever."""
        self.looked_up.append(host)
        records = self.records.get(host, [])
        if not records:
            raise socket.gaierror
        return records.pop(0) if len(records) > 1 else records[0]

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        self.dialled.append((host, port))
        server = self.servers.get((host, port))
        if server is None:
            raise httpcore2.ConnectError
        return self._dial.connect_tcp("127.0.0.1", server.port, timeout=timeout)

    def make_way_out(self, limits: Limits | None = None) -> WayOut:
        """A way out into this internet, whose pauses are noted and not made."""
        limits = limits or Limits()
        repeater = Repeater(limits=limits, pause=self.pauses.append, draw=lambda _, most: most)
        return WayOut(
            limits=limits, resolve=self.resolve, dial=self, tls=make_tls(), repeater=repeater
        )

    def open(self, *hosts: str, way_out: WayOut | None = None, deadline=None) -> HttpClient:
        """The client of one call that may reach these hosts."""
        return (way_out or self.make_way_out()).open(
            allowed_hosts=frozenset(hosts), deadline=deadline or Within(seconds=60)
        )

    def close(self) -> None:
        for server in self.servers.values():
            server.close()


@functools.cache
def make_authority() -> trustme.CA:
    """Whom the way out trusts in tests; one for all of them, as keys take their time."""
    return trustme.CA()


@functools.cache
def make_tls() -> ssl.SSLContext:
    """TLS as the way out has it, with the authority of the tests beside those of the world."""
    context = make_tls_context()
    make_authority().configure_trust(context)
    return context


class Within:
    """A deadline by the clock, far enough away not to matter."""

    def __init__(self, *, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    @property
    def remaining(self) -> timedelta:
        return timedelta(seconds=max(self._end - time.monotonic(), 0))


class Countdown:
    """A deadline whose clock goes one second forward whenever it is read."""

    def __init__(self, seconds: int) -> None:
        self.left = seconds

    @property
    def remaining(self) -> timedelta:
        self.left = max(self.left - 1, 0)
        return timedelta(seconds=self.left)


class Shrinking:
    """A deadline that says these seconds one after the other, and the last ones for ever."""

    def __init__(self, *seconds: float) -> None:
        self._seconds = list(seconds)

    @property
    def remaining(self) -> timedelta:
        return timedelta(seconds=self._seconds.pop(0) if self._seconds[1:] else self._seconds[0])


def answer_with(status: str, body: bytes = b"", **headers: str) -> bytes:
    """An answer on the wire; in the names of headers `_` stands for `-`."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body
