"""Reading what an office looks after: groups, substitutes, blocks, grants and a child's adults."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from core.access.models import ALWAYS, FOREVER, OFFICE_RIGHTS
from core.access.queries import institutions_where
from core.people.guardianships import guardianships_in_force
from core.people.kinds import CHILD_ROLES, STAFF_ROLES, GroupKind, Source
from core.people.models import Group, GuardianBlock, Guardianship, Institution, Membership, Person
from core.people.office.names import name_order


@dataclass(frozen=True, kw_only=True)
class Adult:
    """An adult around a child, as one institution knows them and as blocks say."""

    person: Person
    relation: str = ""
    custody: bool = False
    grant: Guardianship | None = None
    block: GuardianBlock | None = None
    # An institution knows of, and lifts, only what it decided itself.
    blocked_here: bool = False


@dataclass(frozen=True, kw_only=True)
class Stay:
    """The days on which somebody works at an institution, and in which classes."""

    person: Person
    role: str
    places: list[str]
    starts_on: date
    ends_on: date
    memberships: list[Membership]


def institutions_with_office(person_id: int) -> list[Institution]:
    """The institutions whose office a person may open, by name."""
    found = Institution.objects.filter(pk__in=institutions_where(person_id, OFFICE_RIGHTS))
    return sorted(found.select_related("municipality"), key=lambda item: name_order(item.name))


def list_groups(institution: Institution, *, on: date) -> list[Any]:
    """The groups that an institution keeps itself, each with `members` counted today."""
    current = Q(memberships__starts_on__lte=on, memberships__ends_on__gte=on)
    groups = _local_groups(institution, on=on).annotate(
        members=Count("memberships__person", filter=current, distinct=True)
    )
    return sorted(groups, key=lambda group: name_order(group.name))


def find_group(institution: Institution, group_id: int, *, on: date) -> Group | None:
    """A group that the institution keeps itself and that has not ended."""
    return _local_groups(institution, on=on).filter(pk=group_id).first()


def list_classes(institution: Institution, *, on: date) -> QuerySet[Group]:
    """The classes or rooms of an institution."""
    return Group.objects.filter(
        institution=institution, kind=GroupKind.MAIN, starts_on__lte=on, ends_on__gte=on
    ).order_by("name", "pk")


def list_members(group: Group, *, on: date) -> list[Membership]:
    """Who belongs to a group or will, by name."""
    rows = Membership.objects.filter(group=group, ends_on__gte=on).select_related("person")
    return sorted(rows, key=lambda row: name_order(row.person.get_full_name()))


def list_stays(institution: Institution, *, on: date) -> list[Stay]:
    """Whom the institution itself lets work here, or in a class of its own, for some days."""
    rows = Membership.objects.filter(
        institution=institution, source=Source.LOCAL, role__in=STAFF_ROLES, ends_on__gte=on
    ).exclude(group__kind=GroupKind.LOCAL)
    stays: dict[int, list[Membership]] = {}
    for row in rows.select_related("person", "group").order_by("starts_on", "pk"):
        stays.setdefault(row.person_id, []).append(row)
    found = [_make_stay(memberships) for memberships in stays.values()]
    return sorted(found, key=lambda stay: (stay.ends_on, stay.person.pk))


def find_colleague(institution: Institution, unilogin: str) -> Person | None:
    """Somebody who works or has worked in the municipality, by the whole UNI-Login."""
    worked = Membership.objects.filter(
        person_id=OuterRef("pk"),
        role__in=STAFF_ROLES,
        institution__municipality_id=institution.municipality_id,
    )
    return Person.objects.filter(Exists(worked), unilogin__iexact=unilogin, is_active=True).first()


def list_blocks(institution: Institution, *, on: date) -> QuerySet[GuardianBlock]:
    """The blocks in force for children of an institution, wherever they were decided."""
    return (
        GuardianBlock.objects.filter(
            lifted_at=None, child__in=children_of_place(institution, on=on)
        )
        .select_related("guardian", "child")
        .order_by("-placed_at", "-pk")
    )


def list_grants(institution: Institution, *, on: date) -> QuerySet[Guardianship]:
    """The access that an institution gives adults without custody, now or later."""
    return (
        Guardianship.objects.filter(
            institution=institution, source=Source.LOCAL, granted_locally=True, ends_on__gte=on
        )
        .select_related("guardian", "child")
        .order_by("ends_on", "pk")
    )


def children_of_place(institution: Institution, *, on: date) -> QuerySet[Person]:
    """The pupils or children of an institution on a day."""
    rows = _belonging(institution, on=on).filter(role__in=CHILD_ROLES, person_id=OuterRef("pk"))
    return Person.objects.filter(Exists(rows))


def possible_members(institution: Institution, *, on: date) -> QuerySet[Person]:
    """Who may become a member of a group: who belongs here, and parents who may see anything."""
    return Person.objects.filter(
        Q(Exists(_belonging(institution, on=on).filter(person_id=OuterRef("pk"))))
        | Q(Exists(_acting_guardians(institution, on=on).filter(guardian_id=OuterRef("pk")))),
        is_active=True,
    )


def adults_of_place(institution: Institution, *, on: date) -> QuerySet[Person]:
    """The same people without pupils and children."""
    children = children_of_place(institution, on=on)
    return possible_members(institution, on=on).exclude(pk__in=children.values("pk"))


def list_adults(child: Person, institution: Institution, *, on: date) -> list[Adult]:
    """The adults whom an institution knows of a child, and everybody who is blocked, by name."""
    known: dict[int, list[Guardianship]] = {}
    people: dict[int, Person] = {}
    rows = Guardianship.objects.filter(child=child, institution=institution, ends_on__gte=on)
    for row in rows.select_related("guardian").order_by("-source", "pk"):
        known.setdefault(row.guardian_id, []).append(row)
        people[row.guardian_id] = row.guardian
    blocks = {}
    for block in _blocks_of(child):
        blocks[block.guardian_id] = block
        people[block.guardian_id] = block.guardian
    adults = [
        _make_adult(person, known.get(pk, []), blocks.get(pk), institution, on=on)
        for pk, person in people.items()
    ]
    return sorted(adults, key=lambda adult: name_order(adult.person.get_full_name()))


def other_children_of(adult: Person, child: Person, institution: Institution, *, on: date) -> Any:
    """The other children of an adult at the same institution."""
    cares = Guardianship.objects.filter(
        guardian=adult, institution=institution, starts_on__lte=on, ends_on__gte=on
    )
    others = children_of_place(institution, on=on).filter(pk__in=cares.values("child"))
    return others.exclude(pk=child.pk).order_by("first_name", "pk")


def groups_of(adult: Person, institution: Institution, *, on: date) -> QuerySet[Group]:
    """The institution's own groups that an adult belongs to, which a block leaves alone."""
    rows = Membership.objects.filter(person=adult, ends_on__gte=on)
    return _local_groups(institution, on=on).filter(pk__in=rows.values("group")).order_by("name")


def show_day(day: date) -> date | None:
    """A day that people chose; none for those that stand for always and for ever."""
    return None if day in {ALWAYS, FOREVER} else day


def _make_adult(
    person: Person,
    rows: list[Guardianship],
    block: GuardianBlock | None,
    institution: Institution,
    *,
    on: date,
) -> Adult:
    grants = [row for row in rows if row.source == Source.LOCAL and row.granted_locally]
    return Adult(
        person=person,
        relation=rows[0].get_relation_display() if rows else "",
        custody=any(row.custody and row.starts_on <= on for row in rows),
        grant=grants[0] if grants else None,
        block=block,
        blocked_here=block is not None and block.institution_id == institution.pk,
    )


def _make_stay(memberships: list[Membership]) -> Stay:
    first = memberships[0]
    places = [row.group.name for row in memberships if row.group is not None]
    return Stay(
        person=first.person,
        role=first.get_role_display(),
        places=list(dict.fromkeys(places)),
        starts_on=min(row.starts_on for row in memberships),
        ends_on=max(row.ends_on for row in memberships),
        memberships=memberships,
    )


def _blocks_of(child: Person) -> QuerySet[GuardianBlock]:
    in_force = GuardianBlock.objects.filter(child=child, lifted_at=None)
    return in_force.select_related("guardian", "placed_by", "institution__municipality")


def _local_groups(institution: Institution, *, on: date) -> QuerySet[Group]:
    return Group.objects.filter(institution=institution, source=Source.LOCAL, ends_on__gte=on)


def _belonging(institution: Institution, *, on: date) -> QuerySet[Membership]:
    return Membership.objects.filter(institution=institution, starts_on__lte=on, ends_on__gte=on)


def _acting_guardians(institution: Institution, *, on: date) -> QuerySet[Guardianship]:
    children = _belonging(institution, on=on).filter(role__in=CHILD_ROLES)
    return guardianships_in_force(on=on).filter(
        institution=institution, child_id__in=children.values("person")
    )
