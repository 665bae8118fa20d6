"""Who works at an institution and who leads it, by the roster, and what leaders are without."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Min, Q, QuerySet

from core.access.models import RIGHTS_OF_LEADERS, EditingRight, Right, RightOrigin
from core.people.kinds import STAFF_ROLES, InstitutionKind, Role, Source
from core.people.models import Institution, Membership, Person


@dataclass(frozen=True, kw_only=True)
class Leading:
    """From which day and through which day somebody leads."""

    since: date
    until: date


@dataclass(frozen=True, kw_only=True)
class LostRight:
    """A right that a leader had; without a day if somebody has taken it back."""

    right: Right
    ended_on: date | None


@dataclass(frozen=True, kw_only=True)
class Leader:
    """Somebody who leads today and is without some of what leaders begin with."""

    person: Person
    leading: Leading
    lost: tuple[LostRight, ...]


def staff_who_count(institution: Institution, *, on: date) -> QuerySet[Membership]:
    """The memberships by which somebody may have rights in an institution."""
    working = Membership.objects.filter(
        role__in=STAFF_ROLES, starts_on__lte=on, ends_on__gte=on, group__isnull=True
    )
    administration = Q(
        institution__municipality_id=institution.municipality_id,
        institution__kind=InstitutionKind.ADMINISTRATION,
    )
    return working.filter(Q(institution=institution) | administration)


def colleagues_at(institution: Institution, *, on: date) -> QuerySet[Person]:
    """Those who may have rights in an institution and may sign in."""
    working = staff_who_count(institution, on=on).values("person")
    return Person.objects.filter(pk__in=working, is_active=True)


def list_leaders(institution: Institution, *, on: date) -> dict[int, Leading]:
    """Who leads on a day, by the ids of the people."""
    rows = _leading_memberships(institution, on=on).values("person_id")
    found = rows.annotate(since=Min("starts_on"), until=Max("ends_on"))
    return {row["person_id"]: Leading(since=row["since"], until=row["until"]) for row in found}


def leads(person: Person, institution: Institution, *, on: date) -> bool:
    """Whether a person leads an institution on a day."""
    return _leading_memberships(institution, on=on).filter(person=person).exists()


def list_leaders_without(institution: Institution, *, on: date) -> list[Leader]:
    """The leaders who are without rights that they had while leading, in two queries."""
    leaders = list_leaders(institution, on=on)
    rows = EditingRight.objects.filter(
        institution=institution,
        person_id__in=leaders,
        person__is_active=True,
        right__in=RIGHTS_OF_LEADERS,
        ends_on__lt=on,
    )
    lost: dict[Person, dict[str, EditingRight]] = defaultdict(dict)
    for row in rows.select_related("person").order_by("person_id"):
        if is_lost(row, leaders[row.person_id]):
            lost[row.person][row.right] = row
    return [
        Leader(person=person, leading=leaders[person.pk], lost=_order_lost(rows_of))
        for person, rows_of in lost.items()
    ]


def is_lost(row: EditingRight, leading: Leading) -> bool:
    """Whether a right that has ended did so while its holder led: somebody wanted it so."""
    return row.origin == RightOrigin.TAKEN or row.ends_on >= leading.since


def _order_lost(rows: Mapping[str, EditingRight]) -> tuple[LostRight, ...]:
    return tuple(
        LostRight(
            right=right,
            ended_on=None if rows[right].origin == RightOrigin.TAKEN else rows[right].ends_on,
        )
        for right in RIGHTS_OF_LEADERS
        if right in rows
    )


def _leading_memberships(institution: Institution, *, on: date) -> QuerySet[Membership]:
    return Membership.objects.filter(
        institution=institution,
        group__isnull=True,
        role=Role.LEADER,
        source=Source.ROSTER,
        starts_on__lte=on,
        ends_on__gte=on,
    )
