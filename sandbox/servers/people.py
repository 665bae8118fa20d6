"""Whom the systems of a municipality know: the people of the demo's roster."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

from sandbox.roster.cast import CAST
from sandbox.roster.demo import build_municipality
from sandbox.roster.records import (
    Employee,
    ExportDates,
    InstitutionPerson,
    InstitutionRoster,
    Person,
    Student,
)
from sandbox.roster.world import INSTITUTIONS

WINTER = timezone(timedelta(hours=1))


@dataclass(frozen=True, kw_only=True)
class Place:
    """A child's class or room; `level` is `0` to `9`, `DT` in daycare, or `Andet`."""

    institution: str
    group: str
    level: str


@dataclass(kw_only=True)
class Somebody:
    """One person, by the names that may be shown. `care` are after-school places."""

    unilogin: str
    first_name: str
    name: str
    places: list[Place] = field(default_factory=list)
    care: list[str] = field(default_factory=list)
    classes: list[Place] = field(default_factory=list)
    children: list[str] = field(default_factory=list)

    @property
    def is_child(self) -> bool:
        return bool(self.places)


class People:
    """The people of one municipality or several, by UNI-Login id."""

    def __init__(self, *codes: str, year: int) -> None:
        dates = ExportDates.for_school_year(
            f"{year}-{year + 1}", exported_at=datetime(year, 11, 1, tzinfo=WINTER)
        )
        self._people: dict[str, Somebody] = {}
        self._initials: dict[tuple[str, str], list[str]] = {}
        self._substitutes: dict[str, str] = {}
        for code in codes:
            for roster in build_municipality(code, seed=1, dates=dates):
                self._add_all(roster)

    def find(self, unilogin: str) -> Somebody | None:
        """Somebody by UNI-Login id; nobody for people of other municipalities."""
        return self._people.get(unilogin)

    def find_children(self, unilogins: Iterable[str]) -> list[Somebody]:
        """Those among these who are children here, in their order."""
        found = (self._people.get(unilogin) for unilogin in unilogins)
        return [child for child in found if child is not None and child.is_child]

    def list_children(self) -> list[Somebody]:
        """Every child, the demo's cast first."""
        children = [person for person in self._people.values() if person.is_child]
        known = {member.unilogin for member in CAST.values()}
        return sorted(children, key=lambda child: child.unilogin not in known)

    def find_stranger(self, asked: Iterable[Somebody]) -> Somebody:
        """A child who was not asked about."""
        known = {child.unilogin for child in asked}
        return next(child for child in self.list_children() if child.unilogin not in known)

    def list_initials(self, institution: str, group: str) -> list[str]:
        """The teachers of a class by their initials."""
        return self._initials.get((institution, group), [])

    def find_substitute(self, institution: str) -> str:
        """The initials of the school's substitute."""
        return self._substitutes.get(institution, "")

    def _add_all(self, roster: InstitutionRoster) -> None:
        names = {group.group_id: group.name for group in roster.groups}
        for member in roster.people:
            self._add(roster, member, names)

    def _add(
        self, roster: InstitutionRoster, member: InstitutionPerson, names: dict[str, str]
    ) -> None:
        somebody = self._find_or_make(member.person)
        match member.part:
            case Student():
                self._add_student(roster.key, somebody, member.part, names)
            case Employee():
                self._add_employee(roster.key, somebody, member.part, names)

    def _add_student(
        self, key: str, somebody: Somebody, part: Student, names: dict[str, str]
    ) -> None:
        if INSTITUTIONS[key].kind == "sfo":
            somebody.care.append(key)
            return
        place = Place(institution=key, group=names[part.group_ids[0]], level=part.level)
        somebody.places.append(place)
        for contact in part.contacts:
            if contact.custody:
                self._find_or_make(contact.person).children.append(somebody.unilogin)

    def _add_employee(
        self, key: str, somebody: Somebody, part: Employee, names: dict[str, str]
    ) -> None:
        mains = {group.name: group.level for group in INSTITUTIONS[key].main_groups}
        for name in (names[group_id] for group_id in part.group_ids):
            if name in mains:
                place = Place(institution=key, group=name, level=mains[name])
                somebody.classes.append(place)
                if "Lærer" in part.roles:
                    self._initials.setdefault((key, name), []).append(part.short_name)
        if part.roles == ("Vikar",):
            self._substitutes[key] = part.short_name

    def _find_or_make(self, person: Person) -> Somebody:
        first, last = person.alias or (person.first_name, person.family_name)
        if person.protected and not person.alias:
            first, last = f"{first[:1]}.", f"{last[:1]}."
        made = Somebody(unilogin=person.unilogin, first_name=first, name=f"{first} {last}")
        return self._people.setdefault(person.unilogin, made)
