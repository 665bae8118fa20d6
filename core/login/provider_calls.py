"""What keeps identity providers that hang from holding the threads that all pages are served by.

Anybody may have a provider asked, by coming back from it with a made-up code. So few calls to each
run at a time, and one that does not answer is left alone for a while. The state is of each process,
and of the provider's key: a national provider is no connection's, and a process learns of an outage
within five calls of its own.
"""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from core.login.refusals import Reason, Rejected
from indgang_sdk.errors import ConnectorError, NotAllowed, Unavailable
from indgang_sdk.http import Answer, HttpClient, Request

# Half of the threads that a process has, unless the operator gives it more.
AT_A_TIME = 4
FAILURES_THAT_OPEN = 5
REST = timedelta(seconds=30)
# At eight in the morning many come at once, and a provider that is well answers in a moment.
LONGEST_WAIT = timedelta(seconds=1)


class ProviderGate:
    """The way of one process to one provider: a bulkhead, and a circuit that opens."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._slots = threading.BoundedSemaphore(AT_A_TIME)
        self._lock = threading.Lock()
        self._failures = 0
        self._rests_until: float | None = None

    @property
    def rests(self) -> bool:
        """Whether the provider is left alone now."""
        with self._lock:
            return self._rests_until is not None and self._clock() < self._rests_until

    @contextmanager
    def pass_through(self) -> Iterator[None]:
        """Lets one call through, and notes how it went; raises `Unavailable` when none may go.

        While the provider answers, a call waits a moment for its turn; once one has failed, none
        does.
        """
        wait = 0.0 if self._failures else LONGEST_WAIT.total_seconds()
        if not self._slots.acquire(timeout=wait):
            raise Unavailable("too many calls at a time")
        try:
            self._take_turn()
            try:
                yield
            except NotAllowed:
                # It was not asked.
                raise
            except Unavailable:
                self._note_failure()
                raise
            except ConnectorError:
                self._note_success()
                raise
            self._note_success()
        finally:
            self._slots.release()

    def _take_turn(self) -> None:
        with self._lock:
            if self._rests_until is None:
                return
            now = self._clock()
            if now < self._rests_until:
                raise Unavailable("left alone for a while")
            # One goes first, and the others wait for how it fares.
            self._rests_until = now + REST.total_seconds()

    def _note_failure(self) -> None:
        with self._lock:
            self._failures += 1
            if self._failures >= FAILURES_THAT_OPEN:
                self._rests_until = self._clock() + REST.total_seconds()

    def _note_success(self) -> None:
        """Whatever its status, an answer says that the provider is there."""
        with self._lock:
            self._failures, self._rests_until = 0, None


class GuardedClient(HttpClient):
    """A client whose calls go through a provider's gate."""

    def __init__(self, client: HttpClient, gate: ProviderGate) -> None:
        self._client = client
        self._gate = gate

    def send(self, request: Request) -> Answer:
        with self._gate.pass_through():
            return self._client.send(request)


class ProviderGates:
    """The gates of all providers, by their keys."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._gates: dict[str, ProviderGate] = {}

    def find(self, key: str) -> ProviderGate:
        """The gate of a provider, which all its calls have in common."""
        with self._lock:
            return self._gates.setdefault(key, ProviderGate())

    def forget(self) -> None:
        """Begins anew with all of them."""
        self.__init__()  # type: ignore[misc]


gates = ProviderGates()
# A forked process has none of the calls that were running.
os.register_at_fork(after_in_child=gates.forget)


def check_answers(key: str) -> None:
    """Raises `Rejected` while a provider is left alone, before anything is spent on asking it."""
    if gates.find(key).rests:
        raise Rejected(Reason.PROVIDER_DOWN, "left alone for a while")
