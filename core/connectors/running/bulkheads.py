"""How many calls run at the same time: few of each connection, and fewer than threads serve."""

import os
import threading
from collections import Counter

from django.conf import settings


class Bulkhead:
    """Slots for calls, each held until its call has really ended, hung ones too.

    Never waits: a call over a connection's slots, or over all of them together, is busy.
    """

    def __init__(self, *, in_all: int, of_each: int) -> None:
        self.in_all = in_all
        self.of_each = of_each
        self._lock = threading.Lock()
        self._held: Counter[int] = Counter()

    def take(self, connection_id: int) -> bool:
        """Takes a slot for a call, if one is free."""
        with self._lock:
            if self._held.total() >= self.in_all or self._held[connection_id] >= self.of_each:
                return False
            self._held[connection_id] += 1
            return True

    def give_back(self, connection_id: int) -> None:
        """Gives a slot back."""
        with self._lock:
            self._held[connection_id] -= 1
            if not self._held[connection_id]:
                del self._held[connection_id]

    def count_held(self, connection_id: int) -> int:
        """How many slots a connection holds now."""
        with self._lock:
            return self._held[connection_id]


def make_bulkhead(threads: int) -> Bulkhead:
    """The slots of a process with so many threads for requests: at least two stay free."""
    in_all = max(1, threads - 2)
    return Bulkhead(in_all=in_all, of_each=max(1, in_all // 2))


slots = make_bulkhead(settings.REQUEST_THREADS)


def _forget_in_child() -> None:
    """A forked process has none of the threads that hold slots."""
    slots.__init__(in_all=slots.in_all, of_each=slots.of_each)  # type: ignore[misc]


os.register_at_fork(after_in_child=_forget_in_child)
