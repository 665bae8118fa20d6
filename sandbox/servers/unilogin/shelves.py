"""What is kept for a while under a key that nobody can guess."""

import secrets
import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

Kept = TypeVar("Kept")
MOST = 10_000


class Shelf(Generic[Kept]):
    """Keeps things for so many seconds; the oldest go when there are too many."""

    def __init__(self, *, seconds: float, read_time: Callable[[], float] = time.monotonic) -> None:
        self._seconds, self._read_time = seconds, read_time
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[float, Kept]] = {}

    def keep(self, thing: Kept, *, key: str = "") -> str:
        """Keeps a thing and returns its key."""
        key = key or secrets.token_urlsafe(24)
        with self._lock:
            self._keep(thing, key)
        return key

    def keep_first(self, thing: Kept, *, key: str) -> bool:
        """Keeps a thing unless its key is taken; whether it was kept."""
        with self._lock:
            held = self._kept.get(key)
            if held and held[0] > self._read_time():
                return False
            self._keep(thing, key)
        return True

    def find(self, key: str) -> Kept | None:
        with self._lock:
            held = self._kept.get(key)
        return held[1] if held and held[0] > self._read_time() else None

    def take(self, key: str) -> Kept | None:
        """The thing, once: it is gone afterwards."""
        with self._lock:
            held = self._kept.pop(key, None)
        return held[1] if held and held[0] > self._read_time() else None

    def _keep(self, thing: Kept, key: str) -> None:
        now = self._read_time()
        self._kept = {name: held for name, held in self._kept.items() if held[0] > now}
        if len(self._kept) >= MOST:
            del self._kept[next(iter(self._kept))]
        self._kept[key] = (now + self._seconds, thing)
