"""What is shown of a person whom several rosters may name, and what is hidden: pure functions."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from core.people.roster.records import PersonRecord


class Name(NamedTuple):
    first_name: str
    family_name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """What one institution says of a person that others may not overrule."""

    key: str
    protected: bool
    employed: bool

    @property
    def rank(self) -> tuple[bool, str]:
        """The lowest decides: who employs the person before who does not, then by key."""
        return (not self.employed, self.key)


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """The fields of a person's row."""

    name: Name
    protected: bool
    email: str
    phone: str
    title: str
    initials: str
    birth_date: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What is shown of a person, and the real name if it is hidden."""

    shown: Shown
    hidden: Name | None = None

    @property
    def real_name(self) -> Name | None:
        """The real name, or nothing if only the alias is known."""
        return self.hidden or (None if self.shown.protected else self.shown.name)


def settle_person(
    record: PersonRecord, *, here: Statement, others: Iterable[Statement], known: Known | None
) -> Known:
    """What is known after one institution has named a person of whom others speak too.

    The institution with the lowest rank decides name and contact details. A person is protected
    when anybody says so: then the alias of the lowest of those is shown, and no contact details.
    """
    others = list(others)
    leads = known is None or all(here.rank < other.rank for other in others)
    name = Name(record.first_name, record.family_name)
    if not leads and known is not None:
        name = known.real_name or name
    shown = _make_shown(record, name) if leads or known is None else known.shown
    birth_dates = (record.birth_date, known.shown.birth_date if known else None)
    shown = replace(
        shown,
        name=name,
        protected=False,
        # An age that one roster has left out must not give guardians their access back.
        birth_date=next(filter(None, birth_dates if leads else reversed(birth_dates)), None),
    )
    protecting = [item for item in (here, *others) if item.protected]
    if not protecting:
        return Known(shown=shown)
    speaks = min(protecting, key=lambda item: item.rank) == here
    keeps = known is not None and known.shown.protected and not speaks
    return Known(
        shown=_protect(shown, known.shown.name if keeps and known else make_alias(record)),
        hidden=name,
    )


def settle_departed(*, others: Iterable[Statement], known: Known) -> Known:
    """What is known of a person whom an institution no longer has.

    Those who remain decide about protection; where nobody does, it stays.
    """
    others = list(others)
    if not others or known.hidden is None or any(item.protected for item in others):
        return known
    return Known(shown=replace(known.shown, name=known.hidden, protected=False))


def make_alias(record: PersonRecord) -> Name:
    """The alias a roster gives, or the first name's initial."""
    if record.alias_first_name or record.alias_family_name:
        first = record.alias_first_name or _initial(record.first_name)
        return Name(first, record.alias_family_name)
    return Name(_initial(record.first_name), "")


def _initial(name: str) -> str:
    return f"{name[0]}."


def _make_shown(record: PersonRecord, name: Name) -> Shown:
    return Shown(
        name=name,
        protected=False,
        email=record.email,
        phone=record.phone,
        title=record.title,
        initials=record.initials,
        birth_date=record.birth_date,
    )


def _protect(shown: Shown, alias: Name) -> Shown:
    # Addresses of e-mail and initials are mostly made of the name.
    return replace(shown, name=alias, protected=True, email="", phone="", initials="")
