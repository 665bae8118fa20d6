"""What a connector says of itself, and what each of its calls is given."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Generic, Literal, Protocol, TypeVar, get_args, get_origin

from indgang_sdk.http import HttpClient
from indgang_sdk.people import Municipality, Viewer
from indgang_sdk.settings import Layer, Settings, words_of
from indgang_sdk.texts import Text

S = TypeVar("S", bound=Settings)


class Category(StrEnum):
    """What kind of system it is. Of a learning platform or a timetable each place has one."""

    LEARNING_PLATFORM = "learning_platform"
    TIMETABLE = "timetable"
    ABSENCE = "absence"
    LIBRARY = "library"
    LINKS = "links"
    LOGIN = "login"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class ChosenBySetting:
    """The kind of system is what the municipality chooses in the setting of this name.

    The setting is a `Category`, or a `Literal` of some. Its values need no words: the portal has
    them. Until it is filled in, the connection is of no kind and does not run.

    >>> category = ChosenBySetting(name="kind")
    """

    name: str


@dataclass(frozen=True, kw_only=True)
class Connector:
    """A connector: its name, which no other has, and what it has to be set up with.

    `made_for` is the epoch of the contract that it was written for. `find_hosts` says which
    hosts it will call with some settings, as `host` or `host:port`; without it, those of the
    settings' addresses. The municipality approves them.

    `category` is the kind of system, or `ChosenBySetting` where one connector is for several.
    """

    name: str
    title: Text
    description: Text
    version: str
    made_for: int
    settings: type[Settings] = Settings
    category: Category | ChosenBySetting = Category.OTHER
    find_hosts: Callable[[Any], Iterable[str]] | None = None

    @property
    def categories(self) -> tuple[Category, ...]:
        """Every kind of system that it can be connected as."""
        if isinstance(self.category, Category):
            return (self.category,)
        kind = self.settings.model_fields[self.category.name].annotation
        if kind is Category:
            return tuple(Category)
        return get_args(kind) if get_origin(kind) is Literal else ()


def explain_category(connector: Connector) -> str:
    """What is wrong with how a connector names its kind of system; "" when nothing is."""
    category = connector.category
    if isinstance(category, Category):
        return ""
    if not isinstance(category, ChosenBySetting):
        return f"category must be Category or ChosenBySetting, not {type(category).__name__}"
    name, fields = category.name, connector.settings.model_fields
    if not isinstance(name, str) or name not in fields:
        return f"category: there is no setting named {name!r:.60}"
    fault = _find_fault(connector, name)
    return f"category: the setting {name} {fault}" if fault else ""


def _find_fault(connector: Connector, name: str) -> str:
    """Why a setting cannot choose the kind of system; "" when it can."""
    choices, field = connector.categories, connector.settings.model_fields[name]
    if not choices or not all(isinstance(choice, Category) for choice in choices):
        return "must be a Category or a Literal of some"
    if words_of(connector.settings, name)[2] is not Layer.MUNICIPALITY:
        return "must be the municipality's"
    if not field.is_required() and field.default not in choices:
        return "has a default that cannot be chosen"
    return ""


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
