"""What an office decides about its groups, each with its line in the log."""

from datetime import date

from django.db import transaction

from core.access.models import FOREVER
from core.audit.models import Action
from core.people.kinds import Role
from core.people.local_groups import (
    add_local_member,
    add_local_membership,
    create_local_group,
    end_local_group,
    end_local_membership,
    rename_local_group,
)
from core.people.models import Group, Membership, Person
from core.people.office.entrance import Office
from core.people.office.queries import Stay


@transaction.atomic
def open_group(office: Office, *, name: str, ends_on: date | None) -> Group:
    """Makes a group of the office's institution."""
    group = create_local_group(
        institution=office.institution, name=name, ends_on=ends_on or FOREVER
    )
    _record_group(office, group)
    return group


@transaction.atomic
def rename_group(office: Office, group: Group, *, name: str) -> None:
    """Gives a group another name."""
    rename_local_group(group, name=name)
    _record_group(office, group)


@transaction.atomic
def close_group(office: Office, group: Group) -> None:
    """Ends a group and every membership of it."""
    _record_group(office, group)
    end_local_group(group, now=office.viewer.now)


@transaction.atomic
def admit_member(
    office: Office, group: Group, person: Person, *, starts_on: date, ends_on: date | None
) -> Membership:
    """Lets a person belong to a group."""
    membership = add_local_member(
        person=person,
        group=group,
        starts_on=starts_on,
        ends_on=ends_on or FOREVER,
        now=office.viewer.now,
    )
    _record_membership(office, membership)
    return membership


@transaction.atomic
def invite_substitute(
    office: Office, person: Person, *, role: Role, group: Group | None, days: tuple[date, date]
) -> None:
    """Lets somebody work here from one day to another, and in a class if one is given."""
    named = {"person": person, "role": role, "starts_on": days[0], "ends_on": days[1]}
    now = office.viewer.now
    made = [add_local_membership(institution=office.institution, now=now, **named)]  # type: ignore[arg-type]
    if group is not None:
        made.append(add_local_member(group=group, now=now, **named))  # type: ignore[arg-type]
    for membership in made:
        _record_membership(office, membership)


@transaction.atomic
def dismiss(office: Office, membership: Membership) -> None:
    """Ends a membership from today."""
    _record_membership(office, membership)
    end_local_membership(membership, now=office.viewer.now)


@transaction.atomic
def end_stay(office: Office, stay: Stay) -> None:
    """Ends a substitute's memberships from today."""
    for membership in stay.memberships:
        dismiss(office, membership)


def _record_group(office: Office, group: Group) -> None:
    office.record(
        Action.CHANGE, object_type=Group._meta.label_lower, object_id=group.pk, subject_id=None
    )


def _record_membership(office: Office, membership: Membership) -> None:
    office.record(
        Action.CHANGE,
        object_type=Membership._meta.label_lower,
        object_id=membership.pk,
        subject_id=membership.person_id,
    )
