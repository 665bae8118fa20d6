"""The systems outside that ten connectors ask: all fine, or five of them broken."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from bench.sites import HOST

SYSTEMS = 10
HANGING, CRASHING, ENDLESS = range(3), 3, 4
TOO_MUCH = 10 * 1024 * 1024
FINE = json.dumps({"titles": [f"Opgave {number}" for number in range(5)]}).encode()
CRASH = json.dumps({"crash": True}).encode()


class Outside(ThreadingHTTPServer):
    """One server for all ten, by the number in the address."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__((HOST, 0), _Handler)
        self.is_broken = False
        self.ending = threading.Event()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def list_addresses(self) -> list[str]:
        """Where each system is, in the order of their numbers."""
        return [f"http://{HOST}:{self.port}/{number}" for number in range(SYSTEMS)]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Outside

    def do_GET(self) -> None:
        number = int(self.path.strip("/"))
        if self.server.is_broken and number in HANGING:
            self.server.ending.wait(60)
            return
        if self.server.is_broken and number == ENDLESS:
            self._send(b"[" + b"1," * (TOO_MUCH // 2) + b"1]")
            return
        self._send(CRASH if self.server.is_broken and number == CRASHING else FINE)

    def _send(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            # Who asked has read enough.
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Says nothing."""


@contextmanager
def playing_outside() -> Iterator[Outside]:
    """The systems, until the block ends."""
    outside = Outside()
    thread = threading.Thread(target=outside.serve_forever, daemon=True)
    thread.start()
    try:
        yield outside
    finally:
        outside.ending.set()
        outside.shutdown()
        outside.server_close()
