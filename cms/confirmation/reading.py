"""What a page that asks for confirmation shows its reader: the button, or what has been done."""

from typing import Any

from django.urls import reverse

from cms.audience.words import join_words
from cms.confirmation.queries import Duty, list_duties_about, list_duties_of_viewer
from cms.models import Confirmation, ConfirmationMode
from core.access.viewer import Viewer
from core.people.models import Person


def make_confirm_context(page_id: int, viewer: Viewer) -> dict[str, Any]:
    """The box below the text; empty for who is not asked, so that it tells nothing of others."""
    mine = [
        duty
        for duty in list_duties_of_viewer(viewer)
        if duty.page_id == page_id and duty.document_id is None
    ]
    return _describe(mine, viewer, confirm_url=reverse("confirm", args=[page_id]))


def make_document_contexts(page_id: int, viewer: Viewer) -> dict[int, dict[str, Any]]:
    """The same for each document of a folder that asks the viewer, by its number."""
    mine: dict[int, list[Duty]] = {}
    for duty in list_duties_of_viewer(viewer):
        if duty.page_id == page_id and duty.document_id is not None:
            mine.setdefault(duty.document_id, []).append(duty)
    return {
        number: _describe(duties, viewer, confirm_url=reverse("confirm_document", args=[number]))
        for number, duties in mine.items()
    }


def _describe(mine: list[Duty], viewer: Viewer, *, confirm_url: str) -> dict[str, Any]:
    if not mine or viewer.person_id is None:
        return {}
    waiting = [duty for duty in mine if duty.is_open]
    about = {"document": mine[0].document_id} if mine[0].document_id else {"page": mine[0].page_id}
    own = Confirmation.objects.filter(**about, version=mine[0].version, person_id=viewer.person_id)
    confirmed_at = own.order_by("-confirmed_at").values_list("confirmed_at", flat=True).first()
    if not waiting and confirmed_at is None:
        # The other guardian has confirmed, which is enough.
        return {}
    others = _find_others(mine, viewer)
    return {
        "confirm_url": confirm_url if waiting else "",
        "confirm_by": mine[0].due_on,
        "confirm_for": _name_children(waiting, viewer),
        "confirmed_at": confirmed_at,
        "other_missing": bool(others) and any(duty.is_open for duty in others),
        "other_done": bool(others) and not any(duty.is_open for duty in others),
    }


def _name_children(duties: list[Duty], viewer: Viewer) -> str:
    """The children whom a confirmation is for; nobody is named to oneself."""
    ids = {duty.child_id for duty in duties if duty.child_id} - {viewer.person_id}
    names = Person.objects.filter(pk__in=ids).order_by("birth_date", "pk")
    return join_words([person.get_short_name() for person in names])


def _find_others(mine: list[Duty], viewer: Viewer) -> list[Duty]:
    """The other guardians' duties for one's own children; looked at only where both must."""
    if mine[0].mode != ConfirmationMode.EACH_GUARDIAN:
        return []
    children = {duty.child_id for duty in mine}
    return [
        duty
        for duty in list_duties_about(mine[0].page_id, mine[0].document_id, on=viewer.today)
        if duty.child_id in children and duty.person_id != viewer.person_id
    ]
