"""Tiles: what a system has to say to somebody, as data that the portal draws."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from indgang_sdk.errors import ConnectorError
from indgang_sdk.levels import Level
from indgang_sdk.links import Link
from indgang_sdk.people import Child, Need, Role
from indgang_sdk.texts import Text

MOST_PARTS = 60
LONGEST_TEXT = 500
# The symbols that a tile may have.
ICONS = frozenset(
    {"calendar", "check", "document", "edit", "folder", "grid", "info", "news", "page", "people"}
    | {"person", "phone", "school"}
)


class Mark(StrEnum):
    """What is to be seen at a glance of a part, in words and a colour."""

    NONE = ""
    DONE = "done"
    NOT_DONE = "not_done"
    CANCELLED = "cancelled"
    CHANGED = "changed"
    WARNING = "warning"


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One line of a list, such as a task or a lesson; `when` and `until` are in local time."""

    title: Text | str
    detail: Text | str = ""
    when: datetime | date | None = None
    until: datetime | None = None
    mark: Mark = Mark.NONE
    link: Link | None = None
    child: Child | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """A number and what it counts, such as 3 and "books on loan"."""

    value: int
    title: Text | str
    detail: Text | str = ""
    mark: Mark = Mark.NONE
    link: Link | None = None
    child: Child | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class NextEvent:
    """What comes next, drawn with its day as a leaf of a calendar."""

    title: Text | str
    when: datetime | date
    until: datetime | None = None
    place: str = ""
    link: Link | None = None
    child: Child | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """A few sentences with a heading."""

    title: Text | str
    text: Text | str = ""
    mark: Mark = Mark.NONE
    link: Link | None = None
    child: Child | None = None


Part = Item | Number | NextEvent | Card


@dataclass(frozen=True, kw_only=True, slots=True)
class Tile:
    """What a tile shows: parts in their order, those of one child together.

    Without any, the tile says `empty`. `link` leads to the whole in the system itself.
    `troubles` are the failures of what could not be read while the rest is shown: a part that is
    marked as a warning says so in its place. Without a part that is right, raise instead.
    """

    parts: tuple[Part, ...] = ()
    empty: Text | None = None
    link: Link | None = None
    troubles: tuple[ConnectorError, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TileSource:
    """A tile that a connector offers.

    `read` is asked for one person at a time, after the page is shown. `roles` are those whom it
    has something to show, and must be named. An answer is kept for that person for `max_age`
    at most; leave it at nothing for what is sensitive. Whose session has less than `level` is
    not asked about, and is shown the way to confirm who they are. `icon` is one of `ICONS`.
    """

    name: str
    title: Text
    read: Callable[[Any], Tile]
    roles: frozenset[Role]
    needs: frozenset[Need] = frozenset()
    level: Level = Level.ONE_FACTOR
    max_age: timedelta = timedelta()
    icon: str = ""
