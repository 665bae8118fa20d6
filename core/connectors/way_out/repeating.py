"""Asking again: only what may be asked twice, only when it may help, only while there is time.

A few lines in place of a library: `Retry-After` and the call's deadline decide, and neither is
known to one.
"""

import random
import time
from collections.abc import Callable
from datetime import timedelta

from core.connectors.way_out.errors import ConnectionFailed
from core.connectors.way_out.limits import Limits
from indgang_sdk.connectors import Deadline
from indgang_sdk.errors import Unavailable
from indgang_sdk.http import SAFE_METHODS, Answer, Request

PASSING = frozenset({429, 500, 502, 503, 504})


class Repeater:
    """Asks up to a few times; `pause` and `draw` are the world's, and a test's own in tests."""

    def __init__(
        self,
        *,
        limits: Limits,
        pause: Callable[[float], None] = time.sleep,
        draw: Callable[[float, float], float] = random.uniform,
    ) -> None:
        self._limits = limits
        self._pause = pause
        self._draw = draw

    def ask(
        self, request: Request, ask_once: Callable[[Request], Answer], *, deadline: Deadline
    ) -> Answer:
        """The first answer that is not a passing failure, or the last one of all.

        Raises `Unavailable` with its `retry_after` when the system wants more time than is left.
        """
        repeats = self._limits.repeats if may_repeat(request) else 0
        for number in range(repeats):
            wanted, failure, answer = timedelta(), None, None
            try:
                answer = ask_once(request)
                if answer.status not in PASSING:
                    return answer
                wanted = answer.read_retry_after() or timedelta()
            except ConnectionFailed as error:
                failure = error
            pause = wanted + self._draw_pause(number)
            if pause >= deadline.remaining:
                return _give_up(answer, failure, wanted=wanted)
            self._pause(pause.total_seconds())
        return ask_once(request)

    def _draw_pause(self, number: int) -> timedelta:
        # Everybody who failed at once comes back at a time of their own.
        most = self._limits.first_pause.total_seconds() * 2**number
        return timedelta(seconds=self._draw(0, most))


def _give_up(answer: Answer | None, failure: Unavailable | None, *, wanted: timedelta) -> Answer:
    if answer is None:
        raise failure or Unavailable()
    if wanted:
        raise Unavailable(f"the system answered {answer.status}", retry_after=wanted)
    return answer


def may_repeat(request: Request) -> bool:
    """Whether asking twice does no more than asking once."""
    return request.repeatable or request.method in SAFE_METHODS
