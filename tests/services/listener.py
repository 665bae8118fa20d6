"""A small web server in this process: shows what it is given, and remembers what it is sent."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl


@dataclass(kw_only=True)
class Listener:
    """`posts` holds the path and the fields of every form that came."""

    address: str
    posts: Queue[tuple[str, dict[str, str]]] = field(default_factory=Queue)


@contextmanager
def listening(pages: Mapping[str, Any] | None = None) -> Iterator[Listener]:
    """Answers GET with the JSON of `pages`, and every POST with 200."""
    shown = pages or {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path in shown
            self._answer(200 if found else 404, json.dumps(shown.get(self.path)).encode())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            listener.posts.put((self.path, dict(parse_qsl(body.decode()))))
            self._answer(200, b"")

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *said: Any) -> None:
            """Says nothing of what it is asked."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listener = Listener(address=f"http://127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield listener
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)
