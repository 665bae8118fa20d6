"""Answering a form, and reading and deciding the answers."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.form_pages import operations
from cms.form_pages.answer_forms import DecisionForm, make_answer_form, make_change_form
from cms.form_pages.export import make_rows
from cms.form_pages.queries import (
    find_form,
    find_own,
    find_received,
    list_received,
    read_standing,
    receives_answers,
)
from cms.form_pages.reading import list_lines
from cms.keeping import are_answers_kept
from cms.models import AnswerState, FormAnswer, FormKind, FormPage
from cms.queries import find_page
from cms.sheets import answer_csv, answer_xlsx
from cms.views import render_page_row
from core.access.answers import forbid_keeping
from core.access.levels import check_level, sensitive_level
from core.access.viewer import Viewer, viewer_of
from core.audit.models import Action

FormView = Callable[..., HttpResponse]
MISTAKES = 400


def form_view(view: FormView) -> FormView:
    """Gives a view the form that its viewer sees, or answers 404, as for no form."""

    @login_required
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def answer(request: HttpRequest, page_id: int, **named: Any) -> HttpResponse:
        viewer = viewer_of(request)
        form = find_form(page_id, viewer)
        if form is None:
            raise Http404
        if form.municipality is not None:
            request.municipality_code = form.municipality.code  # type: ignore[attr-defined]
        return forbid_keeping(view(request, form, viewer, **named))

    return answer


@form_view
def answer_form(request: HttpRequest, form: FormPage, viewer: Viewer) -> HttpResponse:
    """Takes an answer; what has mistakes comes back with all that was written."""
    standing = read_standing(form, viewer)
    if request.method != "POST":
        return HttpResponseRedirect(form.get_url())
    if not standing.may_answer:
        return _say_too_late(request, form, _why_not(standing))
    filled = make_answer_form(form, standing, request.POST)
    if not filled.is_valid():
        return show_filled(request, form, viewer, filled)
    try:
        operations.send_answer(
            form,
            person_id=cast("int", viewer.person_id),
            child_id=filled.child_id,
            values=filled.cleaned_data,
            now=viewer.now,
        )
    except operations.NotTaken as error:
        return _say_too_late(request, form, _REFUSALS[type(error)]())
    messages.success(request, _("Thank you. Your answer has been received."))
    return HttpResponseRedirect(form.get_url())


@form_view
def change_answer(
    request: HttpRequest, form: FormPage, viewer: Viewer, answer_id: int
) -> HttpResponse:
    """The form with what one answered, to be sent again."""
    answer = _require_own(form, answer_id, viewer)
    if form.kind != FormKind.ONCE:
        raise Http404
    filled = make_change_form(answer, request.POST if request.method == "POST" else None)
    if not filled.is_valid():
        return show_filled(
            request, form, viewer, filled,
            answer_url=reverse("change_answer", args=[form.pk, answer.pk]),
            changes_for=answer.child.get_short_name() if answer.child else "",
        )  # fmt: skip
    try:
        operations.change_answer(answer, values=filled.cleaned_data, now=viewer.now)
    except operations.NotTaken as error:
        return _say_too_late(request, form, _REFUSALS[type(error)]())
    messages.success(request, _("Your answer has been changed."))
    return HttpResponseRedirect(form.get_url())


@form_view
def withdraw_answer(
    request: HttpRequest, form: FormPage, viewer: Viewer, answer_id: int
) -> HttpResponse:
    """Deletes what one answered."""
    answer = _require_own(form, answer_id, viewer)
    if request.method == "POST":
        if answer.state != AnswerState.RECEIVED:
            return _say_too_late(request, form, _("The request has been answered already."))
        try:
            operations.withdraw_answer(answer, now=viewer.now)
        except operations.NotTaken as error:
            return _say_too_late(request, form, _REFUSALS[type(error)]())
        messages.success(request, _("Your answer has been deleted."))
    return HttpResponseRedirect(form.get_url())


@form_view
def show_answers(request: HttpRequest, form: FormPage, viewer: Viewer) -> HttpResponse:
    """The answers that are for the viewer, as a list that can be printed."""
    answers = _require_received(form, viewer)
    operations.record_look(form, Action.OPEN, actor_id=viewer.person_id, now=viewer.now)
    context = _describe_place(form) | {
        "title": _("Answers: %(form)s") % {"form": form.title},
        "answers": [_describe_received(form, answer) for answer in answers],
        "is_request": form.kind == FormKind.REQUEST,
        "places": form.places,
        "excel_url": reverse("export_answers_to_excel", args=[form.pk]),
        "export_url": reverse("export_answers", args=[form.pk]),
        "kept": form.get_kept_days_display(),
        "is_kept": are_answers_kept(form.pk),
        "today": viewer.today,
    }
    return render(request, "themes/form_answers.html", context)


@form_view
def export_answers(
    request: HttpRequest, form: FormPage, viewer: Viewer, kind: str = "csv"
) -> HttpResponse:
    """The same answers as a file that a spreadsheet opens."""
    answers = _require_received(form, viewer)
    check_level(request, sensitive_level())
    operations.record_look(form, Action.EXPORT, actor_id=viewer.person_id, now=viewer.now)
    answer = answer_xlsx if kind == "xlsx" else answer_csv
    return answer(f"svar-{form.pk}", *make_rows(answers))


@form_view
def decide_answer(
    request: HttpRequest, form: FormPage, viewer: Viewer, answer_id: int
) -> HttpResponse:
    """One request, to be granted or not, with words for who sent it."""
    answer = find_received(form, answer_id, viewer)
    if answer is None or form.kind != FormKind.REQUEST:
        raise Http404
    asked = DecisionForm(request.POST if request.method == "POST" else None)
    if asked.is_valid():
        operations.decide_answer(
            answer,
            state=AnswerState(asked.cleaned_data["state"]),
            reply=asked.cleaned_data["reply"],
            decided_by_id=cast("int", viewer.person_id),
            now=viewer.now,
        )
        messages.success(request, _("The answer has been sent back."))
        return HttpResponseRedirect(reverse("form_answers", args=[form.pk]))
    operations.record_look(
        form, Action.OPEN, actor_id=viewer.person_id, now=viewer.now, answer=answer
    )
    context = _describe_place(form) | {
        "title": form.title,
        "form": asked,
        "answer": _describe_received(form, answer),
        "back_url": reverse("form_answers", args=[form.pk]),
    }
    return render(
        request, "themes/form_decision.html", context, status=MISTAKES if asked.is_bound else 200
    )


def show_filled(
    request: HttpRequest, form: FormPage, viewer: Viewer, filled: forms.Form, **more: Any
) -> HttpResponse:
    """The form's page with a form that has been filled in."""
    page = find_page(form.url_path, viewer)
    if page is None:
        raise Http404
    values = {"answer_form": filled, **more}
    response = render_page_row(request, viewer, page, more=values)
    response.status_code = MISTAKES if filled.is_bound else 200
    return response


def _require_own(form: FormPage, answer_id: int, viewer: Viewer) -> FormAnswer:
    answer = find_own(form, answer_id, viewer)
    if answer is None:
        raise Http404
    return answer


def _require_received(form: FormPage, viewer: Viewer) -> list[FormAnswer]:
    """The answers for the viewer; somebody for whom none are meant finds no such page."""
    answers = list_received(form, viewer)
    if not answers and not receives_answers(form, viewer):
        raise Http404
    return answers


def _say_too_late(request: HttpRequest, form: FormPage, why: str) -> HttpResponse:
    messages.error(request, why)
    return HttpResponseRedirect(form.get_url())


def _why_not(standing: Any) -> str:
    if standing.is_closed:
        return _REFUSALS[operations.FormClosed]()
    return _REFUSALS[operations.FormFull if standing.is_full else operations.AnsweredAlready]()


_REFUSALS: dict[type[operations.NotTaken], Callable[[], str]] = {
    operations.FormClosed: lambda: _("The last day to answer has passed."),
    operations.FormFull: lambda: _("All places are taken."),
    operations.AnsweredAlready: lambda: _("This has been answered already."),
    operations.AnswerKept: lambda: _(
        "The answers are kept for the record and cannot be changed. "
        "Call the office if yours is wrong."
    ),
}


def _describe_place(form: FormPage) -> dict[str, Any]:
    municipality = form.municipality
    return {
        "municipality_name": municipality.name if municipality else "",
        "breadcrumbs": [
            {"title": _("Home"), "url": reverse("home")},
            {"title": form.title, "url": form.get_url()},
            {"title": _("Answers"), "url": ""},
        ],
    }


def _describe_received(form: FormPage, answer: FormAnswer) -> dict[str, Any]:
    is_request = form.kind == FormKind.REQUEST
    return {
        "whom": (answer.child or answer.person).get_full_name(),
        "sent_by": answer.person.get_full_name() if answer.child else "",
        "sent_at": answer.sent_at,
        "lines": list_lines(answer),
        "state": answer.get_state_display() if is_request else "",
        "waits": is_request and answer.state == AnswerState.RECEIVED,
        "reply": answer.reply,
        "decide_url": reverse("decide_answer", args=[form.pk, answer.pk]) if is_request else "",
    }
