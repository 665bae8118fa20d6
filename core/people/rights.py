"""Rights to edit and to look after people: given, taken and read, each with a line in the log."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from core.access.models import FOREVER, EditingRight, Right, RightOrigin
from core.access.operations import grant_rights, withdraw_rights
from core.access.queries import RightHolder, list_right_holders
from core.audit.models import Action
from core.audit.operations import record
from core.people.models import Institution, Person


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
    held = _rights_of(person, institution)
    new = [right for right in Right if right in set(rights) and held.get(right) != ends_on]
    if new:
        grant_rights(
            person_id=person.pk,
            institution_id=institution.pk,
            rights=new,
            ends_on=ends_on,
            origin=origin,
        )
        _record(Action.CHANGE, institution, person=person, actor=given_by, reason=reason, now=now)
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
    """Ends rights of a person in an institution at once and returns those that the person had."""
    held, wanted = _rights_of(person, institution), set(rights)
    ended = [right for right in Right if right in held and right in wanted]
    if ended:
        withdraw_rights(person_id=person.pk, institution_id=institution.pk, rights=ended)
        _record(Action.CHANGE, institution, person=person, actor=taken_by, reason=reason, now=now)
    return ended


def read_right_holders(
    institution: Institution, *, reader: Person | None, reason: str, now: datetime
) -> list[RightHolder]:
    """Who holds which rights in an institution; the reading is logged before it is answered."""
    _record(Action.OPEN, institution, person=None, actor=reader, reason=reason, now=now)
    return list_right_holders(institution.pk)


def _rights_of(person: Person, institution: Institution) -> dict[Right, date]:
    """The rights of a person, ended ones too, with the last day of each."""
    rows = EditingRight.objects.filter(person=person, institution=institution)
    return {Right(right): ends_on for right, ends_on in rows.values_list("right", "ends_on")}


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
