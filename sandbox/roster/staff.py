"""Gives each institution of the demo its staff, the cast's first."""

from collections.abc import Iterable, Iterator, Mapping
from math import ceil

from sandbox.roster.cast import CAST, Job
from sandbox.roster.groups import InstitutionGroups
from sandbox.roster.people import PeopleInventor
from sandbox.roster.records import (
    CREATED_BY_HAND,
    Employee,
    Extern,
    InstitutionPerson,
    Person,
)
from sandbox.roster.world import MainGroup

_TEACHERS_A_CLASS = 0.55

_OFFICES = (
    (("Leder",), "Forvaltningschef"),
    (("Konsulent",), "Pædagogisk konsulent"),
    (("Konsulent",), "Skolekonsulent"),
    (("TAP",), "Administrativ medarbejder"),
)


class StaffPlanner:
    """Adds staff to the lists of people that a municipality's roster is made of."""

    def __init__(
        self,
        groups: Mapping[str, InstitutionGroups],
        people: Mapping[str, list[InstitutionPerson]],
        inventor: PeopleInventor,
        cast: Mapping[str, Person],
    ) -> None:
        self._groups = groups
        self._people = people
        self._inventor = inventor
        self._cast = cast

    def place_staff(self) -> None:
        for key, member in CAST.items():
            for job in member.jobs:
                if job.institution in self._groups:
                    self._place_cast_member(self._cast[key], job)
        for key, groups in self._groups.items():
            match groups.institution.kind:
                case "administration":
                    self._employ_all(key, _OFFICES)
                case "school":
                    self._staff_school(key)
                case "sfo":
                    self._staff_sfo(key)
                case "daycare":
                    self._staff_daycare(key)

    def _place_cast_member(self, person: Person, job: Job) -> None:
        groups = self._groups[job.institution]
        mains = [groups.find_main_group(name) for name in job.groups]
        self._employ(job.institution, (job.role,), job.occupation, mains=mains, person=person)

    def _staff_school(self, key: str) -> None:
        self._employ_all(key, ((("Leder",), "Skoleleder"), (("TAP",), "Skolesekretær")))
        classes = self._groups[key].institution.main_groups
        self._employ(key, ("Ledelse", "Lærer"), "Pædagogisk leder", mains=classes[-1:])
        teaching = dict(self._groups[key].teaching_groups)
        for mains in _share_classes(classes):
            levels = {main.level for main in mains}
            taught = [name for name, level in teaching.items() if level in levels]
            self._employ(key, ("Lærer",), "Lærer", mains=mains, others=taught)
            teaching = {name: level for name, level in teaching.items() if name not in taught}
        self._employ(key, ("Vikar",), "Vikar", by_hand=True)
        self._add(key, self._invent(key), self._make_extern(key, "Praktikant", classes[:1]))
        self._add(key, self._invent(key), self._make_extern(key, "Ekstern", ()))

    def _staff_sfo(self, key: str) -> None:
        """Staff an after-school care; one of its pedagogues also works in the school."""
        sfo = self._groups[key]
        group_names = [item.name for item in sfo.institution.sfo_groups]
        self._employ(key, ("Leder",), "SFO-leder", others=group_names)
        for _ in range(2):
            self._employ(key, ("Pædagog",), "Pædagog", others=group_names)
        shared = self._people[key][-1].person
        school = sfo.institution.parent
        first = self._groups[school].institution.main_groups[:1]
        self._employ(school, ("Pædagog",), "Pædagog", mains=first, person=shared)

    def _staff_daycare(self, key: str) -> None:
        self._employ_all(key, ((("Leder",), "Daginstitutionsleder"), (("TAP",), "Køkkenansvarlig")))
        for room in self._groups[key].institution.main_groups:
            self._employ(key, ("Pædagog",), "Pædagog", mains=[room])

    def _employ_all(self, key: str, posts: Iterable[tuple[tuple[str, ...], str]]) -> None:
        """Fill each post, unless the cast has somebody in it."""
        for roles, occupation in posts:
            parts = (item.part for item in self._people[key])
            held = {part.roles for part in parts if isinstance(part, Employee)}
            if roles == ("Konsulent",) or roles not in held:
                self._employ(key, roles, occupation)

    def _employ(
        self,
        key: str,
        roles: tuple[str, ...],
        occupation: str,
        *,
        mains: Iterable[MainGroup] = (),
        others: Iterable[str] = (),
        person: Person | None = None,
        by_hand: bool = False,
    ) -> None:
        someone = person or self._invent(key)
        groups = self._groups[key]
        part = Employee(
            roles=roles,
            short_name=(someone.first_name[:1] + someone.family_name[:2]).upper(),
            occupation=occupation,
            group_ids=groups.list_staff_ids(mains) + tuple(groups.ids[name] for name in others),
        )
        self._add(key, someone, part, by_hand=by_hand)

    def _make_extern(self, key: str, role: str, mains: Iterable[MainGroup]) -> Extern:
        return Extern(role=role, group_ids=self._groups[key].list_staff_ids(mains))

    def _invent(self, key: str) -> Person:
        return self._inventor.invent_employee(domain=self._groups[key].institution.domain)

    def _add(
        self, key: str, person: Person, part: Employee | Extern, *, by_hand: bool = False
    ) -> None:
        people = self._people[key]
        made = InstitutionPerson(person=person, part=part, local_id=f"p-{len(people) + 1}")
        if by_hand:
            made = InstitutionPerson(person=person, part=part, source=CREATED_BY_HAND)
        people.append(made)


def _share_classes(classes: tuple[MainGroup, ...]) -> Iterator[list[MainGroup]]:
    """Yield each teacher's classes, so that every class has a teacher and most have two."""
    teachers = ceil(len(classes) * _TEACHERS_A_CLASS)
    for number in range(teachers):
        first = number * len(classes) // teachers
        last = (number + 1) * len(classes) // teachers
        yield list(classes[first : last + 1])
