"""Where a person may edit: read once a request, asked by every policy and page."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from core.access import queries
from core.access.models import EditingRight, Right
from core.access.queries import (
    OPEN_EDITOR,
    institutions_where,
    read_rights,
    rights_in_force,
)
from core.people.models import Person

WRITE = frozenset({Right.EDIT})
APPROVE = frozenset({Right.PUBLISH})

# What Wagtail calls an action, and the rights of which one is enough for it.
RIGHTS_FOR_ACTION: dict[str, frozenset[Right]] = {
    "add": WRITE,
    "change": WRITE,
    "choose": OPEN_EDITOR,
    "delete": OPEN_EDITOR,
    "publish": APPROVE,
    "lock": APPROVE,
    "unlock": APPROVE,
    "bulk_delete": APPROVE,
}

_CACHE = "_editor_rights"


class EditorRights(queries.EditorRights):
    """The rights to write and to publish, with what Wagtail calls the actions they allow."""

    @cached_property
    def write(self) -> frozenset[int]:
        """The ids of the institutions where the person may write."""
        return self.institutions_with(WRITE)

    @cached_property
    def approve(self) -> frozenset[int]:
        """The ids of the institutions where the person may publish."""
        return self.institutions_with(APPROVE)

    def actions_in(self, institution_id: int | None) -> frozenset[str]:
        """The actions that the person may do in an institution; without one, none."""
        held = self.held_in(institution_id)
        return frozenset(action for action, any_of in RIGHTS_FOR_ACTION.items() if held & any_of)


def rights_of(person: Any) -> EditorRights:
    """The rights of the person of a request, in one query however often it is asked.

    Somebody who may not sign in has none; nor has an operator of the whole installation, whom
    Wagtail would let past every rule.
    """
    if not is_editor(person):
        return EditorRights()
    rights = getattr(person, _CACHE, None)
    if not isinstance(rights, EditorRights):
        rights = EditorRights(pairs=read_rights(person.pk, among=OPEN_EDITOR).pairs)
        setattr(person, _CACHE, rights)
    return rights


def is_editor(person: Any) -> bool:
    """Whether editing rights count at all for somebody, or nobody; rows decide the rest."""
    return bool(person and person.is_authenticated and person.is_active and not person.is_superuser)


def institutions_for(person: Any, actions: Any) -> QuerySet[Any]:
    """The ids of the institutions where a person may do one of the actions, as a subquery."""
    if not is_editor(person):
        return EditingRight.objects.none().values("institution_id")
    return institutions_where(person.pk, rights_for(actions))


def editors_with(actions: Any, *, institution_id: int | None = None) -> QuerySet[Person]:
    """The people who may do one of the actions in an institution, or anywhere without one."""
    rows = rights_in_force(rights_for(actions))
    if institution_id is not None:
        rows = rows.filter(institution_id=institution_id)
    return Person.objects.filter(
        is_active=True, is_superuser=False, pk__in=rows.values("person_id")
    )


def rights_for(actions: Any) -> list[Right]:
    """The rights of which one is enough for one of the actions; unknown actions need none."""
    wanted = {actions} if isinstance(actions, str) else set(actions)
    found = {right for action in wanted for right in RIGHTS_FOR_ACTION.get(action, ())}
    return sorted(found)
