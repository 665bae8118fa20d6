"""What a connector is called with in these tests: a plain way out, and people of the demo."""

import http.client
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from core.connectors.way_out import WayOut
from indgang_sdk.connectors import Context, Deadline
from indgang_sdk.errors import Unavailable
from indgang_sdk.http import Answer, HttpClient, Request
from indgang_sdk.people import Child, Institution, Municipality, Need, Role, Viewer
from indgang_sdk.settings import Settings


class PlainClient(HttpClient):
    """Calls this machine and remembers what it was asked for."""

    def __init__(self, *, timeout: float = 30) -> None:
        self.timeout = timeout
        self.requests: list[Request] = []
        self.answers: list[Answer] = []

    def send(self, request: Request) -> Answer:
        self.requests.append(request)
        parts = urlsplit(request.address)
        target = parts._replace(scheme="", netloc="").geturl()
        connection = http.client.HTTPConnection(parts.netloc, timeout=self.timeout)
        try:
            connection.request(request.method, target, request.body, dict(request.headers))
            answer = connection.getresponse()
            headers = {name.lower(): text for name, text in answer.getheaders()}
            heard = Answer(status=answer.status, headers=headers, body=answer.read())
        except (OSError, http.client.HTTPException) as error:
            raise Unavailable(type(error).__name__) from None
        finally:
            connection.close()
        self.answers.append(heard)
        return heard


class ScriptedClient(HttpClient):
    """Gives answers in their order, and remembers what it was asked for."""

    def __init__(self, *answers: Answer) -> None:
        self.waiting = list(answers)
        self.requests: list[Request] = []

    def send(self, request: Request) -> Answer:
        self.requests.append(request)
        return self.waiting.pop(0)


class WatchedClient(HttpClient):
    """The portal's own way out to some hosts of this machine, with what went through it."""

    def __init__(self, *hosts: str, deadline: Deadline) -> None:
        self._inner = WayOut().open(
            allowed_hosts=frozenset(hosts), deadline=deadline, may_call_local=True
        )
        self.requests: list[Request] = []
        self.answers: list[Answer] = []

    def send(self, request: Request) -> Answer:
        self.requests.append(request)
        answer = self._inner.send(request)
        self.answers.append(answer)
        return answer


class KeptMemory:
    """Keeps everything, with how long it may be kept."""

    def __init__(self) -> None:
        self.values: dict[str, bytes] = {}
        self.ages: dict[str, timedelta] = {}

    def get(self, key: str) -> bytes | None:
        return self.values.get(key)

    def put(self, key: str, value: bytes, *, max_age: timedelta) -> None:
        self.values[key], self.ages[key] = value, max_age


class NoLog:
    def info(self, event: str, **facts: object) -> None: ...

    def warning(self, event: str, **facts: object) -> None: ...


class Countdown:
    """A deadline that runs, for those who share it out."""

    def __init__(self, *, seconds: float) -> None:
        self._ends = time.monotonic() + seconds

    @property
    def remaining(self) -> timedelta:
        return timedelta(seconds=max(self._ends - time.monotonic(), 0))


@dataclass(frozen=True)
class NoHurry:
    remaining: timedelta = timedelta(seconds=30)


@dataclass(kw_only=True)
class Call:
    """Everything that goes into a context, and what comes back beside the result."""

    settings: Settings
    http: HttpClient
    viewer: Viewer
    memory: KeptMemory = field(default_factory=KeptMemory)
    language: str = "da"
    alarms: list[str] = field(default_factory=list)
    institutions: tuple[str, ...] = ()
    now: datetime = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
    deadline: Deadline = field(default_factory=NoHurry)

    def make_context(self) -> Context[Any]:
        return Context(
            settings=self.settings,
            system="Læringsstien",
            municipality=Municipality(
                code="998",
                name="Lindesø Kommune",
                institutions=tuple(
                    Institution(number=number, name=f"Skole {number}")
                    for number in self.institutions
                ),
            ),
            viewer=self.viewer,
            http=self.http,
            memory=self.memory,
            deadline=self.deadline,
            language=self.language,
            now=self.now,
            log=NoLog(),
            alarm=self.alarms.append,
        )


def make_viewer(person: str, roles: Iterable[Role], children: Iterable[str] = ()) -> Viewer:
    """Somebody with the ids and roles that a connector has declared, and nothing more."""
    values: Mapping[Need, Any] = {Need.VIEWER_ID: person, Need.VIEWER_ROLES: frozenset(roles)}
    return Viewer(values, [Child({Need.CHILD_ID: child}) for child in children])
