"""The first pass over a roster: everything that could be wrong, before anything is written."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import BinaryIO

from django.utils.translation import gettext as _

from core.people.models import Institution, Municipality, RosterEntry
from core.people.refusals import FileRefused
from core.people.roster.entries import (
    Coming,
    make_statement,
    read_statements,
)
from core.people.roster.naming import Statement
from core.people.roster.reader import read_institutions
from core.people.roster.records import InstitutionRecord, PersonRecord, PlaceRecord

EARLIEST_BIRTH_DATE = date(1900, 1, 1)


@dataclass(frozen=True, kw_only=True)
class Registered:
    """What the register knows of an institution before the import."""

    pk: int
    key: str
    municipality_code: str
    exported_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class CheckedRoster:
    """What the second pass needs beside the file.

    `absent` are the institutions that have people here and are not in the file.
    """

    exported_at: datetime
    coming: Coming
    absent: tuple[Registered, ...]


@dataclass(frozen=True, kw_only=True)
class RosterChecker:
    """The rules of one import.

    `is_part` says that the file has only some of the municipality's institutions, and
    `accept_vanished` that more than half of an institution's people may have left.
    """

    municipality: Municipality
    on: date
    is_part: bool = False
    accept_vanished: bool = False
    _coming: dict[tuple[int, int], Statement | None] = field(default_factory=dict)

    def check(self, file: BinaryIO) -> CheckedRoster:
        """Raises `FileRefused` for the first thing that is wrong."""
        register = _read_register()
        lines: dict[str, int] = {}
        for record in read_institutions(file):
            institution = self._find_institution(record, register)
            if record.key in lines:
                raise FileRefused(
                    _("Institution %(key)s is already on line %(line)d.")
                    % {"key": record.key, "line": lines[record.key]},
                    line=record.line,
                )
            lines[record.key] = record.line
            check_record(record, on=self.on)
            self._check_people(record, institution)
        if not lines:
            raise FileRefused(_("The file has no institutions."))
        exported_at = record.exported_at
        absent = () if self.is_part else tuple(self._find_absent(register, lines, exported_at))
        return CheckedRoster(exported_at=exported_at, coming=self._coming, absent=absent)

    def _find_institution(
        self, record: InstitutionRecord, register: Mapping[str, Registered]
    ) -> Registered:
        known = register.get(record.key)
        names = {"key": record.key, "name": record.name, "code": self.municipality.code}
        if known is None:
            raise FileRefused(
                _("Institution %(key)s (%(name)s) is not known here. Import it first.") % names,
                line=record.line,
            )
        if known.municipality_code != self.municipality.code:
            raise FileRefused(
                _("Institution %(key)s (%(name)s) does not belong to municipality %(code)s.")
                % names,
                line=record.line,
            )
        require_not_older(record.key, coming=record.exported_at, present=known.exported_at)
        return known

    def _check_people(self, record: InstitutionRecord, institution: Registered) -> None:
        present = read_statements(institution.pk)
        people = record.gather_people()
        gone = sum(unilogin not in people for unilogin in present)
        if gone * 2 > len(present) and not self.accept_vanished:
            raise FileRefused(_explain_vanished(institution, gone=gone, of=len(present)))
        self._note_coming(institution, present, people)

    def _find_absent(
        self, register: Mapping[str, Registered], present: Iterable[str], exported_at: datetime
    ) -> Iterator[Registered]:
        with_people = set(RosterEntry.objects.values_list("institution_id", flat=True).distinct())
        for institution in register.values():
            if (
                institution.municipality_code != self.municipality.code
                or institution.key in present
                or institution.pk not in with_people
            ):
                continue
            if not self.accept_vanished:
                raise FileRefused(
                    _(
                        "Institution %(key)s has people here, but is not in the file. If the "
                        "file is meant to have only some institutions, add --part."
                    )
                    % {"key": institution.key}
                )
            require_not_older(institution.key, coming=exported_at, present=institution.exported_at)
            self._note_coming(institution, read_statements(institution.pk), {})
            yield institution

    def _note_coming(
        self,
        institution: Registered,
        present: Mapping[str, tuple[int, Statement]],
        people: Mapping[str, PersonRecord],
    ) -> None:
        for unilogin, (person_id, statement) in present.items():
            person = people.get(unilogin)
            coming = make_statement(person, institution.key) if person else None
            if coming != statement:
                self._coming[person_id, institution.pk] = coming


def check_record(record: InstitutionRecord, *, on: date) -> None:
    """Checks what an institution says against itself; raises `FileRefused`."""
    groups: dict[str, int] = {}
    for group in record.groups:
        if group.external_id in groups:
            raise FileRefused(
                _("The group is already on line %d.") % groups[group.external_id],
                line=group.line,
            )
        if group.starts_on > group.ends_on:
            raise FileRefused(_("The group ends before it begins."), line=group.line)
        groups[group.external_id] = group.line
    people: dict[str, int] = {}
    for place in record.places:
        if place.person.unilogin in people:
            raise FileRefused(
                _("The person is already on line %d.") % people[place.person.unilogin],
                line=place.person.line,
            )
        people[place.person.unilogin] = place.person.line
        _check_place(place, groups, on=on)


def require_not_older(key: str, *, coming: datetime, present: datetime | None) -> None:
    """Refuses a roster that was exported before the one in force."""
    if present and coming < present:
        raise FileRefused(_("The file is older than the one that institution %s has.") % key)


def _check_place(place: PlaceRecord, groups: Mapping[str, int], *, on: date) -> None:
    for reference in place.groups:
        if reference.external_id not in groups:
            raise FileRefused(
                _("The person belongs to a group that is not in the file (“%s”).")
                % reference.external_id[:100],
                line=reference.line,
            )
    _check_birth_date(place.person, on=on)
    contacts: set[str] = {place.person.unilogin}
    for contact in place.contacts:
        if contact.person.unilogin in contacts:
            raise FileRefused(
                _("The same contact person is there twice, or is the child."), line=contact.line
            )
        contacts.add(contact.person.unilogin)
        _check_birth_date(contact.person, on=on)


def _check_birth_date(person: PersonRecord, *, on: date) -> None:
    if person.birth_date and not EARLIEST_BIRTH_DATE <= person.birth_date <= on:
        raise FileRefused(_("“%s” is not a date of birth.") % "BirthDate", line=person.line)


def _explain_vanished(institution: Registered, *, gone: int, of: int) -> str:
    return _(
        "%(gone)d of %(of)d people of institution %(key)s are not in the file. If they have left, "
        "add --accept-vanished."
    ) % {"gone": gone, "of": of, "key": institution.key}


def _read_register() -> dict[str, Registered]:
    rows = Institution.objects.values_list("pk", "key", "municipality__code", "roster_exported_at")
    return {
        key: Registered(pk=pk, key=key, municipality_code=code, exported_at=exported_at)
        for pk, key, code, exported_at in rows
    }
