"""Queries that Django compiles once: for requests in which compiling costs more than asking."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Expression, Model, QuerySet
from django.db.models.query import get_related_populators

Row = TypeVar("Row")

# Each number of values in a list is a query of its own, and kept for as long as the process runs.
MOST_LISTED = 32


class _Slot(Expression):
    """The place of a value that is only known when the query is asked."""

    def __init__(self, name: str, number: int = 0) -> None:
        super().__init__()
        self.name, self.number = name, number

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


class CompiledQuery(Generic[Row]):
    """A queryset whose SQL is kept, by the database and the lengths of the lists among its values.

    `write` makes the queryset, of models or of `values_list`, from values by name. It may put them
    into filters as they are, and must not look at them. Values are those that the columns hold:
    numbers, texts, days and moments. Compare lists with columns of their own, `place__pk__in`, as
    Django reads them itself where `place__in` names a model.
    """

    def __init__(self, write: Callable[..., QuerySet[Any, Row]]) -> None:
        self._write = write
        self._kept: dict[tuple[Any, ...], _Compiled] = {}

    def ask(self, **values: Any) -> list[Row]:
        """The rows, as the queryset would have them, in one query."""
        lengths = {name: len(value) for name, value in values.items() if _is_list(value)}
        if any(not 0 < length <= MOST_LISTED for length in lengths.values()):
            return list(self._write(**values))
        key = (connection.vendor, *sorted(lengths.items()))
        compiled = self._kept.get(key)
        if compiled is None:
            compiled = self._kept[key] = _compile(self._write(**_put_slots(values)))
        return compiled.ask(values)


@dataclass(frozen=True, kw_only=True)
class _Compiled:
    sql: str
    params: tuple[Any, ...]
    converters: dict[int, Any]
    build: Callable[[list[Any]], Any]

    def ask(self, values: dict[str, Any]) -> list[Any]:
        given = {
            name: list(value) if _is_list(value) else [value] for name, value in values.items()
        }
        params = [
            _adapt(given[param.name][param.number]) if isinstance(param, _Slot) else param
            for param in self.params
        ]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            rows = cursor.fetchall()
        return [self._read(list(row)) for row in rows]

    def _read(self, row: list[Any]) -> Any:
        for place, (converters, expression) in self.converters.items():
            for convert in converters:
                row[place] = convert(row[place], expression, connection)
        return self.build(row)


def _is_list(value: Any) -> bool:
    return isinstance(value, Collection) and not isinstance(value, str)


def _put_slots(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: [_Slot(name, number) for number in range(len(value))]
        if _is_list(value)
        else _Slot(name)
        for name, value in values.items()
    }


def _adapt(value: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _compile(rows: QuerySet[Any, Any]) -> _Compiled:
    compiler = rows.query.get_compiler(connection.alias)
    sql, params = compiler.as_sql()
    return _Compiled(
        sql=sql,
        params=tuple(params),
        converters=compiler.get_converters([column for column, *_ in compiler.select]),
        build=_find_builder(compiler),
    )


def _find_builder(compiler: Any) -> Callable[[list[Any]], Any]:
    """What makes a model with those selected beside it of a row, as Django's `ModelIterable`."""
    if not compiler.query.default_cols:
        return tuple
    made_of = compiler.klass_info
    model: type[Model] = made_of["model"]
    places = made_of["select_fields"]
    start, end = places[0], places[-1] + 1
    names = [column.target.attname for column, *_ in compiler.select[start:end]]
    # The stubs know only how a later Django has it.
    alias = connection.alias
    related = get_related_populators(made_of, compiler.select, alias)  # type: ignore[call-arg]

    def build(row: list[Any]) -> Model:
        found = model.from_db(alias, names, row[start:end])
        for populator in related:
            populator.populate(row, found)
        return found

    return build
