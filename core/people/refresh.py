"""Bringing keys and visibility in step after memberships or guardianships changed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Q

from core.access.operations import replace_holdings, replace_person_scopes
from core.people.holdings import Belonging, Care, Place, hold_keys
from core.people.kinds import CHILD_ROLES
from core.people.models import GuardianBlock, Guardianship, Membership, Person
from core.people.visibility import audiences_of_person

BATCH = 300


@dataclass(kw_only=True)
class _Facts:
    """What the rows say of some people."""

    belongings: dict[int, list[Belonging]] = field(default_factory=lambda: defaultdict(list))
    cares: dict[int, list[Care]] = field(default_factory=lambda: defaultdict(list))


def refresh_access(person_ids: Iterable[int]) -> int:
    """Writes anew what the given people hold and who sees them, and returns changed rows.

    Children bring their guardians along. Everybody who writes memberships, guardianships or
    blocks calls this in the same transaction.
    """
    children = set(person_ids)
    everyone = sorted(children | set(_guardians_of(children)))
    return sum(_refresh(batch) for batch in _batches(everyone))


def _refresh(person_ids: list[int]) -> int:
    people = Person.objects.filter(pk__in=person_ids)
    facts = _read_facts(person_ids)
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


def _read_facts(person_ids: list[int]) -> _Facts:
    facts = _Facts()
    cares = list(_guardianships_in_force(person_ids))
    children = {care.child_id for care in cares}
    of_children: dict[tuple[int, int], list[Belonging]] = defaultdict(list)
    for row in _memberships({*person_ids, *children}):
        belonging = _make_belonging(row)
        facts.belongings[row.person_id].append(belonging)
        if row.role in CHILD_ROLES:
            of_children[row.person_id, row.institution_id].append(belonging)
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
    for batch in _batches(sorted(children)):
        yield from Guardianship.objects.filter(child_id__in=batch).values_list(
            "guardian_id", flat=True
        )


def _guardianships_in_force(guardian_ids: list[int]) -> Iterator[Guardianship]:
    blocked = set(
        GuardianBlock.objects.filter(
            guardian_id__in=guardian_ids, lifted_at__isnull=True
        ).values_list("guardian_id", "child_id")
    )
    rows = Guardianship.objects.filter(guardian_id__in=guardian_ids).filter(
        Q(custody=True) | Q(granted_locally=True)
    )
    for row in rows.select_related("child").order_by("pk"):
        if (row.guardian_id, row.child_id) not in blocked:
            yield row


def _memberships(person_ids: Iterable[int]) -> Iterator[Membership]:
    for batch in _batches(sorted(person_ids)):
        yield from (
            Membership.objects.filter(person_id__in=batch)
            .select_related("institution__municipality", "group")
            .order_by("pk")
        )


def _make_belonging(row: Membership) -> Belonging:
    ends_on = row.ends_on if row.group is None else min(row.ends_on, row.group.ends_on)
    starts_on = row.starts_on if row.group is None else max(row.starts_on, row.group.starts_on)
    return Belonging(
        place=Place(
            municipality_code=row.institution.municipality.code,
            institution_key=row.institution.key,
            institution_kind=row.institution.kind,
            group_id=row.group_id,
        ),
        role=row.role,
        starts_on=starts_on,
        ends_on=ends_on,
    )


def _batches(items: list[int]) -> Iterator[list[int]]:
    return (items[start : start + BATCH] for start in range(0, len(items), BATCH))
