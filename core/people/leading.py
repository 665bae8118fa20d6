"""The rights that come with leading an institution, and end with working there."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from core.access.models import RIGHTS_OF_LEADERS, EditingRight, Right, RightOrigin
from core.access.operations import forget_rights
from core.people.leaders import Leading, is_lost, list_leaders, staff_who_count
from core.people.models import Institution, Person
from core.people.rights import give_rights, take_rights

LEADS = "Leads the institution, by the roster"
LEFT = "No longer leads the institution, or works there, by the roster"


def keep_rights_of_staff(institution: Institution, *, now: datetime) -> None:
    """After a roster: who begins to lead has what leaders begin with, and who has left nothing.

    What somebody has taken from a leader by hand stays taken, and what has ended on its last day
    while the person led stays ended; the institution's office shows both and gives them again.
    Who stops leading and comes back begins anew. What was given by hand stays as long as somebody
    works at the institution or in the municipality's administration.
    """
    leaders = list_leaders(institution, on=timezone.localdate(now))
    _forget_what_has_ended(institution, leaders=set(leaders), now=now)
    _end_rights_of_who_left(institution, leaders=set(leaders), now=now)
    for person in Person.objects.filter(pk__in=leaders, is_active=True):
        leading = leaders[person.pk]
        new = _list_missing(person, institution, leading=leading, now=now)
        if new:
            give_rights(
                person,
                institution=institution,
                rights=new,
                given_by=None,
                reason=LEADS,
                now=now,
                ends_on=leading.until,
                origin=RightOrigin.ROSTER,
            )


def _list_missing(
    person: Person, institution: Institution, *, leading: Leading, now: datetime
) -> list[Right]:
    """What a leader neither has nor has lost while leading."""
    on = timezone.localdate(now)
    rows = EditingRight.objects.filter(person=person, institution=institution)
    settled = {row.right for row in rows if row.ends_on >= on or is_lost(row, leading)}
    return [right for right in RIGHTS_OF_LEADERS if right not in settled]


def _forget_what_has_ended(institution: Institution, *, leaders: set[int], now: datetime) -> None:
    """Keeps of ended rights only what says why a leader is without."""
    on = timezone.localdate(now)
    working = staff_who_count(institution, on=on).values("person")
    ended = EditingRight.objects.filter(institution=institution, ends_on__lt=on)
    over = ended.filter(
        ~Q(person_id__in=working) | ~Q(origin=RightOrigin.GIVEN) & ~Q(person_id__in=leaders)
    )
    forget_rights(over.values_list("pk", flat=True))


def _end_rights_of_who_left(institution: Institution, *, leaders: set[int], now: datetime) -> None:
    on = timezone.localdate(now)
    working = staff_who_count(institution, on=on).values("person")
    rows = EditingRight.objects.filter(institution=institution, ends_on__gte=on)
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
