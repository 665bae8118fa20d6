"""Asking for confirmation, and answering."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from cms.confirmation.queries import Duty, list_duties_of_viewer
from cms.models import (
    Confirmation,
    ConfirmationMethod,
    ConfirmationMode,
    ConfirmationRequest,
)
from core.access.viewer import Viewer


class NotAsked(Exception):
    """The person is not asked about this page, or not for this child."""


@transaction.atomic
def ask_for_confirmation(
    page_id: int, *, mode: ConfirmationMode, due_on: date | None = None, major: bool
) -> None:
    """Asks the readers of a published page; a `major` change asks those who have answered again."""
    request, is_new = ConfirmationRequest.objects.select_for_update().get_or_create(
        page_id=page_id,
        defaults={"mode": mode, "due_on": due_on, "version": _next_version(page_id)},
    )
    if is_new:
        return
    request.mode, request.due_on = mode, due_on
    request.version += int(major)
    request.save()


def stop_asking(page_id: int) -> None:
    """Asks nobody about a page any more; the answers stay."""
    ConfirmationRequest.objects.filter(page_id=page_id).delete()


def confirm(viewer: Viewer, *, page_id: int, child_ids: Collection[int] | None = None) -> int:
    """Answers for the viewer: for all the viewer's children, or for those named; how many are new.

    Answering twice changes nothing. Raises `NotAsked` for a page or child that the viewer is not
    asked about, and then answers nothing.
    """
    duties = [duty for duty in list_duties_of_viewer(viewer) if duty.page_id == page_id]
    if child_ids is not None:
        asked_for = {duty.child_id for duty in duties}
        if not asked_for.issuperset(child_ids):
            raise NotAsked
        duties = [duty for duty in duties if duty.child_id in set(child_ids)]
    if not duties:
        raise NotAsked
    answers = [_make_answer(duty, viewer) for duty in duties if duty.is_open]
    # Two clicks at once meet at the constraint, and the second changes nothing.
    Confirmation.objects.bulk_create(answers, ignore_conflicts=True)
    return len(answers)


def _next_version(page_id: int) -> int:
    """Asking again after a pause is a new question: answers of before do not count."""
    answered = Confirmation.objects.filter(page_id=page_id).order_by("-version").first()
    return answered.version + 1 if answered else 1


def _make_answer(duty: Duty, viewer: Viewer) -> Confirmation:
    return Confirmation(
        page_id=duty.page_id,
        page_title=duty.title,
        version=duty.version,
        mode=duty.mode,
        person_id=duty.person_id,
        child_id=duty.child_id,
        method=ConfirmationMethod.READ,
        confirmed_at=viewer.now,
    )
