"""Fills the demo's two municipalities with the cast and with invented people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from sandbox.roster.cast import CAST
from sandbox.roster.cast_families import FAMILY_OF_CAST, RELATIONS_OF_CAST
from sandbox.roster.groups import InstitutionGroups
from sandbox.roster.people import Family, FamilyForm, PeopleInventor, list_cast, protect_person
from sandbox.roster.records import (
    ContactPerson,
    Employee,
    ExportDates,
    InstitutionPerson,
    InstitutionRoster,
    Person,
    Student,
)
from sandbox.roster.staff import StaffPlanner
from sandbox.roster.world import MUNICIPALITIES, Institution, MainGroup, list_institutions

_CLASS_SIZE = 4
_LARGER = {("998101", "3.B"): 8, ("998101", "3.A"): 6, ("998101", "7.A"): 5, ("999101", "M1"): 3}
_SFO_SHARE = 0.7
_GERMAN_SHARE = 0.6
_SIBLINGS = {1: 42, 2: 42, 3: 16}
_SAME_INSTITUTION_SHARE = 0.8


@dataclass(frozen=True, kw_only=True)
class Seat:
    """An open place in a class or room."""

    institution: Institution
    main: MainGroup


@dataclass(frozen=True, kw_only=True)
class FamilyPlan:
    """A family that every demo has, whatever the seed; `seats` are institution and group."""

    seats: tuple[tuple[str, str], ...]
    form: FamilyForm
    teacher_at: str = ""
    protected: bool = False
    alias: str = ""


_PLANS = {
    "998": (
        # Guardians in two schools, and at two addresses.
        FamilyPlan(seats=(("998101", "5.A"), ("998102", "1.A")), form="apart"),
        # A teacher who is a guardian at her own school.
        FamilyPlan(seats=(("998102", "2.A"),), form="together", teacher_at="998102"),
        # Protected without an alias.
        FamilyPlan(seats=(("998102", "4.B"),), form="alone", protected=True),
    ),
    "999": (
        FamilyPlan(seats=(("999101", "2.A"), ("G99902", "Uglerne")), form="no_custody"),
        FamilyPlan(seats=(("999102", "2.A"),), form="alone", protected=True, alias="Juhl"),
    ),
}
_ALIASES = {"K": "Mia", "M": "Max"}


def build_municipality(
    code: str, *, seed: int, dates: ExportDates
) -> tuple[InstitutionRoster, ...]:
    """Return the rosters of one of the demo's municipalities; the cast is part of them."""
    return _MunicipalityBuilder(code, seed=seed, dates=dates).build()


class _MunicipalityBuilder:
    def __init__(self, code: str, *, seed: int, dates: ExportDates) -> None:
        self._code = code
        self._year = dates.groups_from.year
        self._rng = Random(f"demo-{code}-{seed}")
        self._inventor = PeopleInventor(self._rng, MUNICIPALITIES[code])
        self._institutions = {item.key: item for item in list_institutions(code)}
        self._groups = {
            key: InstitutionGroups(item, year=self._year)
            for key, item in self._institutions.items()
        }
        self._people: dict[str, list[InstitutionPerson]] = {key: [] for key in self._institutions}
        self._seats = self._list_seats()
        self._cast = list_cast()

    def build(self) -> tuple[InstitutionRoster, ...]:
        StaffPlanner(self._groups, self._people, self._inventor, self._cast).place_staff()
        self._place_cast_children()
        for plan in _PLANS[self._code]:
            self._place_planned_family(plan)
        while any(self._seats.values()):
            self._place_any_family()
        return tuple(
            InstitutionRoster(
                key=key,
                name=item.name,
                groups=self._groups[key].groups,
                people=tuple(self._people[key]),
            )
            for key, item in self._institutions.items()
        )

    def _list_seats(self) -> dict[str, list[Seat]]:
        """Return the open places by institution, in an order of the seed."""
        seats: dict[str, list[Seat]] = {}
        for key, item in self._institutions.items():
            places = [
                Seat(institution=item, main=main)
                for main in item.main_groups
                for _ in range(_LARGER.get((key, main.name), _CLASS_SIZE))
            ]
            self._rng.shuffle(places)
            seats[key] = places
        return seats

    def _take_seat(self, key: str, name: str) -> Seat:
        seat = next(seat for seat in self._seats[key] if seat.main.name == name)
        self._seats[key].remove(seat)
        return seat

    def _place_cast_children(self) -> None:
        for key, member in {**CAST, **FAMILY_OF_CAST}.items():
            for institution in dict.fromkeys(place[0] for place in member.places):
                if institution in self._institutions:
                    names = [name for its, name in member.places if its == institution]
                    self._place_cast_child(key, institution, names)

    def _place_cast_child(self, key: str, institution: str, names: Sequence[str]) -> None:
        contacts = tuple(
            ContactPerson(
                person=self._cast[item.adult], relation=item.relation, custody=item.custody
            )
            for item in RELATIONS_OF_CAST
            if item.child == key
        )
        if self._institutions[institution].kind == "sfo":
            places = {**CAST, **FAMILY_OF_CAST}[key].places
            level = self._find_main(places).level
            self._enrol_in_sfo(institution, self._cast[key], level, contacts)
        else:
            seat = self._take_seat(institution, names[0])
            self._enrol(seat, self._cast[key], contacts, others=names[1:])

    def _find_main(self, places: Sequence[tuple[str, str]]) -> MainGroup:
        institution, name = places[0]
        return self._groups[institution].find_main_group(name)

    def _place_planned_family(self, plan: FamilyPlan) -> None:
        seats = [self._take_seat(*seat) for seat in plan.seats]
        births = [self._invent_birth_date(seat.main) for seat in seats]
        parent = self._find_teacher(plan.teacher_at) if plan.teacher_at else None
        family = self._inventor.invent_family(births, form=plan.form, parent=parent)
        self._seat_family(_protect_family(family, plan.alias) if plan.protected else family, seats)

    def _find_teacher(self, key: str) -> Person:
        teachers = (
            item.person
            for item in self._people[key]
            if isinstance(item.part, Employee) and item.part.roles == ("Lærer",)
        )
        return next(teachers)

    def _place_any_family(self) -> None:
        home = self._choose_institution()
        wanted = self._rng.choices(list(_SIBLINGS), weights=list(_SIBLINGS.values()))[0]
        seats = [self._seats[home].pop()]
        while len(seats) < wanted and any(self._seats.values()):
            stays = self._seats[home] and self._rng.random() < _SAME_INSTITUTION_SHARE
            seats.append(self._seats[home if stays else self._choose_institution()].pop())
        births = [self._invent_birth_date(seat.main) for seat in seats]
        self._seat_family(self._inventor.invent_family(births), seats)

    def _choose_institution(self) -> str:
        keys = [key for key, seats in self._seats.items() if seats]
        return self._rng.choices(keys, weights=[len(self._seats[key]) for key in keys])[0]

    def _seat_family(self, family: Family, seats: Sequence[Seat]) -> None:
        for child, seat in zip(family.children, seats, strict=True):
            self._enrol(seat, child, family.contacts, others=self._choose_others(seat))
            self._offer_sfo(seat, child, family.contacts)

    def _choose_others(self, seat: Seat) -> tuple[str, ...]:
        teaching = self._groups[seat.institution.key].teaching_groups
        at_level = tuple(name for name, level in teaching.items() if level == seat.main.level)
        return at_level if at_level and self._rng.random() < _GERMAN_SHARE else ()

    def _enrol(
        self,
        seat: Seat,
        child: Person,
        contacts: tuple[ContactPerson, ...],
        *,
        others: Sequence[str],
    ) -> None:
        key = seat.institution.key
        student = Student(
            role="Barn" if seat.institution.kind == "daycare" else "Elev",
            level=seat.main.level,
            group_ids=self._groups[key].list_student_ids(seat.main, others=others),
            contacts=contacts,
        )
        self._add(key, child, student)

    def _offer_sfo(self, seat: Seat, child: Person, contacts: tuple[ContactPerson, ...]) -> None:
        for key, item in self._institutions.items():
            mine = item.kind == "sfo" and item.parent == seat.institution.key
            fits = mine and self._groups[key].find_sfo_id(seat.main.level)
            if fits and self._rng.random() < _SFO_SHARE:
                self._enrol_in_sfo(key, child, seat.main.level, contacts)

    def _enrol_in_sfo(
        self, key: str, child: Person, level: str, contacts: tuple[ContactPerson, ...]
    ) -> None:
        group_id = self._groups[key].find_sfo_id(level)
        student = Student(role="Barn", level=level, group_ids=(group_id,), contacts=contacts)
        self._add(key, child, student)

    def _add(self, key: str, child: Person, student: Student) -> None:
        people = self._people[key]
        people.append(
            InstitutionPerson(person=child, part=student, local_id=f"p-{len(people) + 1}")
        )

    def _invent_birth_date(self, main: MainGroup) -> date:
        """Return a birth date that fits: pupils of level 0 turn six in the year it begins."""
        if main.level.isdecimal():
            year = self._year - 6 - int(main.level)
        elif main.level == "DT":
            year = self._year - self._rng.randint(*((1, 2) if main.nursery else (3, 5)))
        else:
            year = self._year - self._rng.randint(7, 11)
        return self._inventor.invent_birth_date(year)


def _protect_family(family: Family, alias: str) -> Family:
    """Return the family with everybody protected, under this surname if there is one."""

    def protect(person: Person) -> Person:
        return protect_person(person, alias=(_ALIASES[person.gender], alias) if alias else None)

    return Family(
        children=tuple(protect(child) for child in family.children),
        contacts=tuple(
            ContactPerson(person=protect(item.person), relation=item.relation, custody=item.custody)
            for item in family.contacts
        ),
    )
