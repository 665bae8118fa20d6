"""Writing keys, scopes and editing rights."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.db.models import Exists, ForeignObjectRel, OuterRef
from django.db.models.expressions import Combinable

from core.access.audiences import Audience, digest_audience, make_audience
from core.access.batches import BATCH, iterate_batches
from core.access.keys import check_key, split_key
from core.access.models import (
    ALWAYS,
    FOREVER,
    EditingRight,
    PersonKey,
    PersonScope,
    Right,
    RightOrigin,
    Scope,
    ScopeKey,
)


@dataclass(frozen=True, kw_only=True, order=True)
class Holding:
    """A key held from one day to another, both included."""

    key: str
    starts_on: date = ALWAYS
    ends_on: date = FOREVER


def find_shared_scope(audience: Audience) -> Scope:
    """The scope of an audience, shared by all leaves that have the same one."""
    audience = make_audience(audience)
    digest = digest_audience(audience)
    scope = _hold_shared_scope(digest)
    if scope is None:
        with transaction.atomic():
            scope, made = Scope.objects.get_or_create(digest=digest)
            if made:
                ScopeKey.objects.bulk_create([ScopeKey(scope=scope, key=key) for key in audience])
    return scope


def remove_unused_scopes() -> int:
    """Deletes shared scopes that nothing carries any more and returns how many.

    Whatever points to a scope carries it, in this app and in those above, but for its own keys.
    """
    unused = Scope.objects.filter(*_carried_by_nothing(), digest__isnull=False)
    removed, last = 0, 0
    while True:
        with transaction.atomic():
            # Locked first and asked again: who has found one in the meantime keeps it.
            locked = unused.filter(pk__gt=last).order_by("pk").select_for_update(skip_locked=True)
            pks = list(locked.values_list("pk", flat=True)[:BATCH])
            still_unused = list(unused.filter(pk__in=pks).values_list("pk", flat=True))
            Scope.objects.filter(pk__in=still_unused).delete()
        if not pks:
            return removed
        removed, last = removed + len(still_unused), pks[-1]


def create_owned_scope(audience: Audience) -> Scope:
    """A scope of its own for a page that may have pages below."""
    audience = make_audience(audience)
    with transaction.atomic():
        scope = Scope.objects.create()
        ScopeKey.objects.bulk_create([ScopeKey(scope=scope, key=key) for key in audience])
    return scope


def rewrite_owned_scope(scope_id: int, audience: Audience) -> int:
    """Gives an owned scope another audience and returns how many key rows were written."""
    wanted = set(make_audience(audience))
    with transaction.atomic():
        scope = Scope.objects.select_for_update().get(pk=scope_id)
        if scope.digest is not None:
            raise ValueError("a shared scope keeps its audience")
        present = set(ScopeKey.objects.filter(scope=scope).values_list("key", flat=True))
        ended = present - wanted
        if ended:
            ScopeKey.objects.filter(scope=scope, key__in=ended).delete()
        ScopeKey.objects.bulk_create(
            [ScopeKey(scope=scope, key=key) for key in sorted(wanted - present)]
        )
    return len(ended) + len(wanted - present)


def replace_holdings(holdings: Mapping[int, Iterable[Holding]]) -> int:
    """Makes the given people hold exactly these keys and returns how many rows changed.

    `holdings` maps a person's id to what the person holds; an empty value ends everything.
    Overlapping holdings of one key are joined. Rows that stay as they are are not touched.
    """
    wanted = {
        (person_id, item.key, item.starts_on, item.ends_on)
        for person_id, items in holdings.items()
        for item in join_holdings(items)
    }
    with transaction.atomic():
        present: dict[tuple[int, str, date, date], int] = {}
        for people in iterate_batches(list(holdings)):
            rows = PersonKey.objects.filter(person_id__in=people).values_list(
                "person_id", "key", "starts_on", "ends_on", "pk"
            )
            present |= {row[:4]: row[4] for row in rows}
        ended = [pk for row, pk in present.items() if row not in wanted]
        for pks in iterate_batches(ended):
            PersonKey.objects.filter(pk__in=pks).delete()
        added = sorted(wanted - present.keys())
        PersonKey.objects.bulk_create(
            [
                PersonKey(
                    person_id=person_id,
                    key=key,
                    unit=split_key(key)[0],
                    starts_on=start,
                    ends_on=end,
                )
                for person_id, key, start, end in added
            ],
            batch_size=BATCH,
        )
    return len(ended) + len(added)


def join_holdings(holdings: Iterable[Holding]) -> list[Holding]:
    """The same holdings with overlapping or touching days of one key as one, empty ones left out.

    Raises `InvalidKey` for a text that is not a key.
    """
    by_key: dict[str, list[Holding]] = defaultdict(list)
    for item in holdings:
        if item.starts_on <= item.ends_on:
            by_key[check_key(item.key)].append(item)
    return [joined for key in sorted(by_key) for joined in _join_days(sorted(by_key[key]))]


def _join_days(items: list[Holding]) -> list[Holding]:
    joined: list[Holding] = []
    for item in items:
        last = joined[-1] if joined else None
        if last and item.starts_on.toordinal() <= last.ends_on.toordinal() + 1:
            joined[-1] = Holding(
                key=item.key,
                starts_on=last.starts_on,
                ends_on=max(last.ends_on, item.ends_on),
            )
        else:
            joined.append(item)
    return joined


def replace_person_scopes(audiences: Mapping[int, Iterable[Audience]]) -> int:
    """Lets the given people be seen by exactly these audiences and returns how many rows changed.

    `audiences` maps a person's id to audiences; an empty value hides the person.
    """
    scopes: dict[Audience, int] = {}
    wanted: set[tuple[int, int]] = set()
    with transaction.atomic():
        for person_id, items in audiences.items():
            for audience in items:
                if audience not in scopes:
                    scopes[audience] = find_shared_scope(audience).pk
                wanted.add((person_id, scopes[audience]))
        present: dict[tuple[int, int], int] = {}
        for people in iterate_batches(list(audiences)):
            rows = PersonScope.objects.filter(person_id__in=people)
            present |= {row[:2]: row[2] for row in rows.values_list("person_id", "scope_id", "pk")}
        ended = [pk for row, pk in present.items() if row not in wanted]
        for pks in iterate_batches(ended):
            PersonScope.objects.filter(pk__in=pks).delete()
        added = sorted(wanted - present.keys())
        PersonScope.objects.bulk_create(
            [PersonScope(person_id=person_id, scope_id=scope_id) for person_id, scope_id in added],
            batch_size=BATCH,
        )
    return len(ended) + len(added)


def grant_rights(
    *,
    person_id: int,
    institution_id: int,
    rights: Iterable[Right],
    ends_on: date = FOREVER,
    origin: RightOrigin = RightOrigin.GIVEN,
) -> None:
    """Lets a person edit in an institution through a day; a right the person has gets that day."""
    EditingRight.objects.bulk_create(
        [
            EditingRight(
                person_id=person_id,
                institution_id=institution_id,
                right=right,
                ends_on=ends_on,
                origin=origin,
            )
            for right in rights
        ],
        update_conflicts=True,
        unique_fields=["person", "institution", "right"],
        update_fields=["ends_on", "origin"],
    )


def withdraw_rights(*, person_id: int, institution_id: int, rights: Iterable[Right]) -> None:
    """Ends rights of a person in an institution at once."""
    EditingRight.objects.filter(
        person_id=person_id, institution_id=institution_id, right__in=list(rights)
    ).delete()


def mark_rights_taken(
    *, person_id: int, institution_id: int, rights: Iterable[Right], last_day: date
) -> None:
    """Ends rights of a person in an institution and keeps that they were taken.

    `last_day` has passed: the rights are gone at once.
    """
    rows = EditingRight.objects.filter(
        person_id=person_id, institution_id=institution_id, right__in=list(rights)
    )
    rows.update(ends_on=last_day, origin=RightOrigin.TAKEN)


def forget_rights(ids: Iterable[int]) -> None:
    """Deletes rows of rights that have ended."""
    for batch in iterate_batches(ids):
        EditingRight.objects.filter(pk__in=batch).delete()


def _hold_shared_scope(digest: str) -> Scope | None:
    """The shared scope, held until the transaction ends against being removed as unused."""
    hold = " FOR KEY SHARE" if connection.vendor == "postgresql" else ""
    query = f"SELECT * FROM access_scope WHERE digest = %s{hold}"  # noqa: S608 - of two constants
    return next(iter(Scope.objects.raw(query, [digest])), None)


def _carried_by_nothing() -> list[Combinable]:
    pointing = [
        relation
        for relation in Scope._meta.get_fields(include_hidden=True)
        if isinstance(relation, ForeignObjectRel) and relation.related_model is not ScopeKey
    ]
    return [
        ~Exists(
            relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
        )
        for relation in pointing
    ]
