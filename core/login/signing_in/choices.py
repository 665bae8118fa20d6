"""What somebody with several UNI-Login ids chooses between."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.people.guardianships import guardianships_in_force
from core.people.models import Membership, Person


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of somebody's ids, by what it is for: the places it belongs to."""

    person_id: int
    name: str
    places: tuple[str, ...]


def describe_choices(people: Iterable[Person], *, on: date) -> list[Choice]:
    """Each person with the institutions they belong to, as an employee, a pupil or a guardian."""
    ids = {person.pk: person for person in people}
    places: dict[int, set[str]] = {pk: set() for pk in ids}
    memberships = Membership.objects.filter(
        person__in=ids, starts_on__lte=on, ends_on__gte=on
    ).values_list("person_id", "institution__name")
    cares = (
        guardianships_in_force(on=on)
        .filter(guardian__in=ids)
        .values_list("guardian_id", "institution__name")
    )
    for pk, name in [*memberships, *cares]:
        places[pk].add(name)
    return [
        Choice(person_id=pk, name=person.get_full_name(), places=tuple(sorted(places[pk])))
        for pk, person in ids.items()
    ]
