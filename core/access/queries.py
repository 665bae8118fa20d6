"""May this person see it, may this person edit it: one condition each, inside every query."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from django.db import connection, models
from django.db.models.expressions import Combinable
from django.utils import timezone

from core.access.audiences import Audience
from core.access.keys import PUBLIC
from core.access.models import FOREVER, EditingRight, Right, RightOrigin, ScopeKey

# Either lets a person open an institution's pages and files in the editor.
OPEN_EDITOR = frozenset({Right.EDIT, Right.PUBLISH})

_MAY_SEE = (
    "EXISTS (SELECT 1 FROM access_scopekey sk WHERE sk.scope_id = {scope} AND (sk.key = {public} "
    "OR EXISTS (SELECT 1 FROM access_personkey pk WHERE pk.person_id = {person} "
    "AND pk.key = sk.key AND pk.starts_on <= {day} AND pk.ends_on >= {day})))"
)
_NAMED = {"public": "%(public)s", "person": "%(person)s", "day": "%(day)s"}


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
        named = name_viewer(person_id=self.person_id, on=self.on, connection=connection)
        sql = _MAY_SEE.format(scope=scope_sql, public="%s", person="%s", day="%s")
        params = [named["public"], named["person"], named["day"], named["day"]]
        return sql, [*scope_params, *params]

    @property
    def identity(self) -> tuple[Any, ...]:
        return (*super().identity, ("person_id", self.person_id), ("on", self.on))


def may_see_sql(scope_sql: str) -> str:
    """The condition of `MaySee` for the few queries written by hand, with `name_viewer`'s names.

    `scope_sql` is the column with the scope, without parameters of its own.
    """
    return _MAY_SEE.format(scope=scope_sql, **_NAMED)


# The ids of all scopes that open to a viewer: the same rows as by `MaySee`, found from the
# person's keys instead of asked row by row. Cheaper where many rows are looked at and few seen.
SEEN_SCOPES_SQL = (
    "SELECT sk.scope_id FROM access_scopekey sk WHERE sk.key = %(public)s UNION ALL "
    "SELECT sk.scope_id FROM access_personkey pk JOIN access_scopekey sk ON sk.key = pk.key "
    "WHERE pk.person_id = %(person)s AND pk.starts_on <= %(day)s AND pk.ends_on >= %(day)s"
)


def name_viewer(*, person_id: int | None, on: date, connection: Any) -> dict[str, Any]:
    """The parameters of `may_see_sql` and `SEEN_SCOPES_SQL`: who asks, and on which day."""
    # A person id of 0 belongs to nobody: nothing but what is public is found.
    day = connection.ops.adapt_datefield_value(on)
    return {"public": PUBLIC, "person": person_id or 0, "day": day}


def read_moment(value: datetime | str) -> datetime:
    """A moment from a query by hand: SQLite has them in UTC unsaid, as text where it made them."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def keys_of_scope(scope_id: int) -> Audience:
    """The keys that open a scope."""
    keys = ScopeKey.objects.filter(scope_id=scope_id).values_list("key", flat=True)
    return tuple(sorted(keys))


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
        "SELECT wanted.number, COUNT(DISTINCT pk.person_id) FROM wanted "
        "JOIN access_personkey pk ON pk.key = wanted.opening "
        "WHERE pk.starts_on <= %s AND pk.ends_on >= %s GROUP BY wanted.number"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*(key for _, key in pairs), day, day])
        counts = dict(cursor.fetchall())
    return [counts.get(number, 0) for number in range(len(audiences))]


def rights_in_force(rights: Iterable[Right] | None = None) -> models.QuerySet[EditingRight, Any]:
    """The rows that give one of the rights today, or any at all; every reading of rights is here.

    Who may write also publishes, unless the institution wants to approve first.
    """
    # Wagtail asks its policies without a moment.
    rows = EditingRight.objects.filter(ends_on__gte=timezone.localdate())
    if rights is None:
        return rows
    wanted = set(rights)
    given = models.Q(right__in=wanted)
    if Right.PUBLISH in wanted:
        given |= models.Q(right=Right.EDIT, institution__needs_approval=False)
    return rows.filter(given)


def institutions_where(
    person_id: int, rights: Iterable[Right]
) -> models.QuerySet[EditingRight, Any]:
    """The ids of institutions where a person has one of the rights, for `institution_id__in`."""
    return rights_in_force(rights).filter(person_id=person_id).values("institution_id")


@dataclass(frozen=True, kw_only=True)
class EditorRights:
    """The editing rights of one person, as pairs of institution id and right."""

    pairs: frozenset[tuple[int, str]] = frozenset()

    def has(self, right: Right, institution_id: int | None) -> bool:
        """Whether the person has a right in an institution; without an institution, nobody has."""
        return institution_id is not None and (institution_id, right.value) in self.pairs

    def held_in(self, institution_id: int | None) -> frozenset[Right]:
        """The rights in an institution."""
        return frozenset(right for right in Right if self.has(right, institution_id))

    def may_write(self, institution_id: int | None) -> bool:
        """Whether the person opens an institution's pages in the editor."""
        return any(self.has(right, institution_id) for right in OPEN_EDITOR)

    def institutions_with(self, rights: Collection[Right]) -> frozenset[int]:
        """The ids of the institutions where the person has one of the rights."""
        return frozenset(pk for pk, right in self.pairs if right in rights)

    @cached_property
    def institutions(self) -> frozenset[int]:
        """The ids of the institutions whose pages the person opens in the editor."""
        return self.institutions_with(OPEN_EDITOR)


def read_rights(person_id: int, *, among: Collection[Right] | None = None) -> EditorRights:
    """The rights of a person everywhere, all of them or `among` some, in one query."""
    rows = rights_in_force(among).filter(person_id=person_id)
    found = rows.values_list("institution_id", "right", "institution__needs_approval")
    pairs = set()
    for institution_id, right, needs_approval in found:
        pairs.add((institution_id, right))
        if right == Right.EDIT and not needs_approval:
            pairs.add((institution_id, str(Right.PUBLISH.value)))
    if among is not None:
        pairs = {pair for pair in pairs if pair[1] in among}
    return EditorRights(pairs=frozenset(pairs))


def has_right(person_id: int, right: Right, *, institution_id: int | None) -> bool:
    """Whether a person has a right in an institution, for who asks once and of one right."""
    if institution_id is None:
        return False
    return institutions_where(person_id, [right]).filter(institution_id=institution_id).exists()


@dataclass(frozen=True, kw_only=True)
class RightHolder:
    """Somebody with rights in an institution, by the name that everybody sees."""

    person_id: int
    unilogin: str
    name: str
    rights: tuple[Right, ...]
    # Of those that end by themselves, the last day of each; and those that come with leading.
    ends_on: Mapping[str, date]
    by_roster: frozenset[str]
    may_sign_in: bool


def list_right_holders(institution_id: int) -> list[RightHolder]:
    """Who has which rights in an institution, by UNI-Login, in one query."""
    rows = rights_in_force().filter(institution_id=institution_id).select_related("person")
    held: dict[Any, dict[str, EditingRight]] = defaultdict(dict)
    for row in rows:
        held[row.person][row.right] = row
    holders = [
        RightHolder(
            person_id=person.pk,
            unilogin=person.get_username(),
            name=person.get_full_name(),
            rights=tuple(right for right in Right if right in rows_of),
            ends_on={right: row.ends_on for right, row in rows_of.items() if row.ends_on < FOREVER},
            by_roster=frozenset(
                right for right, row in rows_of.items() if row.origin == RightOrigin.ROSTER
            ),
            may_sign_in=person.is_active,
        )
        for person, rows_of in held.items()
    ]
    return sorted(holders, key=lambda holder: holder.unilogin)
