"""What a source offers to the index, with the stored audiences that find it."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from indgang_sdk.search import EntryKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Opening:
    """One way to an entry: the stored audience that finds it, from one moment until another.

    `scope` is the number that the portal gives an audience that it has stored; `ends_at` is the
    first moment at which the entry is no longer found.
    """

    scope: int
    begins_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ScopedEntry:
    """Something to be found: what it says, where it leads, and who finds it.

    `key` is the source's own lasting name for it. One of the `openings` is enough to find it, and
    without one nobody does. `url` is an address on the portal. Among entries that fit a search
    equally well, those with the latest `dated_at` come first. `headings` are the headings inside of
    the text, a line each; `unit` is the unit, as in keys, whose home it lies in. What only leads on
    to other entries has a `boost` below 1.

    >>> ScopedEntry(
    ...     key="page:17", kind=EntryKind.NEWS, title="Lus i 3.B", url="/side/17/",
    ...     openings=(Opening(scope=4),), dated_at=datetime(2026, 11, 23, 9, 0),
    ... ).title
    'Lus i 3.B'
    """

    key: str
    kind: EntryKind
    title: str
    url: str
    openings: tuple[Opening, ...]
    dated_at: datetime
    headings: str = ""
    text: str = ""
    unit: str = ""
    boost: float = 1.0
    language: str = "da"
    municipality_id: int | None = None
    institution_id: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class EntrySource:
    """A source of entries, by its own name.

    `list_keys` names everything that the source may have to offer. `read_entries` gives the
    entries with some of these keys as they are now; a key that it gives nothing for is forgotten.
    """

    name: str
    list_keys: Callable[[], Iterable[str]]
    read_entries: Callable[[Collection[str]], Iterable[ScopedEntry]]
