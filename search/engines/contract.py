"""What an engine is given, what it is asked, and what it answers."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from core.index_sources.entries import Opening
from search.analysis.questions import QueryWord

# As many are looked at for totals; what is more is "more than".
MOST_COUNTED = 1_000
# As many are ranked.
MOST_RANKED = 500


class EngineDown(Exception):
    """An engine cannot be asked now, or holds no index yet."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """An entry as an engine takes it.

    `municipality` is the number that its code is, 0 for none; `institution` and `unit` are those of
    keys, "" for none; `version` changes with the entry, and `lexicon` is that of its tokens.
    `title` and `words` are tokens, each once.
    """

    entry_id: int
    version: int
    lexicon: int
    kind: str
    municipality: int
    institution: str
    unit: str
    dated_at: datetime
    openings: tuple[Opening, ...]
    title: tuple[str, ...]
    words: tuple[str, ...]
    boost: float
    counts: str


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is looked for: entries with all words of a group, that a scope opens at a moment."""

    groups: Sequence[Sequence[QueryWord]]
    scopes: Collection[int]
    now: datetime
    # By number, 0 for what belongs to none; None for all.
    municipalities: Collection[int] | None = None
    kinds: Collection[str] = ()
    institutions: Collection[str] = ()
    since: datetime | None = None
    # How many are counted; more only where some of them turn out not to be there any more.
    most: int = MOST_COUNTED


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """An entry that was found, with what it is counted by."""

    entry_id: int
    kind: str
    municipality: int
    institution: str
    unit: str
    dated_at: datetime
    boost: float


@dataclass(frozen=True, kw_only=True)
class Matches:
    """What an engine has found: up to `most` and one more, and the counts of those to be ranked.

    `counts` has those of up to 500, with the words in the title first, then the newest.
    """

    found: Sequence[Match]
    counts: Mapping[int, str] = field(default_factory=dict)


class Write(Protocol):
    """Takes documents in the place of those before, and forgets the entries that are gone."""

    def __call__(self, documents: Sequence[Document], gone: Collection[int]) -> None: ...


class Engine(Protocol):
    """One engine; every method raises `EngineDown` where it cannot be asked."""

    name: str
    # Whether it looks at the entries' own rows to see who finds them, and not at a copy.
    reads_openings: bool

    def find(self, wanted: Wanted) -> Matches:
        """The entries that are wanted, trimmed inside the query."""

    def writing(self) -> AbstractContextManager["Write"]:
        """Keeps other writers out, until what is read inside has been written."""

    def iterate_versions(self, *, after: int = 0) -> Iterator[tuple[int, int, int]]:
        """The ids of all entries that it holds, by number, with version and lexicon of each."""

    def begin_rebuilding(self) -> "Engine":
        """An index beside this one, empty or as far as it was built before; not asked yet."""

    def switch_to_rebuilt(self) -> None:
        """Lets the index that was built beside answer from now on, and drops the one before."""

    def is_built(self) -> bool:
        """Whether there is an index that answers."""
