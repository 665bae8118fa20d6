"""Events and lessons that another system keeps."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from indgang_sdk.errors import ConnectorError
from indgang_sdk.levels import Level
from indgang_sdk.links import Link
from indgang_sdk.people import Child, Group, Need, Readers, Role
from indgang_sdk.texts import Text


class LessonState(StrEnum):
    """Whether a lesson takes place, and with whom."""

    NORMAL = "normal"
    SUBSTITUTE = "substitute"
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """From the first day to the last, both included."""

    first: date
    last: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """Something that happens, for those whom it names; without `readers` it is refused.

    With dates in place of moments it lasts whole days, the last one included.
    """

    key: str
    title: str
    starts_at: datetime | date
    ends_at: datetime | date
    readers: tuple[Readers, ...]
    place: str = ""
    description: str = ""
    link: Link | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Lesson:
    """A lesson of a group: `subject` as people say it, `teacher` as initials.

    `child` says whose timetable it stands in, for what was asked about children.
    """

    starts_at: datetime
    ends_at: datetime
    subject: str
    group: Group
    room: str = ""
    teacher: str = ""
    state: LessonState = LessonState.NORMAL
    child: Child | None = None


@dataclass(frozen=True, kw_only=True)
class EventSource:
    """Events and lessons of a period, for one person at a time.

    Where several answers make up the whole, `read` may yield the failure of one in its place: the
    rest is shown, and the page says that something is missing. When nothing was read, it raises.
    For sessions below `level` it is not asked.
    """

    name: str
    title: Text
    read: Callable[[Any, Period], Iterable[Event | Lesson | ConnectorError]]
    roles: frozenset[Role]
    needs: frozenset[Need] = frozenset()
    level: Level = Level.ONE_FACTOR
    max_age: timedelta = timedelta()
