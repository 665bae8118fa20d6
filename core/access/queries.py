"""May this person see it, may this person edit it: one condition each, inside every query."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection, models
from django.db.models.expressions import Combinable, RawSQL

from core.access.audiences import Audience
from core.access.keys import PUBLIC
from core.access.models import EditingRight, PersonKey, Right, ScopeKey

_MAY_SEE = (
    "EXISTS (SELECT 1 FROM access_scopekey sk WHERE sk.scope_id = {scope} AND (sk.key = %s OR "
    "EXISTS (SELECT 1 FROM access_personkey pk WHERE pk.person_id = %s AND pk.key = sk.key "
    "AND pk.starts_on <= %s AND pk.ends_on >= %s)))"
)


class MaySee(models.Func):
    """True for rows whose scope opens to a person on a day; nobody is `person_id=None`.

    This is the one condition by which anything is shown: pages, files, people and entries.
    A row without a scope is never shown.
    """

    output_field = models.BooleanField()
    conditional = True

    def __init__(self, scope: str | Combinable, *, person_id: int | None, on: date) -> None:
        super().__init__(models.F(scope) if isinstance(scope, str) else scope)
        self.person_id = person_id
        self.on = on

    def as_sql(  # type: ignore[override]
        self, compiler: Any, connection: Any, **extra: Any
    ) -> tuple[str, list[Any]]:
        scope_sql, scope_params = compiler.compile(self.source_expressions[0])
        sql, params = may_see_sql(
            scope_sql, person_id=self.person_id, on=self.on, connection=connection
        )
        return sql, [*scope_params, *params]

    @property
    def identity(self) -> tuple[Any, ...]:
        return (*super().identity, ("person_id", self.person_id), ("on", self.on))


def may_see_sql(
    scope_sql: str, *, person_id: int | None, on: date, connection: Any
) -> tuple[str, list[Any]]:
    """The condition of `MaySee` as SQL and parameters, for the few queries written by hand.

    `scope_sql` is the column with the scope, without parameters of its own.
    """
    day = connection.ops.adapt_datefield_value(on)
    # A person id of 0 belongs to nobody: the inner EXISTS stays false without another query.
    return _MAY_SEE.format(scope=scope_sql), [PUBLIC, person_id or 0, day, day]


_SEEN_SCOPES = (
    "SELECT sk.scope_id FROM access_scopekey sk WHERE sk.key = %s UNION ALL "
    "SELECT sk.scope_id FROM access_personkey pk JOIN access_scopekey sk ON sk.key = pk.key "
    "WHERE pk.person_id = %s AND pk.starts_on <= %s AND pk.ends_on >= %s"
)


def seen_scopes(*, person_id: int | None, on: date) -> RawSQL:
    """The ids of all scopes that open to a person on a day, for `scope_id__in` in long lists.

    The same rows as by `MaySee`, found from the person's keys instead of asked row by row:
    cheaper where many rows are looked at and few are seen.
    """
    day = connection.ops.adapt_datefield_value(on)
    return RawSQL(_SEEN_SCOPES, [PUBLIC, person_id or 0, day, day])  # noqa: S611 - a constant


def keys_of_scope(scope_id: int) -> Audience:
    """The keys that open a scope."""
    keys = ScopeKey.objects.filter(scope_id=scope_id).values_list("key", flat=True)
    return tuple(sorted(keys))


def holders_of(keys: Iterable[str], *, on: date) -> models.QuerySet[PersonKey]:
    """The key rows, in force on the day, of those who hold at least one of the keys."""
    return PersonKey.objects.filter(key__in=list(keys), starts_on__lte=on, ends_on__gte=on)


def count_holders(keys: Iterable[str], *, on: date) -> int:
    """How many people hold at least one of the keys on a day."""
    return holders_of(keys, on=on).values("person_id").distinct().count()


def institutions_where(
    person_id: int, rights: Iterable[Right]
) -> models.QuerySet[EditingRight, Any]:
    """The ids of institutions where a person has one of the rights, for `institution_id__in`."""
    return EditingRight.objects.filter(person_id=person_id, right__in=list(rights)).values(
        "institution_id"
    )


def has_right(person_id: int, right: Right, *, institution_id: int | None) -> bool:
    """Whether a person has a right in an institution; without an institution, nobody has."""
    if institution_id is None:
        return False
    return EditingRight.objects.filter(
        person_id=person_id, right=right, institution_id=institution_id
    ).exists()
