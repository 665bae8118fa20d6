"""Asking for confirmation, and answering."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction

from cms.confirmation.queries import Duty, list_duties_about, list_duties_of_viewer
from cms.models import (
    BasePage,
    Confirmation,
    ConfirmationMethod,
    ConfirmationMode,
    ConfirmationRequest,
)
from core.access.queries import read_rights
from core.access.viewer import Viewer


class NotAsked(Exception):
    """The person is not asked about this page, or not for this child."""


def ask_for_confirmation(
    page_id: int,
    *,
    mode: ConfirmationMode,
    due_on: date | None = None,
    major: bool,
    revision_id: int | None = None,
) -> None:
    """Asks the readers of a published page; a `major` change asks those who have answered again.

    The same revision published once more is no change.
    """
    _ask({"page_id": page_id}, mode=mode, due_on=due_on, major=major, revision_id=revision_id)


def ask_about_document(
    document_id: int, *, mode: ConfirmationMode, due_on: date | None = None, major: bool
) -> None:
    """Asks those whom the document's folder is for; `major` asks again who has answered."""
    _ask({"document_id": document_id}, mode=mode, due_on=due_on, major=major)


def stop_asking(page_id: int) -> None:
    """Asks nobody about a page any more; the answers stay."""
    ConfirmationRequest.objects.filter(page_id=page_id).delete()


def stop_asking_about(document_id: int) -> None:
    """Asks nobody about a document any more; the answers stay."""
    ConfirmationRequest.objects.filter(document_id=document_id).delete()


def confirm(
    viewer: Viewer,
    *,
    page_id: int,
    document_id: int | None = None,
    child_ids: Collection[int] | None = None,
) -> int:
    """Answers for the viewer: for all the viewer's children, or for those named; how many are new.

    A document is answered for with its folder's page. Answering twice changes nothing. Raises
    `NotAsked` for a page or child that the viewer is not asked about, and then answers nothing.
    """
    about = (page_id, document_id)
    duties = [
        duty for duty in list_duties_of_viewer(viewer) if (duty.page_id, duty.document_id) == about
    ]
    if child_ids is not None:
        asked_for = {duty.child_id for duty in duties}
        if not asked_for.issuperset(child_ids):
            raise NotAsked
        duties = [duty for duty in duties if duty.child_id in set(child_ids)]
    if not duties:
        raise NotAsked
    answers = [_make_answer(duty, now=viewer.now) for duty in duties if duty.is_open]
    # Two clicks at once meet at the constraint, and the second changes nothing.
    Confirmation.objects.bulk_create(answers, ignore_conflicts=True)
    return len(answers)


def enter_answer(
    editor: Viewer,
    *,
    page_id: int,
    document_id: int | None = None,
    person_id: int,
    child_id: int | None,
    method: ConfirmationMethod,
    reason: str = "",
) -> bool:
    """Enters that somebody answered on paper, or why there will be no answer; False if not open.

    Raises `NotAsked` for whom the page does not ask, and for an editor of another institution.
    """
    institution_id = BasePage.objects.values_list("institution_id", flat=True).get(pk=page_id)
    if editor.person_id is None or not read_rights(editor.person_id).may_write(institution_id):
        raise NotAsked
    asked = {
        (duty.person_id, duty.child_id): duty
        for duty in list_duties_about(page_id, document_id, on=editor.today)
        if duty.page_id == page_id
    }
    duty = asked.get((person_id, child_id))
    if duty is None:
        raise NotAsked
    if not duty.is_open:
        return False
    entered = {"method": method, "reason": reason, "entered_by_id": editor.person_id}
    answer = _make_answer(duty, now=editor.now, **entered)
    Confirmation.objects.bulk_create([answer], ignore_conflicts=True)
    return True


@transaction.atomic
def _ask(
    about: dict[str, int],
    *,
    mode: ConfirmationMode,
    due_on: date | None,
    major: bool,
    revision_id: int | None = None,
) -> None:
    # Asked for by Django when it makes a row, and mostly there is one.
    new: dict[str, Any] = {"version": lambda: _next_version(about)}
    request, is_new = ConfirmationRequest.objects.select_for_update().get_or_create(
        **about, defaults={"mode": mode, "due_on": due_on, "revision_id": revision_id, **new}
    )
    if is_new:
        return
    is_same = revision_id is not None and request.revision_id == revision_id
    request.mode, request.due_on, request.revision_id = mode, due_on, revision_id
    request.version += int(major and not is_same)
    request.save()


def _next_version(about: dict[str, int]) -> int:
    """Asking again after a pause is a new question: answers of before do not count."""
    answered = Confirmation.objects.filter(**about).order_by("-version").first()
    return answered.version + 1 if answered else 1


def _make_answer(duty: Duty, *, now: datetime, **entered: Any) -> Confirmation:
    return Confirmation(
        page_id=None if duty.document_id else duty.page_id,
        document_id=duty.document_id,
        page_title=duty.title,
        version=duty.version,
        mode=duty.mode,
        person_id=duty.person_id,
        child_id=duty.child_id,
        confirmed_at=now,
        **{"method": ConfirmationMethod.READ, **entered},
    )
