"""Queries asked as somebody made up, who holds keys that stand in no row."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection

from core.access.keys import check_key, split_key
from core.access.models import ALWAYS, FOREVER, PersonKey
from core.access.viewer import Viewer

# Nobody's id: no right, no child and no other row is this person's.
_NOBODY = -1
_TABLE = PersonKey._meta.db_table
_COLUMNS = "id, person_id, key, unit, starts_on, ends_on"


@contextmanager
def pose(keys: Iterable[str], *, now: datetime) -> Iterator[Viewer]:
    """A viewer who holds exactly the keys, in every query that is asked within.

    Nothing is written: each query that reads the table of keys gets the made-up rows beside the
    real ones, under the table's name. So what is shown is asked as for anybody.
    """
    with_rows = _name_rows([check_key(key) for key in sorted(set(keys))])

    def ask(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        return execute(_add(with_rows, sql) if _TABLE in sql else sql, *more)

    with connection.execute_wrapper(ask):
        yield Viewer(person_id=_NOBODY, now=now)


def _name_rows(keys: Iterable[str]) -> str:
    # SQLite takes the table's own name within for the one that is being named.
    real = f"main.{_TABLE}" if connection.vendor == "sqlite" else _TABLE
    rows = [
        f"SELECT {_NOBODY}, {_NOBODY}, '{key}', '{split_key(key)[0]}', '{ALWAYS}', '{FOREVER}'"
        for key in keys
    ]
    union = " UNION ALL ".join([f"SELECT {_COLUMNS} FROM {real}", *rows])  # noqa: S608 - checked keys
    return f"WITH {_TABLE} ({_COLUMNS}) AS NOT MATERIALIZED ({union})"


def _add(with_rows: str, sql: str) -> str:
    if sql.startswith("WITH "):
        return f"{with_rows}, {sql.removeprefix('WITH ')}"
    return f"{with_rows} {sql}" if sql.startswith("SELECT") else sql
