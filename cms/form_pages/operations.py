"""Writing answers: sent, changed, taken back, decided, and erased on their day."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from cms.form_pages.queries import count_taken
from cms.form_pages.questions import list_questions
from cms.keeping import ANSWERS_KEPT, are_answers_kept
from cms.models import AnswerState, FormAnswer, FormKind, FormPage
from core.audit.models import Action
from core.audit.operations import record


class NotTaken(Exception):
    """The answer was not taken: the form is closed or full, or has been answered already."""


class FormClosed(NotTaken):
    """The last day to answer has passed."""


class FormFull(NotTaken):
    """All places are taken."""


class AnsweredAlready(NotTaken):
    """There is an answer, perhaps of the other guardian, or of a second click."""


class AnswerKept(NotTaken):
    """The answer is kept for the record as it is."""


def send_answer(
    form: FormPage,
    *,
    person_id: int,
    child_id: int | None,
    values: dict[str, Any],
    now: datetime,
) -> FormAnswer:
    """Takes an answer for oneself or for a child; raises `NotTaken` where it comes too late.

    The form is held meanwhile, so that the last place is given away once.
    """
    today = timezone.localdate(now)
    with transaction.atomic():
        held = FormPage.objects.select_for_update(of=("self",)).get(pk=form.pk)
        _check_open(held, today=today)
        if held.places is not None and count_taken(held, on=today) >= held.places:
            raise FormFull
        try:
            with transaction.atomic():
                return FormAnswer.objects.create(
                    page=held,
                    person_id=person_id,
                    child_id=child_id,
                    turn=_find_turn(held, person_id=person_id, child_id=child_id),
                    scope_id=held.receivers_scope_id,
                    answers=store_answers(held, values),
                    sent_at=now,
                    erased_on=find_day_of_erasure(held, today=today),
                )
        except IntegrityError as error:
            raise AnsweredAlready from error


def change_answer(answer: FormAnswer, *, values: dict[str, Any], now: datetime) -> None:
    """Replaces what somebody answered, as long as the form is open; raises `NotTaken`."""
    _check_changeable(answer, today=timezone.localdate(now))
    answer.answers = store_answers(answer.page, values)
    answer.sent_at = now
    answer.save(update_fields=["answers", "sent_at"])


def withdraw_answer(answer: FormAnswer, *, now: datetime) -> None:
    """Deletes an answer for good, as long as the form is open; raises `NotTaken`."""
    _check_changeable(answer, today=timezone.localdate(now))
    answer.delete()


def decide_answer(
    answer: FormAnswer, *, state: AnswerState, reply: str, decided_by_id: int, now: datetime
) -> None:
    """Answers a request back; who sent it sees the decision and the reply."""
    answer.state, answer.reply = state, reply
    answer.decided_by_id, answer.decided_at = decided_by_id, now
    with transaction.atomic():
        answer.save(update_fields=["state", "reply", "decided_by", "decided_at"])
        record_look(answer.page, Action.CHANGE, actor_id=decided_by_id, now=now, answer=answer)


def record_look(
    form: FormPage,
    action: Action,
    *,
    actor_id: int | None,
    now: datetime,
    answer: FormAnswer | None = None,
) -> None:
    """Writes into the log that somebody read, exported or decided answers."""
    institution = form.institution
    record(
        action,
        now=now,
        actor_id=actor_id,
        subject_id=(answer.child_id or answer.person_id) if answer else None,
        object_type=(FormAnswer if answer else FormPage)._meta.label_lower,
        object_id=answer.pk if answer else form.pk,
        municipality_code=institution.municipality.code if institution else "",
        institution_key=institution.key if institution else "",
    )


def erase_answers(*, today: date, page_id: int | None = None) -> int:
    """Deletes the answers, to all forms or one, whose day has come; returns how many that were.

    Those that are kept for the record stay, and go on the first day after that has ended.
    """
    due = FormAnswer.objects.filter(erased_on__lte=today)
    if page_id is not None:
        due = due.filter(page=page_id)
    # By their numbers: a page that gets the mark meanwhile loses nothing, and stops nothing.
    return FormAnswer.objects.filter(pk__in=_list_not_kept(due)).delete()[0]


def move_days_of_erasure(form: FormPage) -> None:
    """Lets answers follow the form when its last day or its time of keeping has changed."""
    for answer in FormAnswer.objects.filter(page=form):
        day = find_day_of_erasure(form, today=timezone.localdate(answer.sent_at))
        if day != answer.erased_on:
            FormAnswer.objects.filter(pk=answer.pk).update(erased_on=day)


def find_day_of_erasure(form: FormPage, *, today: date) -> date:
    """The day on which an answer of today is erased."""
    last = max(today, form.closes_on) if form.closes_on is not None else today
    return last + timedelta(days=form.kept_days)


def store_answers(form: FormPage, values: dict[str, Any]) -> list[dict[str, Any]]:
    """What was answered, with the questions as they stand now."""
    return [
        {
            "name": question.clean_name,
            "kind": question.field_type,
            "question": question.label,
            "value": _make_plain(values.get(question.clean_name)),
        }
        for question in list_questions(form.questions)
    ]


def _make_plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def _check_open(form: FormPage, *, today: date) -> None:
    if form.closes_on is not None and form.closes_on < today:
        raise FormClosed


def _check_changeable(answer: FormAnswer, *, today: date) -> None:
    _check_open(answer.page, today=today)
    if are_answers_kept(answer.page_id):
        raise AnswerKept


def _list_not_kept(answers: QuerySet[FormAnswer]) -> list[int]:
    kept = answers.filter(ANSWERS_KEPT).values("pk")
    return list(answers.exclude(pk__in=kept).values_list("pk", flat=True))


def _find_turn(form: FormPage, *, person_id: int, child_id: int | None) -> int:
    if form.kind == FormKind.ONCE:
        return 0
    # Withdrawn requests leave gaps, which no later one fills.
    whose = {"child_id": child_id} if child_id else {"person_id": person_id, "child": None}
    last = FormAnswer.objects.filter(page=form, **whose).aggregate(last=Max("turn"))["last"]
    return (last or 0) + 1
