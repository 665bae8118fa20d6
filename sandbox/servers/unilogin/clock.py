"""The provider's clock, which can be set wrong: its answers then carry the wrong moment."""

import threading
import time
from datetime import UTC, datetime

MINUTES = (-10, 0, 10)


class Clock:
    """Seconds since 1970, and as many minutes ahead or behind as it was set to."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._minutes = 0

    @property
    def minutes(self) -> int:
        with self._lock:
            return self._minutes

    def put(self, minutes: int) -> None:
        """Sets the clock so many minutes ahead; below 0 behind."""
        with self._lock:
            self._minutes = minutes

    def shift(self, moment: float) -> int:
        """What the clock showed at a moment, if it was then set as it is now."""
        return int(moment) + self.minutes * 60

    def read(self) -> int:
        return self.shift(time.time())

    def write(self, moment: float, *, later: int = 0) -> str:
        """A moment as SAML writes it, so many seconds later, by this clock."""
        shown = datetime.fromtimestamp(self.shift(moment) + later, UTC)
        return shown.strftime("%Y-%m-%dT%H:%M:%SZ")
