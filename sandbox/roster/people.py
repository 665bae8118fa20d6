"""Invents people and families, and gives everybody the private facts that must not be imported.

Three canaries let a test prove that nothing private came through: a civil registration number
begins with 99 (no month has 99 days), a street is Kanarievej, and a private telephone number
begins with 00.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Literal

from sandbox.roster.cast import CAST, CastMember
from sandbox.roster.cast_families import FAMILY_OF_CAST
from sandbox.roster.names import NAME_POOLS, NamePool
from sandbox.roster.records import Address, ContactPerson, Gender, Person
from sandbox.roster.world import INSTITUTIONS, MUNICIPALITIES, Municipality

FamilyForm = Literal["together", "apart", "alone", "no_custody", "step_parent"]
"""Both parents at one address; at two; one parent; two, one without custody; a third adult."""

FIRST_INVENTED_CODE = 861
"""Municipalities that exist have the codes 101-860."""

CANARY_CPR = "99"
CANARY_STREET = "Kanarievej "
CANARY_PHONE = "00"

_FORM_WEIGHTS: dict[FamilyForm, int] = {
    "together": 56,
    "apart": 20,
    "alone": 14,
    "no_custody": 6,
    "step_parent": 4,
}
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ł": "l", "ı": "i"})
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_PEOPLE_A_MUNICIPALITY = 400_000
_NUMBERS_OF_CAST = 1000
_SAME_SEX_SHARE = 0.03


@dataclass(frozen=True, kw_only=True)
class Family:
    """Children and the adults that a roster names for each of them."""

    children: tuple[Person, ...]
    contacts: tuple[ContactPerson, ...]

    @property
    def size(self) -> int:
        return len(self.children) + len(self.contacts)


class PeopleInventor:
    """Invents people of one municipality, each with a serial number that is never used again."""

    def __init__(self, rng: Random, municipality: Municipality, *, first_serial: int = 0) -> None:
        """Serial numbers count from `first_serial` within the municipality's own block."""
        self._rng = rng
        self._municipality = municipality
        self._block = (int(municipality.code) - FIRST_INVENTED_CODE) * _PEOPLE_A_MUNICIPALITY
        self._next = first_serial

    def invent_child(
        self, *, birth_date: date, pool: NamePool, surname: str, address: Address | None = None
    ) -> Person:
        gender = self._choose_gender()
        first_name = self._rng.choice(pool.girls if gender == "K" else pool.boys)
        return self._make_person(first_name, surname, gender, birth_date, address)

    def invent_adult(
        self,
        *,
        gender: Gender,
        pool: NamePool,
        address: Address | None = None,
        born: tuple[int, int] = (1974, 1996),
    ) -> Person:
        """Return an adult born in these years; without an address the adult lives alone."""
        first_name = self._rng.choice(pool.women if gender == "K" else pool.men)
        birth_date = self.invent_birth_date(self._rng.randint(*born))
        surname = self._rng.choice(pool.surnames)
        return self._make_person(first_name, surname, gender, birth_date, address)

    def invent_employee(self, *, domain: str) -> Person:
        """Return an adult with a work e-mail and a work telephone."""
        person = self.invent_adult(
            gender=self._choose_gender(), pool=self._choose_pool(), born=(1961, 2001)
        )
        number = _NUMBERS_OF_CAST + self._next
        return add_work_contact(person, number=number, local_part=person.unilogin, domain=domain)

    def invent_family(
        self,
        birth_dates: Sequence[date],
        *,
        form: FamilyForm | None = None,
        parent: Person | None = None,
        most_adults: int = 3,
    ) -> Family:
        """Return a family with a child for each birth date; `parent` may be known already."""
        chosen = form or self._choose_form()
        pool = self._choose_pool()
        contacts = self._invent_adults(chosen, pool, parent)[:most_adults]
        address = contacts[0].person.address if contacts else None
        surname = self._choose_surname(contacts, pool)
        children = tuple(
            self.invent_child(birth_date=birth_date, pool=pool, surname=surname, address=address)
            for birth_date in birth_dates
        )
        return Family(children=children, contacts=tuple(contacts))

    def invent_birth_date(self, year: int) -> date:
        return date(year, 1, 1) + timedelta(days=self._rng.randrange(365))

    def _invent_adults(
        self, form: FamilyForm, pool: NamePool, parent: Person | None
    ) -> list[ContactPerson]:
        first = parent or self.invent_adult(gender="K", pool=pool)
        contacts = [_make_contact(first)]
        if form != "alone":
            same = self._rng.random() < _SAME_SEX_SHARE
            gender: Gender = "K" if (first.gender == "K") == same else "M"
            shared = first.address if form == "together" else None
            other = self.invent_adult(gender=gender, pool=pool, address=shared)
            contacts.append(_make_contact(other, custody=form != "no_custody"))
        if form == "step_parent":
            step = self.invent_adult(gender="M", pool=pool, address=first.address)
            contacts.append(_make_contact(step, relation="Andet", custody=False))
        return contacts

    def _make_person(
        self,
        first_name: str,
        family_name: str,
        gender: Gender,
        birth_date: date,
        address: Address | None,
    ) -> Person:
        if self._next >= _PEOPLE_A_MUNICIPALITY:
            raise ValueError("A municipality has room for 400,000 invented people.")
        serial = self._block + self._next
        self._next += 1
        return make_person(
            unilogin=f"{fold_to_ascii(first_name)[:3]:x<3}{_write_base36(serial):0>5}",
            serial=serial + _NUMBERS_OF_CAST,
            first_name=first_name,
            family_name=family_name,
            gender=gender,
            birth_date=birth_date,
            address=address or make_address(self._municipality, _NUMBERS_OF_CAST + self._next),
        )

    def _choose_surname(self, contacts: Sequence[ContactPerson], pool: NamePool) -> str:
        names = [contact.person.family_name for contact in contacts[:2]]
        return self._rng.choice(names or pool.surnames)

    def _choose_form(self) -> FamilyForm:
        return self._rng.choices(list(_FORM_WEIGHTS), weights=list(_FORM_WEIGHTS.values()))[0]

    def _choose_pool(self) -> NamePool:
        return self._rng.choices(NAME_POOLS, weights=[pool.weight for pool in NAME_POOLS])[0]

    def _choose_gender(self) -> Gender:
        return self._rng.choice(("K", "M"))


def make_person(
    *,
    unilogin: str,
    serial: int,
    first_name: str,
    family_name: str,
    gender: Gender,
    birth_date: date,
    address: Address,
) -> Person:
    """Return a person whose private facts are canaries made from the serial number."""
    return Person(
        unilogin=unilogin,
        first_name=first_name,
        family_name=family_name,
        gender=gender,
        birth_date=birth_date,
        cpr=f"{CANARY_CPR}{serial:08d}",
        address=address,
        email=f"{unilogin}@post.example",
        home_phone=f"{CANARY_PHONE}1{serial % 100_000:05d}",
        mobile_phone=f"{CANARY_PHONE}2{serial % 100_000:05d}",
    )


def make_address(municipality: Municipality, house: int) -> Address:
    return Address(
        street=f"{CANARY_STREET}{house}",
        postal_code=municipality.postal_code,
        district=municipality.town,
        municipality_code=municipality.code,
        municipality_name=municipality.name,
    )


def add_work_contact(person: Person, *, number: int, local_part: str, domain: str) -> Person:
    """Return the person as an employee, with the work e-mail and telephone that may be shown."""
    phone = f"+45 00 00 {number // 100 % 100:02d} {number % 100:02d}"
    return replace(person, work_email=f"{local_part}@{domain}", work_phone=phone)


def protect_person(person: Person, *, alias: tuple[str, str] | None) -> Person:
    """Return the person with name and address protection, and an id that tells no real name."""
    first = fold_to_ascii(alias[0]) if alias else "uni"
    unilogin = f"{first[:3]:x<3}{person.unilogin[3:]}"
    return replace(
        person,
        unilogin=unilogin,
        email=f"{unilogin}@post.example",
        protected=True,
        alias=alias,
    )


def list_cast() -> dict[str, Person]:
    """Return the cast and their families as people, by the keys of the tables."""
    members = {**CAST, **FAMILY_OF_CAST}
    return {key: _make_cast_person(item, n) for n, (key, item) in enumerate(members.items(), 1)}


def _make_cast_person(member: CastMember, serial: int) -> Person:
    person = make_person(
        unilogin=member.unilogin,
        serial=serial,
        first_name=member.first_name,
        family_name=member.family_name,
        gender=member.gender,
        birth_date=member.birth_date,
        address=make_address(MUNICIPALITIES[member.home], member.house),
    )
    person = replace(person, protected=member.protected, alias=member.alias)
    if not member.jobs:
        return person
    domain = INSTITUTIONS[member.jobs[0].institution].domain
    local_part = fold_to_ascii(member.first_name)
    return add_work_contact(person, number=serial, local_part=local_part, domain=domain)


def fold_to_ascii(text: str) -> str:
    """Return the lower-case letters a-z of a name, with æ, ø and å as ae, oe and aa."""
    spelled = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    return "".join(letter for letter in spelled if letter.isascii() and letter.isalpha())


def _make_contact(
    person: Person, *, relation: str | None = None, custody: bool = True
) -> ContactPerson:
    named = relation or ("Mor" if person.gender == "K" else "Far")
    return ContactPerson(person=person, relation=named, custody=custody)


def _write_base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits
