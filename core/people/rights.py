"""Rights to edit and to look after people: given, taken and read, each with a line in the log."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from core.access.models import FOREVER, RIGHTS_OF_LEADERS, EditingRight, Right, RightOrigin
from core.access.operations import grant_rights, mark_rights_taken, withdraw_rights
from core.access.queries import RightHolder, list_right_holders
from core.audit.models import Action
from core.audit.operations import record
from core.people.leaders import leads
from core.people.models import Institution, Person
from core.people.right_changes import APPROVAL, write_given, write_taken


class LastAdministrator(Exception):
    """Nobody else who may sign in would give rights without a last day; nothing has changed."""


class RightsDiffer(Exception):
    """Somebody else has changed the rights meanwhile; nothing has changed. `held` is what is."""

    def __init__(self, held: Mapping[Right, date]) -> None:
        super().__init__()
        self.held = held


@transaction.atomic
def give_rights(
    person: Person,
    *,
    institution: Institution,
    rights: Iterable[Right],
    given_by: Person | None,
    reason: str,
    now: datetime,
    ends_on: date = FOREVER,
    origin: RightOrigin = RightOrigin.GIVEN,
) -> list[Right]:
    """Gives a person rights in an institution and returns those that are new or end otherwise.

    `ends_on` is the last day of them. Raises `ValueError` for somebody who may no longer sign in.
    """
    if not person.is_active:
        raise ValueError("who may not sign in is given no rights")
    held = read_held(person, institution, on=timezone.localdate(now))
    new = [right for right in Right if right in set(rights) and held.get(right) != ends_on]
    if new:
        grant_rights(
            person_id=person.pk,
            institution_id=institution.pk,
            rights=new,
            ends_on=ends_on,
            origin=origin,
        )
    for right in new:
        says = write_given(right, ends_on=ends_on, reason=reason)
        _record_change(institution, person=person, actor=given_by, reason=says, now=now)
    return new


@transaction.atomic
def take_rights(
    person: Person,
    *,
    institution: Institution,
    rights: Iterable[Right],
    taken_by: Person | None,
    reason: str,
    now: datetime,
) -> list[Right]:
    """Ends rights of a person in an institution at once and returns those that the person had.

    Of who leads the institution it is kept, so that the next roster does not give them again.
    """
    on, wanted = timezone.localdate(now), set(rights)
    held = read_held(person, institution, on=on)
    ended = [right for right in Right if right in held and right in wanted]
    kept = [right for right in ended if right in RIGHTS_OF_LEADERS]
    if kept and leads(person, institution, on=on):
        mark_rights_taken(
            person_id=person.pk,
            institution_id=institution.pk,
            rights=kept,
            last_day=on - timedelta(days=1),
        )
    else:
        kept = []
    gone = [right for right in ended if right not in kept]
    if gone:
        withdraw_rights(person_id=person.pk, institution_id=institution.pk, rights=gone)
    for right in ended:
        says = write_taken(right, reason=reason)
        _record_change(institution, person=person, actor=taken_by, reason=says, now=now)
    return ended


@transaction.atomic
def change_rights(
    person: Person,
    *,
    institution: Institution,
    wanted: Mapping[Right, date],
    among: Collection[Right],
    seen: Mapping[Right, date],
    changed_by: Person,
    reason: str,
    now: datetime,
) -> list[Right]:
    """Makes a person's rights, `among` some, the wanted ones, and returns those that differ.

    `wanted` and `seen` say through which day; `seen` is what the person had when this was
    decided. Raises `RightsDiffer` if that is no longer so, and `LastAdministrator`.
    """
    on = timezone.localdate(now)
    others = _others_administer(institution, person=person)
    held = {
        right: day for right, day in read_held(person, institution, on=on).items() if right in among
    }
    if held != dict(seen):
        raise RightsDiffer(held)
    if person.is_active and not others and _gives_up_administering(held, wanted):
        raise LastAdministrator
    taken = take_rights(
        person,
        institution=institution,
        rights=[right for right in held if right not in wanted],
        taken_by=changed_by,
        reason=reason,
        now=now,
    )
    given = [
        give_rights(
            person,
            institution=institution,
            rights=[right for right in wanted if wanted[right] == day],
            given_by=changed_by,
            reason=reason,
            now=now,
            ends_on=day,
        )
        for day in sorted(set(wanted.values()))
    ]
    return [*taken, *(right for rights in given for right in rights)]


@transaction.atomic
def choose_approval(
    institution: Institution, *, needs_approval: bool, chosen_by: Person, now: datetime
) -> bool:
    """Lets writers ask before they publish, or no longer, and returns whether that is new."""
    rows = Institution.objects.filter(pk=institution.pk, needs_approval=not needs_approval)
    is_new = bool(rows.update(needs_approval=needs_approval))
    if is_new:
        record(
            Action.CHANGE,
            now=now,
            actor_id=chosen_by.pk,
            object_type=Institution._meta.label_lower,
            object_id=institution.pk,
            municipality_code=institution.municipality.code,
            institution_key=institution.key,
            reason=APPROVAL[needs_approval],
        )
    return is_new


def read_right_holders(
    institution: Institution, *, reader: Person | None, reason: str, now: datetime
) -> list[RightHolder]:
    """Who holds which rights in an institution; the reading is logged before it is answered."""
    _record(Action.OPEN, institution, person=None, actor=reader, reason=reason, now=now)
    return list_right_holders(institution.pk)


def read_held(person: Person, institution: Institution, *, on: date) -> dict[Right, date]:
    """The rights that a person has in an institution on a day, with the last day of each."""
    rows = EditingRight.objects.filter(person=person, institution=institution, ends_on__gte=on)
    return {Right(right): ends_on for right, ends_on in rows.values_list("right", "ends_on")}


def _others_administer(institution: Institution, *, person: Person) -> bool:
    """Whether somebody else who may sign in gives rights without a last day."""
    rows = EditingRight.objects.filter(
        institution=institution, right=Right.ADMINISTER, ends_on=FOREVER
    )
    # Two administrators who take each other's rights at once wait for each other here.
    held = rows.select_for_update(of=("self",)).select_related("person").order_by("pk")
    return any(row.person.is_active and row.person_id != person.pk for row in held)


def _gives_up_administering(held: Mapping[Right, date], wanted: Mapping[Right, date]) -> bool:
    """Whether the right to give rights is taken, or ends sooner than before."""
    before, after = held.get(Right.ADMINISTER), wanted.get(Right.ADMINISTER)
    return before is not None and (after is None or after < before)


def _record_change(
    institution: Institution, *, person: Person, actor: Person | None, reason: str, now: datetime
) -> None:
    _record(Action.CHANGE, institution, person=person, actor=actor, reason=reason, now=now)


def _record(
    action: Action,
    institution: Institution,
    *,
    person: Person | None,
    actor: Person | None,
    reason: str,
    now: datetime,
) -> None:
    record(
        action,
        now=now,
        actor_id=actor.pk if actor else None,
        subject_id=person.pk if person else None,
        object_type=EditingRight._meta.label_lower,
        object_id=person.pk if person else "",
        municipality_code=institution.municipality.code,
        institution_key=institution.key,
        reason=reason,
    )
