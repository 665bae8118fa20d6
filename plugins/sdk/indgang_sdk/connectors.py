"""What a connector says of itself, and what each of its calls is given."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from indgang_sdk.http import HttpClient
from indgang_sdk.people import Municipality, Viewer
from indgang_sdk.settings import Settings
from indgang_sdk.texts import Text

S = TypeVar("S", bound=Settings)


class Category(StrEnum):
    """What kind of system it is. Of a learning platform or a timetable each place has one."""

    LEARNING_PLATFORM = "learning_platform"
    TIMETABLE = "timetable"
    ABSENCE = "absence"
    LIBRARY = "library"
    LINKS = "links"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Connector:
    """A connector: its name, which no other has, and what it has to be set up with.

    `made_for` is the epoch of the contract that it was written for. `find_hosts` says which
    hosts it will call with some settings, as `host` or `host:port`; without it, those of the
    settings' addresses. The municipality approves them.
    """

    name: str
    title: Text
    description: Text
    version: str
    made_for: int
    settings: type[Settings] = Settings
    category: Category = Category.OTHER
    find_hosts: Callable[[Any], Iterable[str]] | None = None


class Deadline(Protocol):
    """The moment by which a call has to be done."""

    @property
    def remaining(self) -> timedelta:
        """What is left; nothing when it is over."""


class Memory(Protocol):
    """A small place where a connection keeps what it may need again, lost at any time.

    Nothing about a person may be put there.
    """

    def get(self, key: str) -> bytes | None:
        """What was kept under a key, if it is still there."""

    def put(self, key: str, value: bytes, *, max_age: timedelta) -> None:
        """Keeps something for a while."""


class Log(Protocol):
    """Lines in the portal's log, with the connector's name on them.

    Facts are numbers and short words of the connector's own. Known values of people and secrets
    are blanked, yet do not hand them in.
    """

    def info(self, event: str, **facts: object) -> None: ...

    def warning(self, event: str, **facts: object) -> None: ...


@dataclass(frozen=True, kw_only=True)
class Context(Generic[S]):
    """What a call is given: the settings, who asks, the way out, and how long it may take.

    `system` is the name that people know the system by. `alarm` tells the administrators of
    something that must not happen, such as an answer about somebody else.
    """

    settings: S
    system: str
    municipality: Municipality
    viewer: Viewer
    http: HttpClient
    memory: Memory
    deadline: Deadline
    language: str
    now: datetime
    log: Log
    alarm: Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class HealthCheck:
    """A question whose answer shows that settings and system fit together.

    `check` raises one of the failures, or returns a few words on what it found.
    """

    name: str
    title: Text
    check: Callable[[Any], Text | None]
