"""The client of one call, and what all calls of a process share."""

import logging
import ssl
from collections.abc import Callable
from functools import partial
from urllib.parse import urljoin

import httpcore2

from core.connectors.way_out.exchange import exchange
from core.connectors.way_out.headers import drop_about_body, keep_harmless
from core.connectors.way_out.hosts import Destination, find_destination
from core.connectors.way_out.limits import Limits
from core.connectors.way_out.names import Names, Resolve, ask_system
from core.connectors.way_out.network import (
    Passage,
    PinnedNetwork,
    make_tls_context,
)
from core.connectors.way_out.repeating import Repeater, may_repeat
from core.connectors.way_out.shares import Share
from indgang_sdk.connectors import Deadline
from indgang_sdk.errors import NotAllowed, UnexpectedAnswer
from indgang_sdk.http import SAFE_METHODS, Answer, HttpClient, Request

METHODS = SAFE_METHODS | {"POST", "PUT", "PATCH", "DELETE"}
REDIRECTS = frozenset({301, 302, 303, 307, 308})
SEE_OTHER = 303


class WayOut:
    """What the calls of a process share: kept connections, lookups, TLS and limits.

    It needs no closing: what is idle is closed with the next call, or with the process.
    """

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        resolve: Resolve = ask_system,
        dial: httpcore2.NetworkBackend | None = None,
        tls: ssl.SSLContext | None = None,
        repeater: Repeater | None = None,
    ) -> None:
        # It would write headers, and with them secrets, to the log.
        logging.getLogger("httpcore2").setLevel(logging.WARNING)
        self.limits = limits or Limits()
        self.names = Names(resolve=resolve, at_once=self.limits.lookups_at_once)
        self.repeater = repeater or Repeater(limits=self.limits)
        self._network = PinnedNetwork(dial=dial)
        self._tls = tls or make_tls_context()
        self._kept = self._open_pool(idle=self.limits.idle_connections)
        self._unkept = self._open_pool(idle=0)

    def open(
        self,
        *,
        allowed_hosts: frozenset[str],
        deadline: Deadline,
        may_call_local: bool = False,
    ) -> HttpClient:
        """The client of one call, which reaches these hosts until the deadline.

        `allowed_hosts` are `host` or `host:port`. `may_call_local` is for the demo and for tests:
        it also lets `localhost:port` and `127.0.0.1:port` be called, by http too, if named.
        """
        return _Client(
            way_out=self,
            allowed_hosts=allowed_hosts,
            deadline=deadline,
            may_call_local=may_call_local,
        )

    def find_pool(self, request: Request, destination: Destination) -> httpcore2.ConnectionPool:
        """Kept connections for what may be repeated, as a kept one may turn out to be dead.

        Those to this machine are not kept, so that who may not call it never meets one.
        """
        is_kept = may_repeat(request) and not destination.is_local
        return self._kept if is_kept else self._unkept

    def _open_pool(self, *, idle: int) -> httpcore2.ConnectionPool:
        # How many are open at a time is the runner's business, which has slots for calls: a
        # limit here would let the calls to one dead system wait in the way of all others.
        return httpcore2.ConnectionPool(
            ssl_context=self._tls,
            max_connections=None,
            max_keepalive_connections=idle,
            keepalive_expiry=self.limits.idle_time.total_seconds(),
            network_backend=self._network,
        )


class _Client(HttpClient):
    def __init__(
        self,
        *,
        way_out: WayOut,
        allowed_hosts: frozenset[str],
        deadline: Deadline,
        may_call_local: bool,
    ) -> None:
        self._way_out = way_out
        self._limits = way_out.limits
        self._allowed_hosts = allowed_hosts
        self._deadline = deadline
        self._may_call_local = may_call_local
        self._addresses: dict[str, tuple[str, ...]] = {}

    def send(self, request: Request) -> Answer:
        destination = self._find_destination(request.address)
        self._check(request)
        within = request.within
        deadline = self._deadline if within is None else Share(self._deadline, within=within)
        return self._way_out.repeater.ask(
            request, lambda again: self._follow(again, destination, deadline), deadline=deadline
        )

    def _check(self, request: Request) -> None:
        if request.method not in METHODS:
            raise NotAllowed("this method is not spoken with other systems")
        if len(request.body) > self._limits.sent_bytes:
            raise NotAllowed("the question is too large")

    def _find_destination(self, address: str) -> Destination:
        if len(address) > self._limits.address_length:
            raise NotAllowed("the address is too long")
        return find_destination(
            address, allowed_hosts=self._allowed_hosts, may_call_local=self._may_call_local
        )

    def _follow(self, request: Request, destination: Destination, deadline: Deadline) -> Answer:
        for _ in range(self._limits.redirects + 1):
            answer = self._ask(request, destination, deadline)
            onward = _find_onward(request, answer)
            if not onward:
                return answer
            previous, destination = destination, self._find_next(destination, onward)
            request = _write_anew(request, answer.status, is_same=destination.is_at(previous))
        raise UnexpectedAnswer("the system sends on and on from one address to another")

    def _find_next(self, destination: Destination, onward: str) -> Destination:
        """Where an answer sends us on to, checked as if the connector had asked for it."""
        try:
            found = self._find_destination(urljoin(destination.address, onward))
        except (NotAllowed, ValueError):
            raise UnexpectedAnswer("the system sends on to where nobody may be sent") from None
        if destination.scheme == "https" and found.scheme != "https":
            raise UnexpectedAnswer("the system sends on to where nobody may be sent")
        return found

    def _ask(self, request: Request, destination: Destination, deadline: Deadline) -> Answer:
        passage = Passage(
            deadline=deadline,
            find_addresses=partial(self._find_addresses, destination),
        )
        return exchange(
            request,
            destination,
            pool=self._way_out.find_pool(request, destination),
            passage=passage,
            limits=self._limits,
        )

    def _find_addresses(
        self, destination: Destination, find_seconds: Callable[[], float]
    ) -> tuple[str, ...]:
        """The host's addresses, asked for once in a call: a second answer may be another one."""
        if destination.host not in self._addresses:
            found = self._way_out.names.find(destination, find_seconds=find_seconds)
            self._addresses[destination.host] = found
        return self._addresses[destination.host]


def _find_onward(request: Request, answer: Answer) -> str:
    """Where an answer sends on to, if browsers would go there without asking; "" otherwise."""
    follows = request.method in {"GET", "HEAD"} or answer.status == SEE_OTHER
    return answer.headers.get("location", "") if follows and answer.status in REDIRECTS else ""


def _write_anew(request: Request, status: int, *, is_same: bool) -> Request:
    """The request for the next address, without what was only meant for this one."""
    headers = dict(request.headers) if is_same else keep_harmless(request.headers)
    if status == SEE_OTHER and request.method != "HEAD":
        return Request(
            method="GET",
            address="",
            headers=drop_about_body(headers),
            repeatable=request.repeatable,
        )
    return Request(
        method=request.method,
        address="",
        headers=headers,
        body=request.body if is_same else b"",
        repeatable=request.repeatable,
    )
