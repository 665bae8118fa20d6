"""Made-up people for examples: a mother of two pupils, her son, and a teacher."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from indgang_sdk.people import Child, Group, Need, Role, Viewer


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody who looks or is looked at in an example, with everything that could be asked for."""

    id: str = ""
    first_name: str = ""
    family_name: str = ""
    roles: frozenset[Role] = frozenset()
    institutions: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    children: "tuple[Person, ...]" = ()

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.family_name}".strip()

    @property
    def asked_about(self) -> "tuple[Person, ...]":
        """The children it is about when this person looks: the pupil, or a guardian's own."""
        return (self,) if Role.PUPIL in self.roles else self.children


EMIL = Person(
    id="emil0001",
    first_name="Emil",
    family_name="Kjeldby Ravn",
    roles=frozenset({Role.PUPIL}),
    institutions=("998101",),
    groups=(Group(name="7.A", institution="998101"),),
)
BO = Person(
    id="bo000001",
    first_name="Bo",
    family_name="Kjeldby Ravn",
    roles=frozenset({Role.PUPIL}),
    institutions=("998101",),
    groups=(Group(name="3.B", institution="998101"),),
)
DORTE = Person(
    id="dorte001",
    first_name="Dorte",
    family_name="Kjeldby",
    roles=frozenset({Role.GUARDIAN}),
    institutions=("998101",),
    children=(BO, EMIL),
)
ANNA = Person(
    id="anna0001",
    first_name="Anna",
    family_name="Lysholt",
    roles=frozenset({Role.STAFF, Role.PEDAGOGICAL}),
    institutions=("998101",),
    groups=(Group(name="3.B", institution="998101"),),
)
NOBODY = Person()


@dataclass(kw_only=True)
class Reading:
    """What a connector read about people, and what it tried to read without declaring it."""

    read: set[Need] = field(default_factory=set)
    refused: set[Need] = field(default_factory=set)


class WatchedChild(Child):
    """A child that notes what is read of it."""

    def __init__(self, values: dict[Need, Any], reading: Reading) -> None:
        super().__init__(values)
        self._reading = reading

    def _read(self, need: Need) -> Any:
        _note(need, self._values, self._reading)
        return super()._read(need)


class WatchedViewer(Viewer):
    """A viewer that notes what is read of it."""

    def __init__(
        self, values: dict[Need, Any], children: Iterable[Child], reading: Reading
    ) -> None:
        super().__init__(values, children)
        self._reading = reading

    def _read(self, need: Need) -> Any:
        _note(need, self._values, self._reading)
        return super()._read(need)


def watch_viewer(person: Person, needs: frozenset[Need], reading: Reading) -> Viewer:
    """The viewer that a source with these needs is given when the person looks."""
    children = [
        WatchedChild(_keep(needs, _describe_child(child)), reading) for child in person.asked_about
    ]
    return WatchedViewer(_keep(needs, _describe_viewer(person)), children, reading)


def _note(need: Need, values: Any, reading: Reading) -> None:
    (reading.read if need in values else reading.refused).add(need)


def _keep(needs: frozenset[Need], values: dict[Need, Any]) -> dict[Need, Any]:
    return {need: value for need, value in values.items() if need in needs}


def _describe_viewer(person: Person) -> dict[Need, Any]:
    return {
        Need.VIEWER_ID: person.id,
        Need.VIEWER_NAME: person.name,
        Need.VIEWER_ROLES: person.roles,
        Need.VIEWER_INSTITUTIONS: person.institutions,
        Need.VIEWER_GROUPS: person.groups,
    }


def _describe_child(person: Person) -> dict[Need, Any]:
    return {
        Need.CHILD_ID: person.id,
        Need.CHILD_FIRST_NAME: person.first_name,
        Need.CHILD_INSTITUTIONS: person.institutions,
        Need.CHILD_GROUPS: person.groups,
    }
