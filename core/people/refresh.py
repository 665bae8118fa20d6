"""Bringing keys and visibility in step after memberships or guardianships changed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from core.access.batches import iterate_batches
from core.access.models import PersonKey
from core.access.operations import replace_holdings, replace_person_scopes
from core.people.guardianships import guardianships_not_over
from core.people.holdings import Belonging, Care, Place, hold_keys
from core.people.kinds import CHILD_ROLES
from core.people.models import Guardianship, Membership, Person
from core.people.visibility import audiences_of_person

BATCH = 300
_COLUMNS = (
    "person_id",
    "institution_id",
    "institution__key",
    "institution__kind",
    "institution__municipality__code",
    "group_id",
    "group__starts_on",
    "group__ends_on",
    "role",
    "starts_on",
    "ends_on",
)


@dataclass(kw_only=True)
class _Facts:
    """What the rows say of some people, without what had ended."""

    belongings: dict[int, list[Belonging]] = field(default_factory=lambda: defaultdict(list))
    cares: dict[int, list[Care]] = field(default_factory=lambda: defaultdict(list))


def refresh_access(person_ids: Iterable[int], *, on: date) -> int:
    """Writes anew what the given people hold and who sees them, and returns changed rows.

    Children bring their guardians along. What ended before the day leaves no trace: no key, and
    nobody who sees the person by it. Everybody who writes memberships, guardianships or blocks
    calls this in the same transaction.
    """
    children = set(person_ids)
    everyone = sorted(children | set(_guardians_of(children)))
    return sum(_refresh(batch, on=on) for batch in iterate_batches(everyone, size=BATCH))


def refresh_ended_access(*, on: date) -> int:
    """Clears away what has ended by itself, and returns changed rows; for once a day.

    A key stops opening on its last day without this. But who left a group by a date that was
    known beforehand stays visible to its members until then.
    """
    ended = PersonKey.objects.filter(ends_on__lt=on).order_by("person_id")
    return refresh_access(ended.values_list("person_id", flat=True).distinct(), on=on)


def _refresh(person_ids: list[int], *, on: date) -> int:
    people = Person.objects.filter(pk__in=person_ids).only("protected", "is_active")
    facts = _read_facts(person_ids, on=on)
    holdings = {}
    audiences = {}
    for person in people:
        belongings, cares = facts.belongings[person.pk], facts.cares[person.pk]
        holdings[person.pk] = (
            hold_keys(person.pk, belongings=belongings, cares=cares) if person.is_active else []
        )
        audiences[person.pk] = audiences_of_person(
            protected=person.protected,
            belongings=belongings,
            child_belongings=[item for care in cares for item in care.child_belongings],
        )
    return replace_holdings(holdings) + replace_person_scopes(audiences)


def _read_facts(person_ids: list[int], *, on: date) -> _Facts:
    facts = _Facts()
    rows = guardianships_not_over(on=on).filter(guardian_id__in=person_ids)
    cares = list(rows.select_related("child").order_by("pk"))
    children = {care.child_id for care in cares}
    of_children: dict[tuple[int, int], list[Belonging]] = defaultdict(list)
    for person_id, institution_id, belonging in _read_belongings({*person_ids, *children}, on=on):
        facts.belongings[person_id].append(belonging)
        if belonging.role in CHILD_ROLES:
            of_children[person_id, institution_id].append(belonging)
    for care in cares:
        facts.cares[care.guardian_id].append(
            Care(
                child_birth_date=care.child.birth_date,
                starts_on=care.starts_on,
                ends_on=care.ends_on,
                child_belongings=tuple(of_children[care.child_id, care.institution_id]),
            )
        )
    return facts


def _guardians_of(children: Iterable[int]) -> Iterator[int]:
    for batch in iterate_batches(sorted(children), size=BATCH):
        yield from Guardianship.objects.filter(child_id__in=batch).values_list(
            "guardian_id", flat=True
        )


def _read_belongings(
    person_ids: Iterable[int], *, on: date
) -> Iterator[tuple[int, int, Belonging]]:
    """Ids of person and institution, with what the person belongs to there."""
    for batch in iterate_batches(sorted(person_ids), size=BATCH):
        rows = Membership.objects.filter(person_id__in=batch, ends_on__gte=on)
        in_force = rows.filter(Q(group=None) | Q(group__ends_on__gte=on)).order_by("pk")
        for row in in_force.values_list(*_COLUMNS, named=True):
            yield row.person_id, row.institution_id, _make_belonging(row)


def _make_belonging(row: Any) -> Belonging:
    starts_on, ends_on = row.starts_on, row.ends_on
    if row.group_id is not None:
        starts_on = max(starts_on, row.group__starts_on)
        ends_on = min(ends_on, row.group__ends_on)
    place = Place(
        municipality_code=row.institution__municipality__code,
        institution_key=row.institution__key,
        institution_kind=row.institution__kind,
        group_id=row.group_id,
    )
    return Belonging(place=place, role=row.role, starts_on=starts_on, ends_on=ends_on)
