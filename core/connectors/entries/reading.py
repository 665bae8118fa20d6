"""Reads the entries of connected systems again and again, each source in its own rhythm.

Institutions with settings of their own have entries of their own: the same key names something
else in another school's account, and opens to other people.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import transaction
from django.db.models import QuerySet

from core.access.audiences import make_audience
from core.access.operations import find_shared_scope
from core.connectors.answers import (
    check_moment,
    check_readers,
    check_text,
    check_texts,
    collect,
    require,
)
from core.connectors.configuration.reaches import (
    Configured,
    Reach,
    connections_with_circuits,
    read_configured,
)
from core.connectors.entries.audiences import read_known
from core.connectors.entries.source import SOURCE
from core.connectors.models import Circuit, Connection, EntryReading, SystemEntry
from core.connectors.running.calls import Call, run_calls
from core.connectors.running.outcomes import Answered
from core.index_sources.changes import tell_of_changed_entries
from indgang_sdk.connectors import Context
from indgang_sdk.errors import UnexpectedAnswer
from indgang_sdk.links import Link
from indgang_sdk.search import IndexEntry, IndexPage, IndexSource

log = structlog.get_logger(__name__)

WITHIN = timedelta(seconds=60)
MOST_PAGES = 200
MOST_ENTRIES = 1_000
LONGEST_TEXT = 50_000
LONGEST_KEY = 200
LONGEST_CURSOR = 2_000
SHORTEST_REST = timedelta(minutes=5)
_FIELDS = (
    *("kind", "title", "text", "language", "dated_at", "launcher", "target", "scope", "reading"),
)


def read_due_entries(*, now: datetime) -> int:
    """Reads every source whose moment has come, and returns how many that were."""
    read = 0
    rows = connections_with_circuits().filter(is_on=True)
    for configured in read_configured(rows):
        if not configured.runs or configured.offer is None:
            continue
        sources = configured.offer.list_sources("index_sources")
        readings = _keep_readings(configured, [source.name for source in sources], now=now)
        for reach in configured.reaches:
            for source in sources:
                row = readings[reach.unit, source.name]
                if row.next_at > now:
                    continue
                try:
                    _read_source(row, source, reach, now=now)
                # Whatever one of them answers, the others are read.
                except Exception as error:  # noqa: BLE001
                    log.error(
                        "entries were not stored",
                        connection_id=row.connection_id,
                        source=row.source,
                        error=type(error).__name__,
                    )
                read += 1
    return read


def forget_entries(connection: Connection) -> None:
    """Drops all entries of a connection, before it goes."""
    ids = list(SystemEntry.objects.filter(connection=connection).values_list("pk", flat=True))
    SystemEntry.objects.filter(pk__in=ids).delete()
    EntryReading.objects.filter(connection=connection).delete()
    tell_of_changed_entries(SOURCE.name, [str(pk) for pk in ids])


def read_anew(connection: Connection, *, now: datetime) -> None:
    """Has all entries of a connection read from the start, since others may see them now."""
    EntryReading.objects.filter(connection=connection).update(cursor="", next_at=now)


def tell_of_connection(connection: Connection) -> None:
    """Has the entries of a connection found again, or no more, after it was switched."""
    ids = SystemEntry.objects.filter(connection=connection).values_list("pk", flat=True)
    tell_of_changed_entries(SOURCE.name, [str(pk) for pk in ids])


def _keep_readings(
    configured: Configured, sources: Collection[str], *, now: datetime
) -> dict[tuple[str, str], EntryReading]:
    """How far each source has been read, by whose settings; forgets what is read no more.

    Where no institution uses the settings, nobody would find what they lead to.
    """
    connection = configured.connection
    # What waits for an approval is not read, and what was read before stays.
    units = {reach.unit for reach in (*configured.reaches, *configured.waiting)}
    known = {
        (row.unit, row.source): row for row in EntryReading.objects.filter(connection=connection)
    }
    wanted = {(unit, source) for unit in sorted(units) for source in sources}
    for unit, source in set(known) - wanted:
        _forget_reading(known.pop((unit, source)))
    for unit, source in wanted - set(known):
        known[unit, source] = EntryReading.objects.create(
            connection=connection, unit=unit, source=source, next_at=now
        )
    return known


def _forget_reading(row: EntryReading) -> None:
    with transaction.atomic():
        _forget(_entries_of(row).values_list("pk", flat=True))
        row.delete()


def _entries_of(row: EntryReading) -> QuerySet[SystemEntry]:
    """The entries of a source that were read by the same settings."""
    return SystemEntry.objects.filter(
        connection=row.connection_id, unit=row.unit, source=row.source
    )


def _read_source(row: EntryReading, source: IndexSource, reach: Reach, *, now: datetime) -> None:
    """Page after page until the last, or a failure: what was read until then stays."""
    begun = row.number + 1
    # What another reading has just found out of the system counts for this one too.
    reach = replace(reach, circuit=Circuit.objects.filter(pk=reach.connection.pk).first())
    next_at = now + max(source.every, SHORTEST_REST)
    for number in range(MOST_PAGES):
        page = _ask(source, reach, row.cursor, now=now)
        if page is None:
            break
        is_first = number == 0
        with transaction.atomic():
            number_now = begun if page.is_last else row.number
            if not _note(row, cursor=page.cursor, number=number_now, next_at=next_at):
                return
            _store_page(row, page, reach, number=begun)
            if page.is_last and page.is_whole:
                _forget_unnamed(row)
        if page.is_last or (not is_first and not page.cursor):
            return
    _note(row, cursor=row.cursor, number=row.number, next_at=next_at)


def _note(row: EntryReading, **changed: Any) -> bool:
    """Writes down how far a source has been read; False when it is to be read anew meanwhile."""
    as_it_was = EntryReading.objects.filter(pk=row.pk, cursor=row.cursor, next_at=row.next_at)
    if not as_it_was.update(**changed):
        return False
    for name, value in changed.items():
        setattr(row, name, value)
    return True


def _ask(source: IndexSource, reach: Reach, cursor: str, *, now: datetime) -> IndexPage | None:
    call = Call(
        reach=reach,
        source=source.name,
        ask=lambda context: source.read(context, cursor),
        check=check_page,
    )
    outcome = run_calls([call], within=WITHIN, now=now, language="da")[0]
    return outcome.value if isinstance(outcome, Answered) else None


def check_page(value: Any, context: Context[Any]) -> IndexPage:
    """The page; raises `UnexpectedAnswer` for what is none, or names no readers."""
    page = require(value, IndexPage)
    entries = collect(page.entries, IndexEntry, most=MOST_ENTRIES)
    check_texts(page, longest=LONGEST_CURSOR)
    gone = collect(page.gone, str, most=MOST_ENTRIES)
    # Each is gone through more than once.
    return replace(page, entries=tuple(map(_check_entry, entries)), gone=gone)


def _check_entry(entry: IndexEntry) -> IndexEntry:
    check_texts(entry, longest=LONGEST_TEXT)
    check_text(entry.key, name="key", longest=LONGEST_KEY)
    check_texts(require(entry.link, Link))
    check_moment(require(entry.dated_at, datetime), name="dated_at")
    if entry.link.child is not None:
        raise UnexpectedAnswer("an entry is about a person")
    return replace(entry, readers=check_readers(entry.readers, most=MOST_ENTRIES))


def _store_page(row: EntryReading, page: IndexPage, reach: Reach, *, number: int) -> None:
    institutions = [place.key for place in reach.institutions]
    readers = [one for entry in page.entries for one in entry.readers]
    known = read_known(readers, institutions=institutions)
    stored, refused = [], set(page.gone)
    # Named twice on a page, the last one counts.
    for entry in {entry.key: entry for entry in page.entries}.values():
        keys = known.list_keys(entry.readers)
        if keys:
            scope = find_shared_scope(make_audience(keys))
            stored.append(_make_row(row, entry, scope_id=scope.pk, number=number))
        else:
            refused.add(entry.key)
    if unknown := len(refused - set(page.gone)):
        log.warning("entries for nobody", connection_id=row.connection_id, entries=unknown)
    rows = SystemEntry.objects.bulk_create(
        stored,
        update_conflicts=True,
        unique_fields=["connection", "unit", "source", "key"],
        update_fields=list(_FIELDS),
    )
    _forget(_entries_of(row).filter(key__in=refused).values_list("pk", flat=True))
    tell_of_changed_entries(SOURCE.name, [str(item.pk) for item in rows])


def _forget_unnamed(row: EntryReading) -> None:
    """What a whole list has not named since it began is gone."""
    _forget(_entries_of(row).filter(reading__lt=row.number).values_list("pk", flat=True))


def _forget(ids: Iterable[int]) -> None:
    gone = list(ids)
    SystemEntry.objects.filter(pk__in=gone).delete()
    tell_of_changed_entries(SOURCE.name, [str(pk) for pk in gone])


def _make_row(row: EntryReading, entry: IndexEntry, *, scope_id: int, number: int) -> SystemEntry:
    return SystemEntry(
        connection_id=row.connection_id,
        unit=row.unit,
        source=row.source,
        key=entry.key,
        kind=entry.kind.value,
        title=entry.title[:255],
        text=entry.text,
        language=entry.language[:8],
        dated_at=entry.dated_at,
        launcher=entry.link.launcher,
        target=entry.link.target,
        scope_id=scope_id,
        reading=number,
    )
