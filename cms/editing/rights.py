"""Where a person may edit: read once a request, asked by every policy and page."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from core.access.models import EditingRight, Right
from core.access.queries import institutions_where
from core.people.models import Person

WRITE = frozenset({Right.EDIT})
APPROVE = frozenset({Right.PUBLISH})
# Either right lets a person open an institution's pages and files in the editor.
OPEN = WRITE | APPROVE

# What Wagtail calls an action, and the rights of which one is enough for it.
RIGHTS_FOR_ACTION: dict[str, frozenset[Right]] = {
    "add": WRITE,
    "change": WRITE,
    "choose": OPEN,
    "delete": OPEN,
    "publish": APPROVE,
    "lock": APPROVE,
    "unlock": APPROVE,
    "bulk_delete": APPROVE,
}

_CACHE = "_editor_rights"


@dataclass(frozen=True, kw_only=True)
class EditorRights:
    """The ids of the institutions where a person may write, and where he or she may publish."""

    write: frozenset[int] = frozenset()
    approve: frozenset[int] = frozenset()

    @property
    def everywhere(self) -> frozenset[int]:
        """The institutions whose pages and files the person sees in the editor."""
        return self.write | self.approve

    def actions_in(self, institution_id: int | None) -> frozenset[str]:
        """The actions that the person may do in an institution; without one, none."""
        held = self.held_in(institution_id)
        return frozenset(action for action, any_of in RIGHTS_FOR_ACTION.items() if held & any_of)

    def held_in(self, institution_id: int | None) -> frozenset[Right]:
        """The rights themselves in an institution."""
        if institution_id is None:
            return frozenset()
        return (WRITE if institution_id in self.write else frozenset()) | (
            APPROVE if institution_id in self.approve else frozenset()
        )


def rights_of(person: Any) -> EditorRights:
    """The rights of the person of a request, in one query however often it is asked.

    Somebody who may not sign in has none; nor has an operator of the whole installation, whom
    Wagtail would let past every rule.
    """
    if not is_editor(person):
        return EditorRights()
    rights = getattr(person, _CACHE, None)
    if not isinstance(rights, EditorRights):
        rights = _read_rights(person.pk)
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
    rows = EditingRight.objects.filter(right__in=rights_for(actions))
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


def _read_rights(person_id: int) -> EditorRights:
    rows = EditingRight.objects.filter(person_id=person_id, right__in=sorted(OPEN))
    held: dict[str, set[int]] = {Right.EDIT: set(), Right.PUBLISH: set()}
    for right, institution_id in rows.values_list("right", "institution_id"):
        held[right].add(institution_id)
    return EditorRights(write=frozenset(held[Right.EDIT]), approve=frozenset(held[Right.PUBLISH]))
