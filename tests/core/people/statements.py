"""What a piece of code asks of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


@contextmanager
def record_statements() -> Iterator[list[str]]:
    """The SQL of everything that is run inside, as a list that grows."""
    statements: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        statements.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield statements


def list_writes(statements: list[str]) -> list[str]:
    """Those of the statements that write."""
    return [sql for sql in statements if sql.lstrip().upper().startswith(WRITES)]


def read_tables() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    tables = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            tables[table] = sorted(cursor.fetchall(), key=repr)
    return tables
