"""Entries into the index and out of it, in the transaction of who calls."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet, Value
from django.db.models.functions import Concat, Substr

from core.access.batches import iterate_batches
from core.index_sources.changes import EntriesMove
from core.index_sources.entries import EntrySource, Opening, ScopedEntry
from core.index_sources.registry import find_index_source
from search.analysis import list_tokens
from search.engines import engine_of
from search.models import Entry, EntryScope

# What is read and written at once when much is.
BATCH = 200
_STORED = [
    *("kind", "title", "text", "url", "language"),
    *("municipality_id", "institution_id", "dated_at"),
]


@dataclass(frozen=True, kw_only=True)
class _Known:
    """What stands in the index of an entry that is about to be stored."""

    texts: tuple[str, str]
    openings: set[Opening]


class WithoutOpeningError(ValueError):
    """An entry that nobody may see is not taken, so that it cannot be shown by mistake."""


def refresh_entries(
    *, source: str, keys: Collection[str], prefixes: Collection[str] = (), **_: Any
) -> None:
    """Reads entries of a source anew, and forgets those that it no longer offers."""
    known = {key for prefix in prefixes for key in _list_known(source, prefix)}
    for some in iterate_batches(sorted({*keys, *known}), size=BATCH):
        _refresh_batch(find_index_source(source), some)


def take_entries(*, source: str, entries: Collection[ScopedEntry], **_: Any) -> None:
    """Takes entries that the source has at hand, which are many seldom."""
    store_entries(source, list(entries))


def rebuild_index(source: EntrySource) -> int:
    """Reads all that a source offers, forgets the rest, and returns how many entries there are.

    Each batch is a transaction of its own, so that others write in between.
    """
    offered = sorted(set(source.list_keys()))
    forget_entries(source=source.name, keys=set(_list_known(source.name)) - set(offered))
    for keys in iterate_batches(offered, size=BATCH):
        with transaction.atomic():
            _refresh_batch(source, keys, anew=True)
    return Entry.objects.filter(source=source.name).count()


def store_entries(source: str, entries: Sequence[ScopedEntry], *, anew: bool = False) -> None:
    """Takes entries into the index, in place of what stood there under their keys.

    With `anew`, words and openings are written also where they seem to stand already. Raises
    `WithoutOpeningError` when one of them has no opening, and stores none.
    """
    if any(not entry.openings for entry in entries):
        raise WithoutOpeningError(source)
    with transaction.atomic(savepoint=False):
        _store(source, entries, anew=anew)


def _store(source: str, entries: Sequence[ScopedEntry], *, anew: bool) -> None:
    keys = [entry.key for entry in entries]
    known = {} if anew else _read_known(source, keys)
    stored = Entry.objects.bulk_create(
        [_make_entry(source, entry) for entry in entries],
        update_conflicts=True,
        unique_fields=["source", "key"],
        update_fields=_STORED,
    )
    pairs = [(row, entry, known.get(row.key)) for row, entry in zip(stored, entries, strict=True)]
    # Who finds an entry stands there already, mostly, or its words, which are dear to cut.
    _write_openings(
        {
            row.pk: set(entry.openings)
            for row, entry, was in pairs
            if was is None or was.openings != set(entry.openings)
        }
    )
    _write_words(
        [row for row, _, was in pairs if was is None or was.texts != (row.title, row.text)]
    )


@transaction.atomic
def forget_entries(*, source: str, keys: Collection[str]) -> None:
    """Takes entries and their words out of the index, those that are there."""
    for some in iterate_batches(sorted(keys), size=BATCH):
        # Signals take the words along.
        Entry.objects.filter(source=source, key__in=some).delete()


@transaction.atomic
def move_entries(*, source: str, move: EntriesMove, **_: Any) -> None:
    """Lets entries below something follow it, in at most four statements."""
    entries = Entry.objects.filter(source=source, key__in=move.keys)
    before, after = move.scopes
    if before != after:
        openings = EntryScope.objects.filter(entry__in=entries.values("pk"), scope=before)
        # What no audience sees any more is found by nobody; its entry waits for the next reading.
        openings.delete() if after is None else openings.update(scope=after)
    _replace(entries, "institution_id", move.institutions)
    _replace(entries, "municipality_id", move.municipalities)
    old, new = move.addresses
    if old != new:
        rest = Substr("url", len(old) + 1)
        entries.filter(url__startswith=old).update(url=Concat(Value(new), rest))


def forget_words(*, instance: Entry, **_: Any) -> None:
    """Takes the words of a deleted entry out of the index."""
    _delete_words([instance.pk])


def _list_known(source: str, prefix: str = "") -> Iterable[str]:
    entries = Entry.objects.filter(source=source, key__startswith=prefix)
    return entries.values_list("key", flat=True)


def _refresh_batch(source: EntrySource, keys: Collection[str], *, anew: bool = False) -> None:
    entries = list(source.read_entries(keys))
    if gone := set(keys) - {entry.key for entry in entries}:
        forget_entries(source=source.name, keys=gone)
    if entries:
        store_entries(source.name, entries, anew=anew)


def _read_known(source: str, keys: Collection[str]) -> dict[str, _Known]:
    # Locked until they are stored: another job must not write its words in between.
    rows = Entry.objects.filter(source=source, key__in=keys).select_for_update(of=("self",))
    known: dict[str, _Known] = {}
    for key, title, text, scope, begins_at, ends_at in rows.order_by("pk").values_list(
        *("key", "title", "text", "scopes__scope", "scopes__begins_at", "scopes__ends_at")
    ):
        entry = known.setdefault(key, _Known(texts=(title, text), openings=set()))
        if scope is not None:
            entry.openings.add(Opening(scope=scope, begins_at=begins_at, ends_at=ends_at))
    return known


def _make_entry(source: str, entry: ScopedEntry) -> Entry:
    values = {name: getattr(entry, name) for name in ("key", *_STORED)}
    return Entry(source=source, **{**values, "kind": str(entry.kind)})


def _replace(entries: QuerySet[Entry], column: str, pair: tuple[int | None, int | None]) -> None:
    before, after = pair
    if before != after:
        entries.filter(**{column: before}).update(**{column: after})


def _write_openings(openings: Mapping[int, Collection[Opening]]) -> None:
    """Puts the openings of entries, by their ids, in the place of those before."""
    EntryScope.objects.filter(entry__in=openings.keys()).delete()
    EntryScope.objects.bulk_create(
        EntryScope(
            entry_id=entry_id,
            scope_id=opening.scope,
            begins_at=opening.begins_at,
            ends_at=opening.ends_at,
        )
        for entry_id, some in openings.items()
        for opening in some
    )


def _write_words(entries: Sequence[Entry]) -> None:
    if not entries:
        return
    _delete_words([entry.pk for entry in entries])
    rows = [(entry.pk, *_list_words(entry)) for entry in entries]
    with connection.cursor() as cursor:
        cursor.executemany(engine_of(connection.vendor).insert, rows)


def _list_words(entry: Entry) -> tuple[str, str]:
    title = list_tokens(entry.title)
    return " ".join(title), " ".join([*title, *list_tokens(entry.text)])


def _delete_words(entry_ids: Iterable[int]) -> None:
    ids = list(entry_ids)
    marks = ", ".join(["%s"] * len(ids))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM search_words WHERE rowid IN ({marks})", ids)  # noqa: S608
