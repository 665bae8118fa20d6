"""What sources offer, taken and forgotten in the transaction of who calls.

The rows that are written here say at once who finds an entry. Its words follow after the
transaction: each engine has a change to take, which `search.indexing` hands it.
"""

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Concat, Substr

from core.access.batches import iterate_batches
from core.index_sources.changes import EntriesMove
from core.index_sources.entries import EntrySource, Opening, ScopedEntry
from core.index_sources.registry import find_index_source
from search.engines.chosen import list_engines
from search.indexing.waking import wake_after_commit
from search.models import Change, Entry, EntryScope

# What is read and written at once when much is.
BATCH = 200
_OFFERED = (
    *("kind", "title", "headings", "text", "url", "language", "unit", "boost"),
    *("municipality_id", "institution_id", "dated_at"),
)
_STORED = [*_OFFERED, "version"]
VERSION_BITS = 62
LONGEST_TEXT = 64_000


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


def read_all_anew(source: EntrySource) -> int:
    """Reads all that a source offers, forgets the rest, and returns how many entries there are.

    Each batch is a transaction of its own, so that others write in between; what stands there
    already as it is offered is not written.
    """
    offered = sorted(set(source.list_keys()))
    forget_entries(source=source.name, keys=set(_list_known(source.name)) - set(offered))
    for keys in iterate_batches(offered, size=BATCH):
        with transaction.atomic():
            _refresh_batch(source, keys)
    return Entry.objects.filter(source=source.name).count()


def store_entries(source: str, entries: Sequence[ScopedEntry]) -> None:
    """Takes entries in place of what stood there under their keys.

    Raises `WithoutOpeningError` when one of them has no opening, and stores none.
    """
    if any(not entry.openings for entry in entries):
        raise WithoutOpeningError(source)
    with transaction.atomic(savepoint=False):
        _store(source, entries)


def _store(source: str, entries: Sequence[ScopedEntry]) -> None:
    known = _read_known(source, [entry.key for entry in entries])
    changed = [entry for entry in entries if known.get(entry.key) != _list_offered(entry)]
    if not changed:
        return
    stored = Entry.objects.bulk_create(
        [_make_entry(source, entry) for entry in changed],
        update_conflicts=True,
        unique_fields=["source", "key"],
        update_fields=_STORED,
    )
    # Who finds an entry stands there already, mostly.
    _write_openings(
        {
            row.pk: set(entry.openings)
            for row, entry in zip(stored, changed, strict=True)
            if entry.key not in known or known[entry.key][-1] != set(entry.openings)
        }
    )
    note_changes([row.pk for row in stored])


@transaction.atomic
def forget_entries(*, source: str, keys: Collection[str]) -> None:
    """Takes entries out, those that are there."""
    for some in iterate_batches(sorted(keys), size=BATCH):
        # A signal tells the engines, as of those that something else takes along.
        Entry.objects.filter(source=source, key__in=some).delete()


def tell_of_forgotten(*, instance: Entry, **_: Any) -> None:
    """Has the engines forget an entry whose row is gone, whatever took it."""
    note_changes([instance.pk])


def note_changes(entry_ids: Iterable[int]) -> None:
    """Has each engine take entries, or forget those that are gone, after the transaction."""
    ids = list(entry_ids)
    Change.objects.bulk_create(
        Change(engine=engine.name, entry_id=pk) for engine in list_engines() for pk in ids
    )
    wake_after_commit()


@transaction.atomic
def move_entries(*, source: str, move: EntriesMove, **_: Any) -> None:
    """Lets entries below something follow it, in a few statements however many they are."""
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
    if any(one != other for one, other in (move.scopes, move.institutions, move.municipalities)):
        # An engine holds who finds it and where it lies, and no addresses.
        entries.update(version=F("version") + 1)
        _note_all(entries)


def _note_all(entries: QuerySet[Entry]) -> None:
    """The same as `note_changes` in one statement for each engine."""
    sql, params = entries.values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        for engine in list_engines():
            cursor.execute(
                "INSERT INTO search_change (engine, entry_id) "  # noqa: S608 - Django's own query
                f"SELECT %s, e.id FROM search_entry e WHERE e.id IN ({sql})",
                [engine.name, *params],
            )
    wake_after_commit()


def _replace(entries: QuerySet[Entry], column: str, pair: tuple[int | None, int | None]) -> None:
    before, after = pair
    if before != after:
        entries.filter(**{column: before}).update(**{column: after})


def _list_known(source: str, prefix: str = "") -> Iterable[str]:
    entries = Entry.objects.filter(source=source, key__startswith=prefix)
    return entries.values_list("key", flat=True)


def _refresh_batch(source: EntrySource, keys: Collection[str]) -> None:
    entries = list(source.read_entries(keys))
    if gone := set(keys) - {entry.key for entry in entries}:
        forget_entries(source=source.name, keys=gone)
    if entries:
        store_entries(source.name, entries)


def _read_known(source: str, keys: Collection[str]) -> dict[str, tuple[Any, ...]]:
    """What stands there, as `_list_offered` gives it, by key."""
    # Locked until they are stored: another job must not write in between.
    rows = Entry.objects.filter(source=source, key__in=keys).select_for_update(of=("self",))
    openings: dict[str, set[Opening]] = {}
    values: dict[str, tuple[Any, ...]] = {}
    for key, scope, begins_at, ends_at, *offered in rows.order_by("pk").values_list(
        *("key", "scopes__scope", "scopes__begins_at", "scopes__ends_at", *_OFFERED)
    ):
        values[key] = tuple(offered)
        of_key = openings.setdefault(key, set())
        if scope is not None:
            of_key.add(Opening(scope=scope, begins_at=begins_at, ends_at=ends_at))
    return {key: (*offered, openings[key]) for key, offered in values.items()}


def _list_offered(entry: ScopedEntry) -> tuple[Any, ...]:
    return (*_read_offered(entry).values(), set(entry.openings))


def _read_offered(entry: ScopedEntry) -> dict[str, Any]:
    values = {name: getattr(entry, name) for name in _OFFERED}
    # Of a longer text, no more is kept to show where the words stand.
    return {**values, "kind": str(entry.kind), "text": entry.text[:LONGEST_TEXT]}


def _make_entry(source: str, entry: ScopedEntry) -> Entry:
    version = secrets.randbits(VERSION_BITS)
    return Entry(source=source, key=entry.key, version=version, **_read_offered(entry))


def _write_openings(openings: Mapping[int, Collection[Opening]]) -> None:
    """Puts the openings of entries, by their ids, in the place of those before."""
    if not openings:
        return
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
