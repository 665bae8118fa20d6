"""Entries into the index and out of it, in the transaction of who calls."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from search.analysis import list_tokens
from search.engines import engine_of
from search.models import Entry, EntryScope, Kind


class WithoutScopeError(ValueError):
    """An entry that nobody may see is not taken, so that it cannot be shown by mistake."""


@dataclass(frozen=True, kw_only=True)
class OfferedEntry:
    """What a source offers to be found, with the scopes of which one is enough to find it."""

    source: str
    key: str
    scopes: Collection[int]
    kind: Kind
    title: str
    url: str
    dated_at: datetime
    text: str = ""
    language: str = "da"
    municipality_id: int | None = None
    institution_id: int | None = None
    begins_at: datetime | None = None
    ends_at: datetime | None = None


@transaction.atomic
def store_entry(offered: OfferedEntry) -> Entry:
    """Takes an entry into the index, in place of what stood under its source and key."""
    if not offered.scopes:
        raise WithoutScopeError(offered.source)
    values = {
        name: value
        for name, value in vars(offered).items()
        if name not in {"source", "key", "scopes"}
    }
    entry, _ = Entry.objects.update_or_create(
        source=offered.source, key=offered.key, defaults=values
    )
    entry.scopes.exclude(scope__in=offered.scopes).delete()
    EntryScope.objects.bulk_create(
        [EntryScope(entry=entry, scope_id=scope) for scope in set(offered.scopes)],
        ignore_conflicts=True,
    )
    _write_words(entry)
    return entry


@transaction.atomic
def forget_entry(*, source: str, key: str) -> None:
    """Takes an entry and its words out of the index, if they are there."""
    Entry.objects.filter(source=source, key=key).delete()


def forget_words(*, instance: Entry, **_: Any) -> None:
    """Takes the words of a deleted entry out of the index."""
    _delete_words(instance.pk)


def _write_words(entry: Entry) -> None:
    _delete_words(entry.pk)
    title = list_tokens(entry.title)
    words = [*title, *list_tokens(entry.text)]
    with connection.cursor() as cursor:
        cursor.execute(
            engine_of(connection.vendor).insert, [entry.pk, " ".join(title), " ".join(words)]
        )


def _delete_words(entry_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_words WHERE rowid = %s", [entry_id])
