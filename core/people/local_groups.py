"""Groups and memberships that an institution keeps itself: imports never touch them."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from core.access.models import ALWAYS, FOREVER
from core.people.kinds import GroupKind, Role, Source
from core.people.models import Group, Institution, Membership, Person
from core.people.refresh import refresh_access
from core.people.signals import local_groups_changed


class NotLocal(ValueError):
    """The row comes from the roster, and can only be changed there."""


def create_local_group(
    *, institution: Institution, name: str, starts_on: date = ALWAYS, ends_on: date = FOREVER
) -> Group:
    """Makes a group that no roster has, such as the school board."""
    _require_days(starts_on, ends_on)
    with transaction.atomic():
        group = Group.objects.create(
            institution=institution,
            source=Source.LOCAL,
            kind=GroupKind.LOCAL,
            name=name,
            starts_on=starts_on,
            ends_on=ends_on,
        )
        _announce(institution.pk)
    return group


def rename_local_group(group: Group, *, name: str) -> None:
    """Gives a group another name; its page is called so too, at the address it has."""
    _require_local(group)
    with transaction.atomic():
        group.name = name
        group.save(update_fields=["name"])
        _announce(group.institution_id)


def end_local_group(group: Group, *, now: datetime) -> None:
    """Ends a group at once: from today nobody belongs to it."""
    _require_local(group)
    today = timezone.localdate(now)
    yesterday = today - timedelta(days=1)
    with transaction.atomic():
        group.starts_on = min(group.starts_on, yesterday)
        group.ends_on = min(group.ends_on, yesterday)
        group.save(update_fields=["starts_on", "ends_on"])
        members = Membership.objects.filter(group=group).values_list("person_id", flat=True)
        _settle(members, group.institution_id, today)


def add_local_member(
    *,
    person: Person,
    group: Group,
    role: Role = Role.MEMBER,
    starts_on: date = ALWAYS,
    ends_on: date = FOREVER,
    now: datetime,
) -> Membership:
    """Lets a person belong to a group, from day to day; the group may be one of the roster's.

    Adding the same membership again gives it the new last day.
    """
    return _add(
        person=person,
        institution=group.institution,
        group=group,
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
        now=now,
    )


def add_local_membership(
    *,
    person: Person,
    institution: Institution,
    role: Role,
    starts_on: date = ALWAYS,
    ends_on: date = FOREVER,
    now: datetime,
) -> Membership:
    """Lets a person belong to an institution, such as a substitute for a week."""
    return _add(
        person=person,
        institution=institution,
        group=None,
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
        now=now,
    )


def end_local_membership(membership: Membership, *, now: datetime) -> None:
    """Ends a local membership at once; one that had not begun before today is deleted."""
    _require_local(membership)
    today = timezone.localdate(now)
    yesterday = today - timedelta(days=1)
    with transaction.atomic():
        if membership.starts_on < today:
            membership.ends_on = min(membership.ends_on, yesterday)
            membership.save(update_fields=["ends_on"])
        else:
            Membership.objects.filter(pk=membership.pk).delete()
        _settle([membership.person_id], membership.institution_id, today)


def _add(
    *,
    person: Person,
    institution: Institution,
    group: Group | None,
    role: Role,
    starts_on: date,
    ends_on: date,
    now: datetime,
) -> Membership:
    _require_days(starts_on, ends_on)
    if role == Role.GUARDIAN:
        # It would give guardians' keys that neither custody nor a block could take away.
        raise ValueError("a guardian belongs to a place through a child only")
    with transaction.atomic():
        membership, _made = Membership.objects.update_or_create(
            person=person,
            institution=institution,
            group=group,
            role=role,
            source=Source.LOCAL,
            starts_on=starts_on,
            defaults={"ends_on": ends_on},
        )
        _settle([person.pk], institution.pk, timezone.localdate(now))
    return membership


def _settle(person_ids: Iterable[int], institution_id: int, today: date) -> None:
    refresh_access(person_ids, on=today)
    _announce(institution_id)


def _announce(institution_id: int) -> None:
    local_groups_changed.send(sender=Group, institution_ids=[institution_id])


def _require_local(row: Group | Membership) -> None:
    if row.source != Source.LOCAL:
        raise NotLocal("the row comes from the roster")


def _require_days(starts_on: date, ends_on: date) -> None:
    if starts_on > ends_on:
        raise ValueError("the last day lies before the first")
