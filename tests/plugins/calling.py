"""What a connector is called with in these tests: a plain way out, and people of the demo."""

import http.client
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from indgang_sdk.connectors import Context
from indgang_sdk.errors import Unavailable
from indgang_sdk.http import Answer, HttpClient, Request
from indgang_sdk.people import Child, Municipality, Need, Role, Viewer
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

    def make_context(self) -> Context[Any]:
        return Context(
            settings=self.settings,
            system="Læringsstien",
            municipality=Municipality(code="998", name="Lindesø Kommune"),
            viewer=self.viewer,
            http=self.http,
            memory=self.memory,
            deadline=NoHurry(),
            language=self.language,
            now=datetime(2026, 11, 23, 7, 0, tzinfo=UTC),
            log=NoLog(),
            alarm=self.alarms.append,
        )


def make_viewer(person: str, roles: Iterable[Role], children: Iterable[str] = ()) -> Viewer:
    """Somebody with the ids and roles that a connector has declared, and nothing more."""
    values: Mapping[Need, Any] = {Need.VIEWER_ID: person, Need.VIEWER_ROLES: frozenset(roles)}
    return Viewer(values, [Child({Need.CHILD_ID: child}) for child in children])
