"""PostgreSQL's own index, in a table beside the entries: plain where a cluster is better, and safe.

It answers where there is no Elasticsearch, and while that is away.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from operator import itemgetter
from typing import Any

from django.db import DatabaseError, connection, transaction

from search.analysis.questions import Alternative, QueryWord
from search.engines.contract import (
    MOST_RANKED,
    Document,
    EngineDown,
    Match,
    Matches,
    Wanted,
    Write,
)
from search.engines.locks import hold_lock
from search.engines.titles import put_titles_first

TABLE = "search_words"
BUILDING = "search_words_building"
_COLUMNS = (
    *("entry_id", "version", "lexicon", "kind", "municipality", "institution", "unit"),
    *("dated_at", "boost", "title", "words", "counts"),
)
# The entries' own rows say who finds them: what is taken from somebody is gone at once.
_FIND = """
SELECT w.entry_id, w.kind, w.municipality, w.institution, w.unit, w.dated_at,
w.boost, CASE WHEN row_number() OVER (ORDER BY w.dated_at DESC, w.entry_id DESC) <= {ranked}
THEN w.counts END FROM {table} w WHERE {matches} {more} AND EXISTS (
SELECT 1 FROM search_entryscope es
WHERE es.entry_id = w.entry_id AND es.scope_id = ANY(%(scopes)s)
AND (es.begins_at IS NULL OR es.begins_at <= %(now)s)
AND (es.ends_at IS NULL OR es.ends_at > %(now)s))
ORDER BY w.dated_at DESC, w.entry_id DESC LIMIT %(most)s
"""


class PostgresqlEngine:
    """The index in a table of the portal's own database."""

    name = "postgresql"
    reads_openings = True

    def __init__(self, table: str = TABLE) -> None:
        self.table = table

    def find(self, wanted: Wanted) -> Matches:
        """The entries that are wanted, in one query, or two where they are many."""
        try:
            # A query that fails must not take the caller's transaction with it.
            with transaction.atomic(), connection.cursor() as cursor:
                rows = self._find(cursor, wanted, most=wanted.most + 1)
                rows = put_titles_first(
                    rows,
                    lambda: self._find(cursor, wanted, most=MOST_RANKED, only_titles=True),
                    name=itemgetter(0),
                )
        except DatabaseError as error:
            raise EngineDown(type(error).__name__) from error
        counts = {row[0]: row[-1] for row in rows[:MOST_RANKED]}
        return Matches(found=[_read_match(row) for row in rows], counts=counts)

    def _find(
        self, cursor: Any, wanted: Wanted, *, most: int, only_titles: bool = False
    ) -> list[Any]:
        more, params = _write_filters(wanted)
        column = "title" if only_titles else "words"
        matches = f"w.{column} @@ %(query)s::tsquery"
        params["query"] = " | ".join(
            f"({' & '.join(_write_word(word, only_titles=only_titles) for word in words)})"
            for words in wanted.groups
        )
        params |= {"scopes": sorted(wanted.scopes), "now": wanted.now, "most": most}
        sql = _FIND.format(table=self.table, ranked=MOST_RANKED, matches=matches, more=more)
        cursor.execute(sql, params)
        found: list[Any] = cursor.fetchall()
        return found

    @contextmanager
    def writing(self) -> Iterator[Write]:
        """One transaction, with whatever the caller writes besides."""
        with hold_lock(self.table):
            with connection.cursor() as cursor:
                cursor.execute("SELECT to_regclass(%s) IS NULL", [self.table])
                if cursor.fetchone()[0]:
                    for statement in list_creating(self.table):
                        cursor.execute(statement)
            yield self._write

    def _write(self, documents: Sequence[Document], gone: Collection[int]) -> None:
        ids = [*gone, *(document.entry_id for document in documents)]
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {self.table} WHERE entry_id = ANY(%s)", [ids])  # noqa: S608
            if documents:
                marks = (
                    "("
                    + ", ".join(["%s"] * 9)
                    + ", array_to_tsvector(%s), array_to_tsvector(%s), %s)"
                )
                cursor.executemany(
                    f"INSERT INTO {self.table} ({', '.join(_COLUMNS)}) VALUES {marks}",  # noqa: S608
                    [_list_values(document) for document in documents],
                )

    def iterate_versions(self, *, after: int = 0) -> Iterator[tuple[int, int, int]]:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT entry_id, version, lexicon FROM {self.table} "  # noqa: S608
                "WHERE entry_id > %s ORDER BY entry_id",
                [after],
            )
            yield from cursor.fetchall()

    def is_built(self) -> bool:
        return self.table in connection.introspection.table_names()

    def begin_rebuilding(self) -> "PostgresqlEngine":
        building = PostgresqlEngine(BUILDING)
        with building.writing():
            # The table is made for whoever writes first.
            pass
        return building

    def switch_to_rebuilt(self) -> None:
        with hold_lock(TABLE), connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")
            cursor.execute(f"ALTER TABLE {BUILDING} RENAME TO {TABLE}")

    def clear(self) -> None:
        """Empties the index."""
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {self.table}")  # noqa: S608


def list_creating(table: str) -> list[str]:
    """The statements that make the table; PostgreSQL names its indexes itself."""
    return [
        f"CREATE TABLE {table} (entry_id bigint PRIMARY KEY, version bigint NOT NULL, "
        "lexicon integer NOT NULL, kind varchar(10) NOT NULL, municipality smallint NOT NULL, "
        "institution varchar(6) NOT NULL, unit varchar(20) NOT NULL, "
        "dated_at timestamptz NOT NULL, boost double precision NOT NULL, "
        "title tsvector NOT NULL, words tsvector NOT NULL, counts text NOT NULL)",
        f"CREATE INDEX ON {table} USING gin (title)",
        f"CREATE INDEX ON {table} USING gin (words)",
    ]


def _write_filters(wanted: Wanted) -> tuple[str, dict[str, Any]]:
    parts: list[str] = []
    params: dict[str, Any] = {}
    for column, values in (
        ("kind", wanted.kinds),
        ("institution", wanted.institutions),
        ("municipality", wanted.municipalities),
    ):
        if values:
            parts.append(f"AND w.{column} = ANY(%({column})s) ")
            params[column] = sorted(values)
    if wanted.since is not None:
        parts.append("AND w.dated_at >= %(since)s ")
        params["since"] = wanted.since
    return "".join(parts), params


def _write_word(word: QueryWord, *, only_titles: bool) -> str:
    some = word.list_alternatives(only_titles=only_titles)
    return f"({' | '.join(map(_write_alternative, some))})"


def _write_alternative(alternative: Alternative) -> str:
    if alternative.beginning:
        return f"{_quote(alternative.beginning)}:*"
    return f"({' & '.join(map(_quote, alternative.tokens))})"


def _quote(token: str) -> str:
    doubled = token.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"


def _list_values(document: Document) -> list[Any]:
    return [
        *(document.entry_id, document.version, document.lexicon, document.kind),
        *(document.municipality, document.institution, document.unit, document.dated_at),
        document.boost,
        *(list(document.title), list(document.words), document.counts),
    ]


def _read_match(row: Sequence[Any]) -> Match:
    return Match(
        entry_id=row[0],
        kind=row[1],
        municipality=row[2],
        institution=row[3],
        unit=row[4],
        dated_at=row[5],
        boost=row[6],
    )
