"""FTS5, in a database file of its own beside the portal's.

An entry's number in the file is made of its municipality, its moment and its id, so that a
municipality is one range, and going down through it is going back in time. Words are sought
newest first and never ranked here: `bm25` would visit every match.
"""

import os
import sqlite3
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from json import dumps
from operator import itemgetter
from pathlib import Path
from typing import Any

from search.engines.contract import (
    MOST_RANKED,
    Document,
    EngineDown,
    Match,
    Matches,
    Wanted,
    Write,
)
from search.engines.fts5 import write_match
from search.engines.moments import count_moment, read_count
from search.engines.titles import put_titles_first

CURRENT = "current"
BUILDING = "building"
BUSY_SECONDS = 20
# SQLite's answers while somebody waits: no longer than this.
ASKED_SECONDS = 2
_MICROSECONDS_OF_MINUTE = 60_000_000
_MINUTE_BITS, _ID_BITS = 27, 26
_MOST_MINUTES = 2**_MINUTE_BITS - 1

_SCHEMA = """
CREATE TABLE entry (
  number INTEGER PRIMARY KEY, entry_id INTEGER NOT NULL UNIQUE, version INTEGER NOT NULL,
  lexicon INTEGER NOT NULL, kind TEXT NOT NULL, municipality INTEGER NOT NULL,
  institution TEXT NOT NULL, unit TEXT NOT NULL, dated_at INTEGER NOT NULL,
  boost REAL NOT NULL, counts TEXT NOT NULL
);
CREATE TABLE opening (
  number INTEGER NOT NULL, scope INTEGER NOT NULL, begins_at INTEGER, ends_at INTEGER
);
CREATE INDEX opening_of ON opening (number, scope, begins_at, ends_at);
CREATE VIRTUAL TABLE tokens USING fts5 (
  title, words, tokenize="ascii tokenchars '_'", prefix='1 2 3', detail=column
);
"""
# The plus has SQLite look an entry's few openings up, and not each of the viewer's many scopes.
_OPEN = (
    "EXISTS (SELECT 1 FROM opening o WHERE o.number = tokens.rowid "
    "AND +o.scope IN (SELECT value FROM json_each(:scopes)) "
    "AND (o.begins_at IS NULL OR o.begins_at <= :now) AND (o.ends_at IS NULL OR o.ends_at > :now))"
)
_FIND = (
    "SELECT tokens.rowid, e.entry_id, e.kind, e.municipality, e.institution, e.unit, "  # noqa: S608
    "e.dated_at, e.boost FROM tokens JOIN entry e ON e.number = tokens.rowid "
    "WHERE tokens MATCH :match AND tokens.rowid BETWEEN :first AND :last {more}"
    f"AND {_OPEN} ORDER BY tokens.rowid DESC LIMIT :most"
)
# From one municipality to the next, without looking at what lies between.
_MUNICIPALITIES = (
    f"WITH RECURSIVE of (municipality) AS (SELECT MIN(number) >> {_MINUTE_BITS + _ID_BITS} "  # noqa: S608
    "FROM entry UNION ALL SELECT (SELECT MIN(number) FROM entry "
    f"WHERE number >= (of.municipality + 1) << {_MINUTE_BITS + _ID_BITS}) >> "
    f"{_MINUTE_BITS + _ID_BITS} FROM of WHERE of.municipality IS NOT NULL) "
    "SELECT municipality FROM of WHERE municipality IS NOT NULL"
)


class SqliteEngine:
    """The index in a folder: `current` names the file that answers."""

    name = "sqlite"
    reads_openings = False

    def __init__(self, folder: Path, *, pointer: str = CURRENT) -> None:
        self.folder = folder
        self.pointer = pointer
        self._local = threading.local()

    # --- asking

    def find(self, wanted: Wanted) -> Matches:
        """The entries that are wanted, in one query, or two where they are many."""
        connection = self._open_to_read()
        try:
            rows = _find(connection, wanted, most=wanted.most + 1)
            rows = put_titles_first(
                rows,
                lambda: _find(connection, wanted, most=MOST_RANKED, only_titles=True),
                name=itemgetter(0),
            )
            counts = connection.execute(
                "SELECT entry_id, counts FROM entry WHERE number IN "
                "(SELECT value FROM json_each(?))",
                [dumps([row[0] for row in rows[:MOST_RANKED]])],
            )
            return Matches(found=[_read_match(row) for row in rows], counts=dict(counts))
        except sqlite3.Error as error:
            self.close()
            raise EngineDown(type(error).__name__) from error

    # --- writing

    @contextmanager
    def writing(self) -> Iterator[Write]:
        """One transaction of the index's own, which keeps no editor waiting."""
        with self._open_to_write() as connection:

            def write(documents: Sequence[Document], gone: Collection[int]) -> None:
                _forget(connection, [*gone, *(document.entry_id for document in documents)])
                for document in documents:
                    _write(connection, document)

            yield write

    def iterate_versions(self, *, after: int = 0) -> Iterator[tuple[int, int, int]]:
        connection = self._open_to_read()
        rows = connection.execute(
            "SELECT entry_id, version, lexicon FROM entry WHERE entry_id > ? ORDER BY entry_id",
            [after],
        )
        yield from rows

    # --- the file that answers

    def is_built(self) -> bool:
        return self._find_file() is not None

    def begin_rebuilding(self) -> "SqliteEngine":
        """The index beside, in a file that goes on from where a rebuild was broken off."""
        building = SqliteEngine(self.folder, pointer=BUILDING)
        if building._find_file() is None:
            building._create()
        return building

    def switch_to_rebuilt(self) -> None:
        building = SqliteEngine(self.folder, pointer=BUILDING)
        built, before = building._find_file(), self._find_file()
        if built is None:
            raise EngineDown("nothing was built")
        # Whoever writes to the one before is waited for, and whoever comes then sees the new one.
        with self._open_to_write() if before is not None else nullcontext():
            # Readers look at the pointer each time, and keep the file that they have open.
            os.replace(self.folder / BUILDING, self.folder / CURRENT)
        if before is not None and before != built:
            _delete_file(before)

    def clear(self) -> None:
        """Empties the index."""
        if self._find_file() is None:
            return
        with self._open_to_write() as connection:
            for table in ("entry", "opening", "tokens"):
                connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own

    def _create(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        moment = datetime.now(UTC).strftime("%Y%m%d%H%M%S%f")
        file = self.folder / f"words-{moment}.sqlite3"
        connection = sqlite3.connect(file)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(_SCHEMA)
        connection.close()
        pointer = self.folder / f"{self.pointer}-{os.getpid()}"
        pointer.write_text(file.name, encoding="utf-8")
        os.replace(pointer, self.folder / self.pointer)

    def _find_file(self) -> Path | None:
        try:
            name = (self.folder / self.pointer).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        file = self.folder / name
        return file if name and file.is_file() else None

    def _open_to_read(self) -> sqlite3.Connection:
        file = self._find_file()
        if file is None:
            raise EngineDown("no index yet")
        kept: tuple[Path, sqlite3.Connection] | None = getattr(self._local, "kept", None)
        if kept is not None and kept[0] == file:
            return kept[1]
        self.close()
        try:
            connection = _connect(f"file:{file}?mode=ro", seconds=ASKED_SECONDS)
        except sqlite3.Error as error:
            raise EngineDown(type(error).__name__) from error
        self._local.kept = (file, connection)
        return connection

    def close(self) -> None:
        """Closes what this thread has open."""
        kept = getattr(self._local, "kept", None)
        self._local.kept = None
        if kept is not None:
            kept[1].close()

    @contextmanager
    def _open_to_write(self) -> Iterator[sqlite3.Connection]:
        if self._find_file() is None:
            self._create()
        connection = self._lock_file()
        try:
            yield connection
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise EngineDown(type(error).__name__) from error
        finally:
            connection.close()

    def _lock_file(self) -> sqlite3.Connection:
        """The file that answers, locked; while it was waited for, another may have its name."""
        while True:
            file = self._find_file()
            try:
                connection = _connect(f"file:{file}?mode=rw", seconds=BUSY_SECONDS)
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.Error as error:
                if self._find_file() != file:
                    continue
                raise EngineDown(type(error).__name__) from error
            if self._find_file() == file:
                return connection
            connection.close()


def _connect(address: str, *, seconds: float) -> sqlite3.Connection:
    connection = sqlite3.connect(address, uri=True, timeout=seconds, isolation_level=None)
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection


def _find(
    connection: sqlite3.Connection, wanted: Wanted, *, most: int, only_titles: bool = False
) -> list[Any]:
    """The newest rows of each municipality, put in one order."""
    more, params = _write_filters(wanted)
    sql = _FIND.format(more=more)
    params |= {
        "match": write_match(wanted.groups, only_titles=only_titles),
        "scopes": dumps(sorted(wanted.scopes)),
        "now": count_moment(wanted.now),
        "most": most,
    }
    municipalities = wanted.municipalities
    if municipalities is None:
        municipalities = [row[0] for row in connection.execute(_MUNICIPALITIES)]
    rows = []
    for municipality in municipalities:
        first = municipality << (_MINUTE_BITS + _ID_BITS)
        last = first + (1 << (_MINUTE_BITS + _ID_BITS)) - 1
        rows += connection.execute(sql, {**params, "first": first, "last": last}).fetchall()
    rows.sort(key=lambda row: (row[6], row[1]), reverse=True)
    return rows[:most]


def _write_filters(wanted: Wanted) -> tuple[str, dict[str, Any]]:
    parts: list[str] = []
    params: dict[str, Any] = {}
    for column, values in (("kind", wanted.kinds), ("institution", wanted.institutions)):
        if values:
            parts.append(f"AND e.{column} IN (SELECT value FROM json_each(:{column})) ")  # noqa: S608
            params[column] = dumps(sorted(values))
    if wanted.since is not None:
        parts.append("AND e.dated_at >= :since ")
        params["since"] = count_moment(wanted.since)
    return "".join(parts), params


def _write(connection: sqlite3.Connection, document: Document) -> None:
    number = number_entry(document)
    connection.execute(
        "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            *(number, document.entry_id, document.version, document.lexicon, document.kind),
            *(document.municipality, document.institution, document.unit),
            *(count_moment(document.dated_at), document.boost, document.counts),
        ],
    )
    connection.executemany(
        "INSERT INTO opening VALUES (?, ?, ?, ?)",
        [
            (number, one.scope, _count_optional(one.begins_at), _count_optional(one.ends_at))
            for one in document.openings
        ],
    )
    connection.execute(
        "INSERT INTO tokens (rowid, title, words) VALUES (?, ?, ?)",
        [number, " ".join(document.title), " ".join(document.words)],
    )


def _forget(connection: sqlite3.Connection, entry_ids: Collection[int]) -> None:
    ids = [dumps(list(entry_ids))]
    found = connection.execute(
        "SELECT number FROM entry WHERE entry_id IN (SELECT value FROM json_each(?))", ids
    )
    numbers = [dumps([number for (number,) in found])]
    for table, column in (("tokens", "rowid"), ("opening", "number"), ("entry", "number")):
        connection.execute(
            f"DELETE FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))",  # noqa: S608
            numbers,
        )


def number_entry(document: Document) -> int:
    """The number of an entry in the file: municipality, then moment, then id."""
    minutes = min(max(count_moment(document.dated_at) // _MICROSECONDS_OF_MINUTE, 0), _MOST_MINUTES)
    low = document.entry_id % 2**_ID_BITS
    return ((document.municipality << _MINUTE_BITS) + minutes << _ID_BITS) + low


def _read_match(row: Sequence[Any]) -> Match:
    return Match(
        entry_id=row[1],
        kind=row[2],
        municipality=row[3],
        institution=row[4],
        unit=row[5],
        dated_at=read_count(row[6]),
        boost=row[7],
    )


def _count_optional(moment: datetime | None) -> int | None:
    return None if moment is None else count_moment(moment)


def _delete_file(file: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        Path(f"{file}{ending}").unlink(missing_ok=True)
