"""What a roster says, in the portal's words, whatever system it came from.

Nothing personal is part of a record's representation, so that no traceback or log can show it.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from core.access.models import ALWAYS, FOREVER
from core.people.kinds import GroupKind, Relation, Role


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonRecord:
    """Somebody with a UNI-Login; `line` is where the file says so.

    The names are the real ones. `employed` is true where the contact details are those of work.
    """

    line: int
    unilogin: str = field(repr=False)
    first_name: str = field(repr=False)
    family_name: str = field(default="", repr=False)
    protected: bool = True
    employed: bool = False
    alias_first_name: str = field(default="", repr=False)
    alias_family_name: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    title: str = field(default="", repr=False)
    initials: str = field(default="", repr=False)
    birth_date: date | None = field(default=None, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupRecord:
    line: int
    external_id: str
    name: str
    kind: GroupKind
    level: str = ""
    starts_on: date = ALWAYS
    ends_on: date = FOREVER


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupReference:
    """That somebody belongs to a group of the same institution."""

    line: int
    external_id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ContactRecord:
    """An adult of a child; custody that is not stated is none."""

    line: int
    person: PersonRecord
    relation: Relation
    custody: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceRecord:
    """A person's place in one institution: every role counts in every group."""

    person: PersonRecord
    roles: tuple[Role, ...]
    groups: tuple[GroupReference, ...] = ()
    contacts: tuple[ContactRecord, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class InstitutionRecord:
    """All of one institution; `skipped` counts people without UNI-Login or without a role."""

    line: int
    key: str
    name: str = ""
    exported_at: datetime
    groups: tuple[GroupRecord, ...] = ()
    places: tuple[PlaceRecord, ...] = ()
    skipped: int = 0

    def gather_people(self) -> dict[str, PersonRecord]:
        """Everybody by UNI-Login: a person's own place speaks before a child's contacts."""
        people: dict[str, PersonRecord] = {}
        protected: set[str] = set()
        contacts = [item.person for place in self.places for item in place.contacts]
        for person in [*(place.person for place in self.places), *contacts]:
            people.setdefault(person.unilogin, person)
            if person.protected:
                protected.add(person.unilogin)
        return {
            unilogin: protect(person) if unilogin in protected else person
            for unilogin, person in people.items()
        }


def protect(person: PersonRecord) -> PersonRecord:
    """The same person, protected."""
    return person if person.protected else replace(person, protected=True)
