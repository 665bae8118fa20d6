"""What a system can be searched for: live, or by entries that the portal keeps in its index."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from indgang_sdk.levels import Level
from indgang_sdk.links import Link
from indgang_sdk.people import Child, Need, Readers, Role
from indgang_sdk.texts import Text


class EntryKind(StrEnum):
    """What an entry is, by which people narrow a search."""

    NEWS = "news"
    PAGE = "page"
    DOCUMENT = "document"
    EVENT = "event"
    PERSON = "person"


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchHit:
    """Something that a system has found for the person who asks."""

    title: str
    link: Link
    text: str = ""
    dated_at: datetime | None = None
    child: Child | None = None


@dataclass(frozen=True, kw_only=True)
class SearchSource:
    """A system that is asked while somebody searches, for up to a second or two.

    The words that somebody searches with leave the portal, so that it always needs those. For
    sessions below `level` it is not asked.
    """

    name: str
    title: Text
    search: Callable[[Any, str], Iterable[SearchHit]]
    roles: frozenset[Role]
    needs: frozenset[Need] = frozenset()
    level: Level = Level.ONE_FACTOR

    def __post_init__(self) -> None:
        object.__setattr__(self, "needs", frozenset({*self.needs, Need.SEARCH_WORDS}))


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexEntry:
    """Something that the portal keeps in its index, so that it is found at once.

    Only for what is about nobody, such as manuals or materials. `key` is the system's own
    lasting name for it. Without `readers` it is refused; one of them is enough to find it.

    >>> IndexEntry(
    ...     key="17", title="Guide to the library", link=Link(launcher="book"),
    ...     readers=(Readers(institution="998101", role=Role.STAFF),),
    ...     dated_at=datetime(2026, 11, 23, 9, 0),
    ... ).title
    'Guide to the library'
    """

    key: str
    title: str
    link: Link
    readers: tuple[Readers, ...]
    dated_at: datetime
    text: str = ""
    kind: EntryKind = EntryKind.PAGE
    language: str = "da"


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexPage:
    """Some of a system's entries: those that have changed, and the keys of those that are gone.

    `cursor` is where the next reading goes on; `is_last` says that nothing more waits today.
    With `is_whole`, what was not named since the first page is gone too.
    """

    entries: tuple[IndexEntry, ...] = ()
    gone: tuple[str, ...] = ()
    cursor: str = ""
    is_last: bool = True
    is_whole: bool = False


@dataclass(frozen=True, kw_only=True)
class IndexSource:
    """Entries that are read again and again, from the cursor of the last reading ("" first)."""

    name: str
    title: Text
    read: Callable[[Any, str], IndexPage]
    every: timedelta = timedelta(hours=1)
