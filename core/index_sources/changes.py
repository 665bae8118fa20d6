"""What a source tells the index, inside the transaction that changed what it offers."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.dispatch import Signal

from core.index_sources.entries import ScopedEntry

# With `source`, its name, and `keys` and `prefixes`: these are read anew.
entries_changed = Signal()
# With `source`, its name, and `entries`: these are taken as they are.
entries_written = Signal()
# With `source`, its name, and `move`: these follow what they lie below, unread.
entries_moved = Signal()


@dataclass(frozen=True, kw_only=True)
class EntriesMove:
    """How many entries change together; `keys` is a query with their keys.

    Each pair is a value before and after: entries that have another one keep it. Addresses
    change where they begin with the one before.
    """

    keys: QuerySet[Any, str]
    scopes: tuple[int | None, int | None]
    institutions: tuple[int | None, int | None]
    municipalities: tuple[int | None, int | None]
    addresses: tuple[str, str]


def tell_of_changed_entries(
    source: str, keys: Collection[str], *, prefixes: Collection[str] = ()
) -> None:
    """Has the entries with these keys read anew before the transaction ends.

    `prefixes` name those besides that the index has, for a source that no longer knows them.
    """
    if keys or prefixes:
        entries_changed.send(sender=None, source=source, keys=keys, prefixes=prefixes)


def tell_of_written_entries(source: str, entries: Collection[ScopedEntry]) -> None:
    """Has entries taken that the caller has just written, so that they need not be read again."""
    entries_written.send(sender=None, source=source, entries=entries)


def tell_of_moved_entries(source: str, move: EntriesMove) -> None:
    """Has entries moved in a few statements, however many they are."""
    entries_moved.send(sender=None, source=source, move=move)
