"""What a roster says, in the terms of STIL's export wsiEKSPORT v7."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Literal

Gender = Literal["K", "M"]

STUDENT_ROLES = ("Barn", "Elev", "Studerende")
EMPLOYEE_ROLES = ("Lærer", "Pædagog", "Vikar", "Leder", "Ledelse", "TAP", "Konsulent")
EXTERN_ROLES = ("Praktikant", "Ekstern")
RELATIONS = ("Mor", "Far", "Andet", "Officielt tilknyttet person")
GROUP_TYPES = ("Hovedgruppe", "Årgang", "Retning", "Hold", "SFO", "Team", "Andet")

ADMIN_SYSTEM = "Elevkartoteket"
"""The invented system where the institutions keep their people."""
CREATED_BY_HAND = "HUGO Brugeradministrationen"
"""What the export names as source of a user whom the institution created by hand."""

_DANISH_WINTER = timezone(timedelta(hours=1))


@dataclass(frozen=True, kw_only=True)
class ExportDates:
    """When a file was exported, and the school year that its groups belong to."""

    exported_at: datetime
    school_year: str
    groups_from: date
    groups_to: date

    @classmethod
    def for_school_year(cls, school_year: str, *, exported_at: datetime) -> "ExportDates":
        """Return dates for a school year such as `2026-2027`, from 1 August to 31 July."""
        first, _, last = school_year.partition("-")
        if not (re.fullmatch(r"[0-9]{4}", first) and last == str(int(first) + 1)):
            raise ValueError("A school year is written like 2026-2027.")
        return cls(
            exported_at=exported_at,
            school_year=school_year,
            groups_from=date(int(first), 8, 1),
            groups_to=date(int(last), 7, 31),
        )


DEFAULT_DATES = ExportDates.for_school_year(
    "2026-2027", exported_at=datetime(2026, 11, 23, 6, 0, tzinfo=_DANISH_WINTER)
)


@dataclass(frozen=True, kw_only=True)
class Address:
    """A private address; the street is always a canary."""

    street: str
    postal_code: str
    district: str
    municipality_code: str
    municipality_name: str


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody with a UNI-Login; an employee's work e-mail and telephone are kept apart."""

    unilogin: str
    first_name: str
    family_name: str
    gender: Gender
    birth_date: date
    cpr: str
    address: Address
    email: str
    home_phone: str
    mobile_phone: str
    work_email: str = ""
    work_phone: str = ""
    protected: bool = False
    alias: tuple[str, str] | None = None


@dataclass(frozen=True, kw_only=True)
class ContactPerson:
    person: Person
    relation: str
    custody: bool


@dataclass(frozen=True, kw_only=True)
class Student:
    """A pupil or a child in daycare; the first of the groups is the main group."""

    role: str
    level: str
    group_ids: tuple[str, ...]
    contacts: tuple[ContactPerson, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Employee:
    roles: tuple[str, ...]
    short_name: str = ""
    occupation: str = ""
    group_ids: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Extern:
    role: str
    group_ids: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class InstitutionPerson:
    """A person's place in one institution; `local_id` is absent for those created by hand."""

    person: Person
    part: Student | Employee | Extern
    local_id: str = ""
    source: str = ADMIN_SYSTEM


@dataclass(frozen=True, kw_only=True)
class Group:
    """A group; `level` is given for main groups only, and ids are unique within an institution."""

    group_id: str
    name: str
    group_type: str
    level: str = ""
    line: str = ""


@dataclass(frozen=True, kw_only=True)
class InstitutionRoster:
    """One institution's part of an export; the people may be a generator, read once."""

    key: str
    name: str
    groups: tuple[Group, ...]
    people: Iterable[InstitutionPerson]
