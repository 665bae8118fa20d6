"""Requests over one persistent connection, each answer checked."""

import gzip
import http.client
import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

from bench.servers import HOST, Server

MOST_REQUESTS = 3_000
FEWEST_REQUESTS = 8
WARM_UP = 5
OK, NOT_MODIFIED = 200, 304


class UnexpectedAnswer(Exception):
    """An answer had another status, or lacked the text that it must show."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """One kind of request: to which site, as whom, for which addresses in turn.

    `pages` are pairs of address and the text that its answer must show.
    """

    name: str
    site: str
    cookie: str
    pages: tuple[tuple[str, str], ...]
    conditional: bool = False


@dataclass
class Samples:
    """What was measured of a case: CPU and wall milliseconds per request of each round."""

    cpu_ms: list[float] = field(default_factory=list)
    latencies_ms: list[float] = field(default_factory=list)
    requests: int = 0
    bytes: int = 0


class Visitor:
    """A browser that asks for a case's pages in turn over one connection."""

    def __init__(self, case: Case, server: Server) -> None:
        self.case = case
        self.server = server
        self.connection = http.client.HTTPConnection(HOST, server.port, timeout=60)
        self.etags: dict[str, str] = {}
        self.cookies = SimpleCookie(case.cookie)
        self.expected = {address: shows.encode() for address, shows in case.pages}
        self.turn: Iterator[str] = itertools.cycle(self.expected)
        self.estimate = 0.05

    def warm_up(self) -> None:
        """Fetches every page once, which also brings the entity tags, and some a few times."""
        for address in self.expected:
            body, headers = self.fetch(address)
            self._check(address, body, headers)
            self.etags[address] = headers.get("ETag", "")
        started = time.perf_counter()
        for _ in range(WARM_UP):
            self.ask()
        self.estimate = (time.perf_counter() - started) / WARM_UP

    def run_burst(self, samples: Samples, *, seconds: float) -> None:
        """Asks for about as many seconds and notes CPU and latencies."""
        wanted = int(seconds / max(self.estimate, 0.0001))
        count = min(max(wanted, FEWEST_REQUESTS), MOST_REQUESTS)
        # The server has closed a connection that was idle while the other cases ran.
        self.connection.close()
        self.ask()
        latencies = []
        before = self.server.read_cpu()
        for _ in range(count):
            started = time.perf_counter()
            size = self.ask()
            latencies.append((time.perf_counter() - started) * 1000)
        used = self.server.read_cpu() - before
        self.estimate = sum(latencies) / len(latencies) / 1000
        samples.cpu_ms.append(used * 1000 / count)
        samples.latencies_ms += latencies
        samples.requests += count
        samples.bytes = size

    def ask(self) -> int:
        """Asks for the next page, checks the answer and returns its size."""
        address = next(self.turn)
        if self.case.conditional:
            body, _ = self.fetch(address, etag=self.etags[address], status=NOT_MODIFIED)
            return len(body)
        body, headers = self.fetch(address)
        self._check(address, body, headers)
        return len(body)

    def fetch(
        self, address: str, *, etag: str = "", status: int = OK
    ) -> tuple[bytes, http.client.HTTPMessage]:
        """One request as a browser makes it; raises `UnexpectedAnswer` for another status."""
        cookies = "; ".join(f"{name}={cookie.value}" for name, cookie in self.cookies.items())
        headers = {"Cookie": cookies, "Accept-Encoding": "gzip, deflate, br"}
        if etag:
            headers["If-None-Match"] = etag
        self.connection.request("GET", address, headers=headers)
        response = self.connection.getresponse()
        body = response.read()
        for set_cookie in response.headers.get_all("Set-Cookie") or ():
            self.cookies.load(set_cookie)
        if response.status != status:
            raise UnexpectedAnswer(f"{self.case.name}: {address} answered {response.status}")
        return body, response.headers

    def _check(self, address: str, body: bytes, headers: Any) -> None:
        if self.expected[address] not in decode(body, headers.get("Content-Encoding", "")):
            raise UnexpectedAnswer(f"{self.case.name}: {address} lacks its text")


def decode(body: bytes, encoding: str) -> bytes:
    """The body as it was before it was compressed."""
    if encoding == "gzip":
        return gzip.decompress(body)
    if encoding == "br":
        import brotli  # noqa: PLC0415 - only static files come so

        return bytes(brotli.decompress(body))
    return body
