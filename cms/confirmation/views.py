"""Confirming, and the report of who has, with what the office enters and sends."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from cms.audience.text import hold_cpr_number
from cms.confirmation import operations
from cms.confirmation.asked import Asked, find_document_asked, find_news_asked
from cms.confirmation.export import make_rows
from cms.confirmation.report import Line
from cms.models import ConfirmationMethod
from cms.queries import documents_visible_to, find_named, require_level_of
from cms.sheets import answer_csv, answer_xlsx
from core.access.answers import forbid_keeping
from core.access.levels import require_level
from core.access.viewer import viewer_of
from core.audit.models import Action
from core.audit.operations import record

ReportView = Callable[..., HttpResponse]
MISTAKES = 400


class EntryForm(forms.Form):
    """What the office knows that the portal does not."""

    method = forms.ChoiceField(
        label=gettext_lazy("What do you know?"),
        choices=[
            (ConfirmationMethod.PAPER.value, gettext_lazy("Confirmed on paper")),
            (ConfirmationMethod.NOT_POSSIBLE.value, gettext_lazy("It is not possible")),
        ],
        widget=forms.RadioSelect,
        initial=ConfirmationMethod.PAPER,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why is it not possible?"), required=False, max_length=200
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        reason = data.get("reason", "")
        if data.get("method") == ConfirmationMethod.NOT_POSSIBLE and not reason.strip():
            self.add_error("reason", _("Write why, so that others need not ask."))
        if hold_cpr_number([reason]):
            self.add_error(
                "reason", _("Do not write CPR numbers here: who needs one knows it already.")
            )
        return data


@login_required
@require_POST
def confirm(request: HttpRequest, page_id: int) -> HttpResponse:
    """»I have read it«: for oneself, or for all one's children whom it concerns."""
    viewer = viewer_of(request)
    page = find_named(page_id, viewer)
    if page is None:
        raise Http404
    require_level_of(page, viewer)
    try:
        operations.confirm(viewer, page_id=page_id)
    except operations.NotAsked as error:
        raise Http404 from error
    messages.success(request, _("Thank you. You have confirmed that you have read it."))
    return forbid_keeping(HttpResponseRedirect(page.get_url()))


@login_required
@require_POST
def confirm_document(request: HttpRequest, document_id: int) -> HttpResponse:
    """The same for a document in a folder that one sees."""
    viewer = viewer_of(request)
    document = documents_visible_to(viewer).filter(pk=document_id).first()
    folder = find_named(document.folder_id, viewer) if document and document.folder_id else None
    if folder is None:
        raise Http404
    require_level_of(folder, viewer)
    try:
        operations.confirm(viewer, page_id=folder.pk, document_id=document_id)
    except operations.NotAsked as error:
        raise Http404 from error
    messages.success(request, _("Thank you. You have confirmed that you have read it."))
    return forbid_keeping(HttpResponseRedirect(folder.get_url()))


def report_view(view: ReportView) -> ReportView:
    """Gives a view what asks for confirmation, for who writes in its institution."""

    @login_required
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def answer(
        request: HttpRequest, page_id: int = 0, document_id: int = 0, **named: Any
    ) -> HttpResponse:
        found = (
            find_document_asked(request.user, document_id)
            if document_id
            else find_news_asked(request.user, page_id)
        )
        if found is None or found.page.institution is None:
            raise Http404
        request.municipality_code = found.page.institution.municipality.code  # type: ignore[attr-defined]
        return forbid_keeping(view(request, found, **named))

    return answer


@report_view
def show_report(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Who has confirmed and who has not, by class; printed as it stands."""
    viewer = viewer_of(request)
    _record(request, asked, Action.OPEN)
    report = asked.report(on=viewer.today)
    context = _describe(asked) | {
        "report": report,
        "asked": asked.mode,
        "confirm_by": asked.due_on,
        "groups": [
            (name, [_describe_line(asked, line) for line in lines]) for name, lines in report.groups
        ],
        "export_url": asked.address("export_confirmations"),
        "excel_url": asked.address("export_confirmations_to_excel"),
        "remind_url": asked.address("remind"),
        "today": viewer.today,
    }
    return render(request, "themes/confirmation/report.html", context)


@report_view
@require_level()
def export_report(request: HttpRequest, asked: Asked, kind: str = "csv") -> HttpResponse:
    """The same as a spreadsheet, for any program or for Excel."""
    _record(request, asked, Action.EXPORT)
    answer = answer_xlsx if kind == "xlsx" else answer_csv
    return answer(asked.file_name, *make_rows(asked.report(on=viewer_of(request).today)))


@report_view
def remind(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Sends a reminder to those who are missing, once a day at most."""
    if request.method == "POST":
        now = viewer_of(request).now
        sent = asked.remind(occasion=f"asked-{timezone.localdate(now)}", now=now)
        said = ngettext(
            "%(count)d reminder is on its way.", "%(count)d reminders are on their way.", sent
        )
        messages.success(request, said % {"count": sent})
    return HttpResponseRedirect(asked.address("confirmations"))


@report_view
def enter(request: HttpRequest, asked: Asked, person_id: int, child_id: int) -> HttpResponse:
    """Confirmed on paper, or why it cannot be; `child_id` is 0 for one of the staff."""
    viewer = viewer_of(request)
    lines = asked.report(on=viewer.today).lines
    line = next((line for line in lines if (line.child_id or 0) == child_id), None)
    replies = line.replies if line else ()
    reply = next((reply for reply in replies if reply.person_id == person_id), None)
    if line is None or reply is None:
        raise Http404
    form = EntryForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        operations.enter_answer(
            viewer,
            page_id=asked.page.pk,
            document_id=asked.document_id,
            person_id=person_id,
            child_id=child_id or None,
            method=ConfirmationMethod(form.cleaned_data["method"]),
            reason=form.cleaned_data["reason"],
        )
        _record(request, asked, Action.CHANGE, subject_id=child_id or person_id)
        messages.success(request, _("It has been noted."))
        return HttpResponseRedirect(asked.address("confirmations"))
    context = _describe(asked) | {
        "form": form,
        "name": reply.name,
        "whom": line.whom if child_id and child_id != person_id else "",
        "back_url": asked.address("confirmations"),
    }
    status = MISTAKES if form.is_bound else 200
    return render(request, "themes/confirmation/enter.html", context, status=status)


def _record(
    request: HttpRequest, asked: Asked, action: Action, *, subject_id: int | None = None
) -> None:
    """Writes into the log that somebody looked at, exported or entered confirmations."""
    viewer, institution = viewer_of(request), asked.page.institution
    object_type, object_id = asked.log_as
    record(
        action,
        now=viewer.now,
        actor_id=cast("int", viewer.person_id),
        subject_id=subject_id,
        object_type=object_type,
        object_id=object_id,
        municipality_code=institution.municipality.code if institution else "",
        institution_key=institution.key if institution else "",
    )


def _describe(asked: Asked) -> dict[str, Any]:
    municipality = asked.page.municipality
    return {
        "page_title": asked.title,
        "municipality_name": municipality.name if municipality else "",
        "breadcrumbs": asked.breadcrumbs(),
    }


def _describe_line(asked: Asked, line: Line) -> dict[str, Any]:
    return {
        "whom": line.whom,
        "is_missing": line.is_missing,
        "replies": [
            {
                "name": "" if reply.name == line.whom else reply.name,
                "confirmed_at": reply.confirmed_at,
                "method": reply.method,
                "reason": reply.reason,
                "is_open": reply.is_open,
                "enter_url": asked.address(
                    "enter_confirmation", reply.person_id, line.child_id or 0
                ),
            }
            for reply in line.replies
        ],
    }
