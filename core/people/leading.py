"""The rights that come with leading an institution, and end with working there."""

from datetime import date, datetime

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from core.access.models import RIGHTS_OF_LEADERS, EditingRight, Right, RightOrigin
from core.people.kinds import STAFF_ROLES, InstitutionKind, Role, Source
from core.people.models import Institution, Membership, Person
from core.people.rights import give_rights, take_rights

LEADS = "Leads the institution, by the roster"
LEFT = "No longer leads the institution, or works there, by the roster"


def keep_rights_of_staff(institution: Institution, *, now: datetime) -> None:
    """After a roster: who leads has what leaders begin with, and who has left has nothing.

    What was given by hand stays as long as somebody works at the institution or in the
    municipality's administration.
    """
    on = timezone.localdate(now)
    leaders = _list_leaders(institution, on=on)
    _end_rights_of_who_left(institution, leaders=set(leaders), now=now)
    people = Person.objects.filter(pk__in=leaders, is_active=True)
    for person in people:
        new = _list_missing(person, institution)
        if new:
            give_rights(
                person,
                institution=institution,
                rights=new,
                given_by=None,
                reason=LEADS,
                now=now,
                ends_on=leaders[person.pk],
                origin=RightOrigin.ROSTER,
            )


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


def _list_leaders(institution: Institution, *, on: date) -> dict[int, date]:
    """Who leads today, with the last day of it."""
    rows = Membership.objects.filter(
        institution=institution,
        group__isnull=True,
        role=Role.LEADER,
        source=Source.ROSTER,
        starts_on__lte=on,
        ends_on__gte=on,
    )
    return dict(rows.values_list("person_id").annotate(last=Max("ends_on")))


def _list_missing(person: Person, institution: Institution) -> list[Right]:
    held = EditingRight.objects.filter(person=person, institution=institution)
    present = set(held.values_list("right", flat=True))
    return [right for right in RIGHTS_OF_LEADERS if right not in present]


def _end_rights_of_who_left(institution: Institution, *, leaders: set[int], now: datetime) -> None:
    on = timezone.localdate(now)
    working = staff_who_count(institution, on=on).values("person")
    rows = EditingRight.objects.filter(institution=institution)
    ended = rows.filter(
        ~Q(person_id__in=working) | Q(origin=RightOrigin.ROSTER) & ~Q(person_id__in=leaders)
    )
    for row in ended.select_related("person"):
        take_rights(
            row.person,
            institution=institution,
            rights=[Right(row.right)],
            taken_by=None,
            reason=LEFT,
            now=now,
        )
