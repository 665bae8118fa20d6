"""What those who build on people know of a child's adults, for the child's page in the office."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.people.models import Person
from core.people.office.entrance import Office


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A word that stands at an adult's name, with more about it, and a way on."""

    words: str = ""
    about: str = ""
    link_words: str = ""
    link: str = ""


ReadMarks = Callable[[Office, Person, Sequence[Person]], dict[int, Mark]]
_readers: list[ReadMarks] = []


def register_marks(reader: ReadMarks) -> None:
    """Has the marks of a child's adults asked for, by their ids, whenever the page is shown."""
    if reader not in _readers:
        _readers.append(reader)


def read_marks(office: Office, child: Person, adults: Sequence[Person]) -> dict[int, list[Mark]]:
    """All marks of the adults, by their ids."""
    found: dict[int, list[Mark]] = {}
    for reader in _readers:
        for person_id, mark in reader(office, child, adults).items():
            found.setdefault(person_id, []).append(mark)
    return found
