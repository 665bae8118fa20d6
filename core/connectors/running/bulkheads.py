"""How many calls run at the same time: few of each connection, and fewer than threads serve."""

import os
import threading
from collections import Counter

from django.conf import settings

# A thread that hangs costs memory and no request: as many may be left behind for each slot.
OVERDUE_FOR_EACH_SLOT = 4


class Slot:
    """The place of one call, held until the call has really ended, be it long after its time."""

    def __init__(self, bulkhead: "Bulkhead", connection_id: int) -> None:
        self._bulkhead = bulkhead
        self.connection_id = connection_id
        self.is_held = True
        self.is_overdue = False

    def give_back(self) -> None:
        """Gives the slot back; a second time is nothing."""
        self._bulkhead.give_back(self)

    def mark_overdue(self) -> None:
        """Says that nobody waits for the call any more, unless it has just ended."""
        self._bulkhead.mark_overdue(self)


class Bulkhead:
    """Slots for calls. Never waits: a call over a connection's slots, or over all, is refused.

    A call whose time is over holds its connection's slot and no longer one of those of all, so
    that systems that hang stop no others; so many threads of all connections may hang at most.
    """

    def __init__(self, *, in_all: int, of_each: int, overdue_in_all: int) -> None:
        self.in_all = in_all
        self.of_each = of_each
        self.overdue_in_all = overdue_in_all
        self._lock = threading.Lock()
        self._held: Counter[int] = Counter()
        self._overdue: Counter[int] = Counter()

    def take(self, connection_id: int) -> Slot | None:
        """A slot for a call, if one is free."""
        with self._lock:
            overdue = min(self._overdue.total(), self.overdue_in_all)
            if self._held.total() - overdue >= self.in_all:
                return None
            if self._held[connection_id] >= self.of_each:
                return None
            self._held[connection_id] += 1
            return Slot(self, connection_id)

    def give_back(self, slot: Slot) -> None:
        with self._lock:
            if slot.is_held:
                slot.is_held = False
                self._held[slot.connection_id] -= 1
                self._overdue[slot.connection_id] -= slot.is_overdue

    def mark_overdue(self, slot: Slot) -> None:
        with self._lock:
            if slot.is_held and not slot.is_overdue:
                slot.is_overdue = True
                self._overdue[slot.connection_id] += 1

    def hangs(self, connection_id: int) -> bool:
        """Whether calls of a connection whose time is over hold all its slots."""
        with self._lock:
            return self._overdue[connection_id] >= self.of_each

    def count_overdue(self) -> int:
        """How many threads hang now, of all connections."""
        with self._lock:
            return self._overdue.total()

    def count_held(self, connection_id: int) -> int:
        """How many slots a connection holds now."""
        with self._lock:
            return self._held[connection_id]


def make_bulkhead(threads: int) -> Bulkhead:
    """The slots of a process with so many threads for requests: at least two stay free.

    A connection has a third of them, so that two that begin to hang leave some to all others.
    """
    in_all = max(1, threads - 2)
    return Bulkhead(
        in_all=in_all,
        of_each=max(1, in_all // 3),
        overdue_in_all=in_all * OVERDUE_FOR_EACH_SLOT,
    )


slots = make_bulkhead(settings.REQUEST_THREADS)


def _forget_in_child() -> None:
    """A forked process has none of the threads that hold slots."""
    slots.__init__(  # type: ignore[misc]
        in_all=slots.in_all, of_each=slots.of_each, overdue_in_all=slots.overdue_in_all
    )


os.register_at_fork(after_in_child=_forget_in_child)
