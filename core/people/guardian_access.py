"""What an institution decides itself about an adult and a child: blocks and grants."""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from core.access.models import FOREVER
from core.audit.models import Action
from core.audit.operations import record
from core.people.kinds import Relation, Source
from core.people.models import GuardianBlock, Guardianship, Institution, Person
from core.people.refresh import refresh_access


def block_guardian(
    *,
    guardian: Person,
    child: Person,
    placed_by: Person,
    reason: str,
    now: datetime,
    institution: Institution | None = None,
) -> GuardianBlock:
    """Takes everything from an adult that came through one child, at once and everywhere.

    It stays through every import until it is lifted: by the institution that decided it, or by
    the operator. Blocking again returns the block that is in force.
    """
    with transaction.atomic():
        block, made = GuardianBlock.objects.get_or_create(
            guardian=guardian,
            child=child,
            lifted_at=None,
            defaults={
                "institution": institution,
                "placed_by": placed_by,
                "placed_at": now,
                "reason": reason,
            },
        )
        if made:
            _record(
                block,
                actor=placed_by,
                child_id=child.pk,
                reason=reason,
                now=now,
                institution=institution,
            )
            refresh_access([guardian.pk], on=timezone.localdate(now))
    return block


def lift_block(
    block: GuardianBlock,
    *,
    lifted_by: Person | None,
    reason: str,
    now: datetime,
    institution: Institution | None = None,
) -> None:
    """Ends a block: the adult holds again what rosters and grants give; a lifted one stays so.

    An institution ends only what it decided itself and raises `PermissionDenied` for all else;
    without an institution it is the operator who ends it.
    """
    if institution is not None and block.institution_id != institution.pk:
        raise PermissionDenied
    with transaction.atomic():
        in_force = GuardianBlock.objects.filter(pk=block.pk, lifted_at__isnull=True)
        if in_force.update(lifted_at=now):
            block.lifted_at = now
            _record(
                block,
                actor=lifted_by,
                child_id=block.child_id,
                reason=reason,
                now=now,
                institution=block.institution,
            )
            refresh_access([block.guardian_id], on=timezone.localdate(now))


def grant_guardian_access(
    *,
    guardian: Person,
    child: Person,
    institution: Institution,
    relation: Relation,
    granted_by: Person,
    reason: str,
    now: datetime,
    starts_on: date | None = None,
    ends_on: date = FOREVER,
) -> Guardianship:
    """Lets an adult without custody, as a foster parent, see what guardians see at one place.

    It is the institution's own decision, kept beside what the roster says. Without a first day
    it begins today. Granting again gives the new days.
    """
    today = timezone.localdate(now)
    starts_on = starts_on or today
    if starts_on > ends_on:
        raise ValueError("the last day lies before the first")
    with transaction.atomic():
        grant, _made = Guardianship.objects.update_or_create(
            guardian=guardian,
            child=child,
            institution=institution,
            source=Source.LOCAL,
            defaults={
                "relation": relation,
                "granted_locally": True,
                "starts_on": starts_on,
                "ends_on": ends_on,
            },
        )
        _record(
            grant,
            actor=granted_by,
            child_id=child.pk,
            reason=reason,
            now=now,
            institution=institution,
        )
        refresh_access([guardian.pk], on=today)
    return grant


def withdraw_guardian_access(
    grant: Guardianship, *, withdrawn_by: Person, reason: str, now: datetime
) -> None:
    """Ends a grant at once; one that had not begun before today is deleted."""
    if grant.source != Source.LOCAL:
        raise ValueError("the roster's own rows are changed there")
    today = timezone.localdate(now)
    with transaction.atomic():
        _record(
            grant,
            actor=withdrawn_by,
            child_id=grant.child_id,
            reason=reason,
            now=now,
            institution=grant.institution,
        )
        if grant.starts_on < today:
            grant.ends_on = min(grant.ends_on, today - timedelta(days=1))
            grant.save(update_fields=["ends_on"])
        else:
            Guardianship.objects.filter(pk=grant.pk).delete()
        refresh_access([grant.guardian_id], on=today)


def _record(
    row: GuardianBlock | Guardianship,
    *,
    actor: Person | None,
    child_id: int,
    reason: str,
    now: datetime,
    institution: Institution | None,
) -> None:
    record(
        Action.CHANGE,
        now=now,
        actor_id=actor.pk if actor else None,
        subject_id=child_id,
        object_type=row._meta.label_lower,
        object_id=row.pk,
        institution_key=institution.key if institution else "",
        municipality_code=institution.municipality.code if institution else "",
        reason=reason,
    )
