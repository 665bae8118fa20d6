"""Which of a guardian's children a page is for, as conditions for queries written by hand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from core.access.viewer import Viewer
from core.people.families import Child, list_children
from core.people.kinds import InstitutionKind

# What is for guardians of the child, and of what is for everybody that of the child's places.
# What the viewer sees for other reasons, own work or a sibling, is for no child here.
_FOR_CHILD = (
    "(EXISTS (SELECT 1 FROM access_scopekey fk WHERE fk.scope_id = p.scope_id "  # noqa: S608
    "AND fk.key IN ({keys})) OR (EXISTS (SELECT 1 FROM access_scopekey fk "
    "WHERE fk.scope_id = p.scope_id AND fk.key = %(public)s) AND p.institution_id IN ("
    "SELECT fi.id FROM people_institution fi JOIN people_municipality fm "
    "ON fm.id = fi.municipality_id WHERE fi.key IN ({units}) "
    f"OR (fi.kind = '{InstitutionKind.ADMINISTRATION.value}' AND fm.code IN ({{units}})))))"
)


@dataclass(frozen=True, kw_only=True)
class Family:
    """The viewer's children, and the one that is asked for; nobody's is empty."""

    children: tuple[Child, ...] = ()
    chosen_id: int | None = None

    @cached_property
    def chosen(self) -> Child | None:
        """The child that is asked for; None, which is all, where it is not one of theirs."""
        found = (child for child in self.children if child.child_id == self.chosen_id)
        return next(found, None)

    @property
    def columns_sql(self) -> str:
        """One more column for each child: whether the page `p` is for it."""
        return "".join(f", {sql}" for sql in self._conditions)

    @property
    def chosen_sql(self) -> str:
        """What leaves the pages of the chosen child only."""
        if self.chosen is None:
            return ""
        return f"AND {self._conditions[self.children.index(self.chosen)]}"

    @cached_property
    def params(self) -> dict[str, Any]:
        """The parameters of both, beside those that name the viewer."""
        params: dict[str, Any] = {}
        for number, child in enumerate(self.children):
            params |= _name(f"child{number}key", child.keys)
            params |= _name(f"child{number}unit", child.units)
        return params

    def read_columns(self, flags: Iterable[Any]) -> tuple[int, ...]:
        """From the added columns of a row, the places in the family of those whom it is for."""
        return tuple(number for number, flag in enumerate(flags) if flag)

    @cached_property
    def _conditions(self) -> list[str]:
        return [
            _FOR_CHILD.format(
                keys=_mark(_name(f"child{number}key", child.keys)),
                units=_mark(_name(f"child{number}unit", child.units)),
            )
            for number, child in enumerate(self.children)
        ]


NO_FAMILY = Family()


def find_family(viewer: Viewer, *, chosen_id: int | None = None) -> Family:
    """The viewer's children, and of them the one that is asked for."""
    if viewer.person_id is None:
        return NO_FAMILY
    children = list_children(viewer.person_id, on=viewer.today)
    return Family(children=tuple(children), chosen_id=chosen_id)


def name_child_values(numbers: Iterable[int]) -> list[dict[str, str]]:
    """What stands in a kept page for each of some children: the names of its live values."""
    return [
        {"initial": f"child_{number}_initial", "name": f"child_{number}_name"} for number in numbers
    ]


def list_child_values(children: Sequence[Child]) -> dict[str, str]:
    """The live values by those names."""
    return {
        name: value
        for number, child in enumerate(children)
        for name, value in (
            (f"child_{number}_initial", child.first_name[:1]),
            (f"child_{number}_name", child.first_name),
        )
    }


def _name(prefix: str, values: Sequence[str]) -> dict[str, str]:
    return {f"{prefix}{number}": value for number, value in enumerate(values)}


def _mark(named: dict[str, str]) -> str:
    return ", ".join(f"%({name})s" for name in named) or "NULL"
