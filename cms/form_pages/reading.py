"""What the page of a form shows a viewer: the form, what the viewer answered, and the way on."""

from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.audience.words import join_words
from cms.form_pages.answer_forms import make_answer_form
from cms.form_pages.queries import Standing, read_standing, receives_answers
from cms.form_pages.receivers import list_receivers, name_receivers
from cms.keeping import are_answers_kept
from cms.models import AnswerState, FormAnswer, FormKind, FormPage
from core.access.queries import keys_of_scope
from core.access.viewer import Viewer
from themes.templatetags.themes_dates import short_date

Context = dict[str, Any]


def make_form_context(
    form: FormPage, viewer: Viewer, *, bound: forms.Form | None = None
) -> Context:
    """The context of a form's own part of its page; `bound` is what was sent and has mistakes."""
    standing, is_kept = read_standing(form, viewer), are_answers_kept(form.pk)
    empty = make_answer_form(form, standing) if standing.may_answer else None
    return {
        "answer_form": bound or empty,
        "answer_url": reverse("answer_form", args=[form.pk]),
        "answer_button": _("Send the request") if form.kind == FormKind.REQUEST else _("Send"),
        "own_answers": [describe_own(answer, standing, is_kept=is_kept) for answer in standing.own],
        "answered_by_others": [child.get_short_name() for child in standing.answered_by_others],
        "closes_on": form.closes_on,
        "is_closed": standing.is_closed,
        "is_full": standing.is_full,
        "places_left": standing.places_left,
        "must_sign_in": viewer.person_id is None,
        "no_child": form.for_each_child and not standing.children,
        "receivers": _say_receivers(form, viewer),
        "kept": form.get_kept_days_display(),
        "is_kept": is_kept,
        "answers_url": (
            reverse("form_answers", args=[form.pk]) if receives_answers(form, viewer) else ""
        ),
    }


def describe_own(answer: FormAnswer, standing: Standing, *, is_kept: bool) -> Context:
    """An answer as who gave it sees it, with what can still be done about it."""
    can_change = not standing.is_closed and not is_kept and answer.state == AnswerState.RECEIVED
    ids = [answer.page_id, answer.pk]
    once = answer.turn == 0
    return {
        "child": answer.child.get_short_name() if answer.child else "",
        "sent_at": answer.sent_at,
        "lines": list_lines(answer),
        "state": "" if once else answer.get_state_display(),
        "reply": answer.reply,
        "change_url": reverse("change_answer", args=ids) if can_change and once else "",
        "withdraw_url": reverse("withdraw_answer", args=ids) if can_change else "",
    }


def list_lines(answer: FormAnswer) -> list[tuple[str, str]]:
    """The questions of an answer with what was answered, in the language of the page."""
    return [(line["question"], say_value(line["kind"], line["value"])) for line in answer.answers]


def say_value(kind: str, value: Any) -> str:
    """What somebody answered, as people write it."""
    if kind == "checkbox":
        return _("Yes") if value else _("No")
    if value in (None, "", []):
        return "–"
    if kind == "date":
        return short_date(date.fromisoformat(value))
    return ", ".join(value) if isinstance(value, list) else str(value)


def _say_receivers(form: FormPage, viewer: Viewer) -> str:
    """Who will read the answers, by role; colleagues chosen by name are not named to parents."""
    if form.receivers_scope_id is None or form.institution is None:
        return ""
    keys = keys_of_scope(form.receivers_scope_id)
    offered = list_receivers(form.institution, group=None, on=viewer.today)[:1]
    words = name_receivers(keys, offered)
    if len(words) < len(keys):
        words.append(_("chosen members of the staff"))
    return join_words([word[:1].lower() + word[1:] for word in words])
