"""The week, as every learning platform can say it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from indgang_sdk.calendar import Lesson
from indgang_sdk.errors import ConnectorError
from indgang_sdk.levels import Level
from indgang_sdk.links import Link
from indgang_sdk.people import Child, Need, Role
from indgang_sdk.texts import Text


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class IsoWeek:
    """A week by its number: week 1 of a year is the one with the year's first Thursday."""

    year: int
    number: int

    def __post_init__(self) -> None:
        date.fromisocalendar(self.year, self.number, 1)

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02}"

    @classmethod
    def of(cls, day: date) -> "IsoWeek":
        """The week of a day."""
        year, number, _ = day.isocalendar()
        return cls(year=year, number=number)

    @property
    def days(self) -> tuple[date, ...]:
        """From Monday to Sunday."""
        monday = date.fromisocalendar(self.year, self.number, 1)
        return tuple(monday + timedelta(days=number) for number in range(7))


class PlanKind(StrEnum):
    """What stands in a week plan: something said, a task, or work to hand in."""

    COMMENT = "comment"
    TASK = "task"
    ASSIGNMENT = "assignment"


class TaskKind(StrEnum):
    HOMEWORK = "homework"
    ASSIGNMENT = "assignment"


@dataclass(frozen=True, kw_only=True, slots=True)
class WeekLetter:
    """A letter to a class about the week; its HTML is cleaned by the portal before it is shown."""

    child: Child
    group: str
    html: str
    title: str = ""
    link: Link | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class WeekPlanItem:
    """One thing on one day of a child's week; its HTML is cleaned by the portal."""

    child: Child
    day: date
    title: str
    kind: PlanKind = PlanKind.COMMENT
    subject: str = ""
    group: str = ""
    html: str = ""
    author: str = ""
    link: Link | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """Something that a child has to do, and whether it is done."""

    child: Child
    title: str
    due: datetime | date
    is_done: bool
    kind: TaskKind = TaskKind.HOMEWORK
    subject: str = ""
    group: str = ""
    link: Link | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Week:
    """What a system knows of a week, for the children that were asked about.

    `troubles` are the failures of what could not be read while the rest is shown: the page says
    that something is missing. When nothing was read, raise instead.
    """

    letters: tuple[WeekLetter, ...] = ()
    items: tuple[WeekPlanItem, ...] = ()
    tasks: tuple[Task, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    troubles: tuple[ConnectorError, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WeekSource:
    """A system that knows the week of children; asked for sessions of a `level` only."""

    name: str
    title: Text
    read: Callable[[Any, IsoWeek], Week]
    roles: frozenset[Role]
    needs: frozenset[Need] = frozenset()
    level: Level = Level.ONE_FACTOR
    max_age: timedelta = timedelta()
