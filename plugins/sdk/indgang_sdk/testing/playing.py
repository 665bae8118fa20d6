"""A client that plays recorded answers, and everything else that a call is given."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from indgang_sdk.errors import UnexpectedAnswer
from indgang_sdk.http import Answer, HttpClient, Request
from indgang_sdk.testing.example import Recorded

# Alters the answer to the nth request, counted from 1, or raises in its place.
Fault = Callable[[int, Answer], Answer]
MOST_REQUESTS = 100
EACH_TAKES = timedelta(milliseconds=20)


class StillAsking(BaseException):
    """Ends a connector that asks without end; nothing that catches `Exception` catches this."""


@dataclass(kw_only=True)
class PlayedDeadline:
    """A deadline that only requests use up."""

    remaining: timedelta = timedelta(seconds=8)


class PlayedClient(HttpClient):
    """Answers from what was recorded, and notes what was asked."""

    def __init__(
        self, answers: Iterable[Recorded], deadline: PlayedDeadline, fault: Fault | None = None
    ) -> None:
        self.answers = tuple(answers)
        self.deadline = deadline
        self.fault = fault
        self.requests: list[Request] = []
        self.played: list[Recorded] = []
        self.unknown: list[Request] = []

    def send(self, request: Request) -> Answer:
        self.requests.append(request)
        if len(self.requests) > MOST_REQUESTS:
            raise StillAsking
        self.deadline.remaining -= EACH_TAKES
        answer = _answer_unchanged(request, self._find_answer(request))
        return self.fault(len(self.requests), answer) if self.fault else answer

    def _find_answer(self, request: Request) -> Answer:
        for recorded in self.answers:
            if recorded.is_for(request):
                self.played.append(recorded)
                return recorded.make_answer()
        self.unknown.append(request)
        raise UnexpectedAnswer("the example has no answer for this request")


def _answer_unchanged(request: Request, answer: Answer) -> Answer:
    """304 in place of an answer whose tag the request names already, as a server says it."""
    named = {name.lower(): value for name, value in request.headers.items()}
    tag = answer.headers.get("etag")
    is_unchanged = tag is not None and named.get("if-none-match") == tag
    return Answer(status=304, headers=answer.headers) if is_unchanged else answer


@dataclass(kw_only=True)
class KeptMemory:
    """A memory that shows what was put there."""

    kept: dict[str, bytes] = field(default_factory=dict)

    def get(self, key: str) -> bytes | None:
        return self.kept.get(key)

    def put(self, key: str, value: bytes, *, max_age: timedelta) -> None:
        self.kept[key] = value


@dataclass(kw_only=True)
class WrittenLog:
    """A log whose lines can be read afterwards."""

    lines: list[str] = field(default_factory=list)

    def info(self, event: str, **facts: object) -> None:
        self.lines.append(f"{event} {facts}")

    warning = info
