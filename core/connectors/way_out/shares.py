"""A part of a call's time, for one question of several."""

from datetime import timedelta

from indgang_sdk.connectors import Deadline


class Share:
    """A deadline before another one, which it runs with; it is never the later of the two."""

    def __init__(self, deadline: Deadline, *, within: timedelta) -> None:
        self._deadline = deadline
        self._kept_back = max(deadline.remaining - within, timedelta())

    @property
    def remaining(self) -> timedelta:
        """What is left of the share; nothing when it is over."""
        return max(self._deadline.remaining - self._kept_back, timedelta())
