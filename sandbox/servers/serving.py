"""The servers: one port for each system, on this machine only."""

import contextlib
import http.server
import socket
import struct
import threading
from collections.abc import Callable
from http import HTTPStatus
from typing import NoReturn
from urllib.parse import parse_qsl, urlsplit

from sandbox.servers.exchange import Question, Reply

HOST = "127.0.0.1"
MOST_BYTES = 1_000_000
Answer = Callable[[Question], Reply | None]


class Server(http.server.ThreadingHTTPServer):
    """Serves one system; `answer` returns nothing where the connection is to break."""

    daemon_threads = True
    # A test that starts many of them has more callers waiting than the usual five.
    request_queue_size = 64

    def __init__(self, port: int, answer: Answer) -> None:
        super().__init__((HOST, port), _Handler)
        self.answer = answer

    @property
    def address(self) -> str:
        # By number: cookies of the portal at `localhost` do not go to other systems.
        return f"http://{HOST}:{self.server_address[1]}"

    def start(self) -> None:
        """Serves on a thread of its own until `stop`."""
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        self.shutdown()
        self.server_close()


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "Sandbox", ""
    server: Server
    # A caller that goes away without a word does not keep its thread for ever.
    timeout = 60

    def handle_one_request(self) -> None:
        # Callers hang up whenever they like, and tests want them to.
        try:
            super().handle_one_request()
        except (ConnectionError, TimeoutError):
            self.close_connection = True

    def do_GET(self) -> None:
        self._respond()

    def do_HEAD(self) -> None:
        self._respond()

    def do_POST(self) -> None:
        self._respond()

    def do_PUT(self) -> None:
        self._respond()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Nothing is written: what is asked names people."""

    def _respond(self) -> None:
        size = self.headers.get("Content-Length", "0")
        if not size.isdecimal() or int(size) > MOST_BYTES:
            self.close_connection = True
            self._send(Reply(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE))
            return
        reply = self.server.answer(self._read_question(int(size)))
        if reply is None:
            self._break_connection()
        else:
            self._send(reply)

    def _read_question(self, size: int) -> Question:
        parts = urlsplit(self.path)
        return Question(
            method="GET" if self.command == "HEAD" else self.command,
            path=parts.path,
            query=dict(parse_qsl(parts.query)),
            raw_query=parts.query,
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(size),
        )

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        for cookie in reply.cookies:
            self.send_header("Set-Cookie", cookie)
        if reply.status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Type", reply.content_type)
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body)

    def _break_connection(self) -> NoReturn:
        """Resets the connection, as a system does that falls over."""
        self.close_connection = True
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        # The socket is closed only once nothing holds it.
        with contextlib.suppress(OSError):
            self.wfile.close()
            self.rfile.close()
        self.connection.close()
        # Nothing more is to be written to it.
        raise ConnectionResetError
