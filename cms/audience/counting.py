"""How many people hold an audience."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db import connection

from core.access.models import PersonKey


def count_readers(audiences: Sequence[Collection[str]], *, on: date) -> list[int]:
    """How many different people hold each audience on a day, in one query for all of them.

    By hand, because the ORM has no join with a list of values: it would ask once for each.
    """
    pairs = [(number, key) for number, keys in enumerate(audiences) for key in set(keys)]
    if not pairs:
        return [0] * len(audiences)
    values = ", ".join(f"({number}, %s)" for number, _ in pairs)
    day = connection.ops.adapt_datefield_value(on)
    sql = (
        f"WITH wanted (number, opening) AS (VALUES {values}) "  # noqa: S608 - numbers of our own
        f"SELECT wanted.number, COUNT(DISTINCT pk.person_id) FROM wanted "
        f"JOIN {PersonKey._meta.db_table} pk ON pk.key = wanted.opening "
        "WHERE pk.starts_on <= %s AND pk.ends_on >= %s GROUP BY wanted.number"
    )
    params: list[Any] = [*(key for _, key in pairs), day, day]
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        counts = dict(cursor.fetchall())
    return [counts.get(number, 0) for number in range(len(audiences))]
