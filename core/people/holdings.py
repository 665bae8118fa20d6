"""From where somebody belongs to the keys the person holds: pure functions, no database."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from core.access.keys import Holder, make_group_unit, make_key, make_person_key
from core.access.models import FOREVER
from core.access.operations import Holding
from core.people.kinds import CHILD_ROLES, Role

AGE_OF_MAJORITY = 18

HOLDERS: dict[str, tuple[Holder, ...]] = {
    Role.PUPIL: (Holder.PUPIL,),
    Role.CHILD: (Holder.PUPIL,),
    Role.GUARDIAN: (Holder.GUARDIAN,),
    Role.PEDAGOGICAL: (Holder.STAFF, Holder.PEDAGOGICAL),
    Role.LEADER: (Holder.STAFF, Holder.LEADER),
    Role.ADMINISTRATIVE: (Holder.STAFF, Holder.ADMINISTRATIVE),
    Role.EXTERNAL: (Holder.EXTERNAL,),
    Role.MEMBER: (Holder.MEMBER,),
}


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a membership is: an institution, or a group of it."""

    municipality_code: str
    institution_key: str
    institution_kind: str
    group_id: int | None = None

    def units(self) -> tuple[str, ...]:
        """The units of keys that belonging here gives."""
        if self.group_id is not None:
            return (make_group_unit(self.group_id),)
        return (
            self.institution_key,
            f"{self.municipality_code}.{self.institution_kind}",
            self.municipality_code,
        )


@dataclass(frozen=True, kw_only=True)
class Belonging:
    """One membership: as what, where, and on which days."""

    place: Place
    role: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class Care:
    """A child's belongings at one institution, and the days on which an adult cares for it."""

    child_birth_date: date | None
    starts_on: date
    ends_on: date
    child_belongings: tuple[Belonging, ...]


def hold_keys(
    person_id: int, *, belongings: Iterable[Belonging], cares: Iterable[Care]
) -> list[Holding]:
    """Everything a person holds: the key of the person, of own memberships, and of each child's."""
    return [
        Holding(key=make_person_key(person_id)),
        *(holding for belonging in belongings for holding in _hold_as(belonging)),
        *(holding for care in cares for holding in _hold_as_guardian(care)),
    ]


def comes_of_age_on(birth_date: date) -> date:
    """The eighteenth birthday; 1 March for those born on 29 February."""
    try:
        return birth_date.replace(year=birth_date.year + AGE_OF_MAJORITY)
    except ValueError:
        return date(birth_date.year + AGE_OF_MAJORITY, 3, 1)


def birth_date_of_age(day: date) -> date:
    """Who was born on this date or before is of age on a day: `comes_of_age_on` the other way."""
    try:
        return day.replace(year=day.year - AGE_OF_MAJORITY)
    except ValueError:
        return date(day.year - AGE_OF_MAJORITY, 2, 28)


def last_day_as_child(birth_date: date | None) -> date:
    """The last day on which guardians act for a child; an unknown birth date sets no end."""
    if birth_date is None:
        return FOREVER
    return comes_of_age_on(birth_date) - timedelta(days=1)


def _hold_as(belonging: Belonging) -> Iterator[Holding]:
    for unit in belonging.place.units():
        for holder in HOLDERS[belonging.role]:
            yield Holding(
                key=make_key(unit, holder),
                starts_on=belonging.starts_on,
                ends_on=belonging.ends_on,
            )


def _hold_as_guardian(care: Care) -> Iterator[Holding]:
    last_day = min(care.ends_on, last_day_as_child(care.child_birth_date))
    for belonging in care.child_belongings:
        if belonging.role not in CHILD_ROLES:
            continue
        for unit in belonging.place.units():
            yield Holding(
                key=make_key(unit, Holder.GUARDIAN),
                starts_on=max(care.starts_on, belonging.starts_on),
                ends_on=min(last_day, belonging.ends_on),
            )
