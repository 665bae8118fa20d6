"""Who holds which key, worked out from the rows one by one, in plain Python.

It knows nothing of `holdings` or `refresh`, whose work it is held against.
"""

from dataclasses import dataclass
from datetime import date

from core.people.models import GuardianBlock, Guardianship, Membership, Person

HOLDERS = {
    "pupil": ("pupil",),
    "child": ("pupil",),
    "pedagogical": ("staff", "pedagogical"),
    "leader": ("staff", "leader"),
    "administrative": ("staff", "administrative"),
    "external": ("external",),
    "member": ("member",),
}

Key = tuple[int, str]


@dataclass(frozen=True, kw_only=True)
class Rows:
    """All rows that decide who holds what."""

    people: list[Person]
    memberships: list[Membership]
    cares: list[Guardianship]
    blocked: set[tuple[int, int]]


def read_rows() -> Rows:
    return Rows(
        people=list(Person.objects.all()),
        memberships=list(Membership.objects.select_related("institution__municipality", "group")),
        cares=list(Guardianship.objects.select_related("child")),
        blocked={
            (row.guardian_id, row.child_id)
            for row in GuardianBlock.objects.all()
            if not row.lifted_at
        },
    )


def work_out_keys(rows: Rows, on: date) -> set[Key]:
    """Who holds which key on a day, from the rows alone."""
    memberships = [
        row
        for row in rows.memberships
        if row.starts_on <= on <= row.ends_on
        and (row.group is None or row.group.starts_on <= on <= row.group.ends_on)
    ]
    keys: set[Key] = set()
    for row in memberships:
        for holder in HOLDERS[row.role]:
            keys |= {(row.person_id, f"{unit}/{holder}") for unit in name_units(row)}
    for care in list_cares(rows, on):
        for row in memberships:
            if (
                row.person_id == care.child_id
                and row.institution_id == care.institution_id
                and row.role in ("pupil", "child")
            ):
                keys |= {(care.guardian_id, f"{unit}/guardian") for unit in name_units(row)}
    active = {row.pk for row in rows.people if row.is_active}
    keys |= {(pk, f"p{pk}") for pk in active}
    return {(person_id, key) for person_id, key in keys if person_id in active}


def list_cares(rows: Rows, on: date) -> list[Guardianship]:
    """The guardianships by which an adult acts for a child on a day."""
    return [
        row
        for row in rows.cares
        if (row.custody or row.granted_locally)
        and row.starts_on <= on <= row.ends_on
        and (row.guardian_id, row.child_id) not in rows.blocked
        and is_minor(row.child.birth_date, on)
    ]


def name_units(row: Membership) -> list[str]:
    if row.group_id:
        return [f"g{row.group_id}"]
    code = row.institution.municipality.code
    return [row.institution.key, code, f"{code}.{row.institution.kind}"]


def is_minor(born: date | None, on: date) -> bool:
    if born is None:
        return True
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return age < 18
