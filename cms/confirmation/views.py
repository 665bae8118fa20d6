"""Confirming, and the report of who has, with what the office enters and sends."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from cms.audience.text import hold_cpr_number
from cms.caching import forbid_keeping
from cms.confirmation import mails, operations
from cms.confirmation.export import make_rows
from cms.confirmation.report import Line, make_report
from cms.editing.queries import pages_for
from cms.models import Confirmation, ConfirmationMethod, NewsPage
from cms.queries import find_visible
from cms.sheets import answer_csv, answer_xlsx
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
    page = find_visible(page_id, viewer)
    if page is None:
        raise Http404
    try:
        operations.confirm(viewer, page_id=page_id)
    except operations.NotAsked as error:
        raise Http404 from error
    messages.success(request, _("Thank you. You have confirmed that you have read it."))
    return forbid_keeping(HttpResponseRedirect(page.get_url()))


def report_view(view: ReportView) -> ReportView:
    """Gives a view news that asks for confirmation, for who writes in its institution."""

    @login_required
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def answer(request: HttpRequest, page_id: int, **named: Any) -> HttpResponse:
        pages = pages_for(request.user, {"change"}, model=NewsPage).exclude(asked="")
        found = pages.select_related("institution__municipality").filter(pk=page_id, live=True)
        page = found.first()
        if page is None:
            raise Http404
        request.municipality_code = page.institution.municipality.code  # type: ignore[attr-defined]
        return forbid_keeping(view(request, page, **named))

    return answer


@report_view
def show_report(request: HttpRequest, page: NewsPage) -> HttpResponse:
    """Who has confirmed and who has not, by class; printed as it stands."""
    viewer = viewer_of(request)
    _record(request, page, Action.OPEN)
    report = make_report(page, on=viewer.today)
    context = _describe(page) | {
        "report": report,
        "asked": page.get_asked_display(),
        "confirm_by": page.confirm_by,
        "groups": [
            (name, [_describe_line(page, line) for line in lines]) for name, lines in report.groups
        ],
        "export_url": reverse("export_confirmations", args=[page.pk]),
        "excel_url": reverse("export_confirmations_to_excel", args=[page.pk]),
        "remind_url": reverse("remind", args=[page.pk]),
        "today": viewer.today,
    }
    return render(request, "themes/confirmation/report.html", context)


@report_view
def export_report(request: HttpRequest, page: NewsPage, kind: str = "csv") -> HttpResponse:
    """The same as a spreadsheet, for any program or for Excel."""
    _record(request, page, Action.EXPORT)
    answer = answer_xlsx if kind == "xlsx" else answer_csv
    report = make_report(page, on=viewer_of(request).today)
    return answer(f"kvitteringer-{page.pk}", *make_rows(report))


@report_view
def remind(request: HttpRequest, page: NewsPage) -> HttpResponse:
    """Sends a reminder to those who are missing, once a day at most."""
    if request.method == "POST":
        now = viewer_of(request).now
        sent = mails.remind(page, occasion=f"asked-{timezone.localdate(now)}", now=now)
        said = ngettext(
            "%(count)d reminder is on its way.", "%(count)d reminders are on their way.", sent
        )
        messages.success(request, said % {"count": sent})
    return HttpResponseRedirect(reverse("confirmations", args=[page.pk]))


@report_view
def enter(request: HttpRequest, page: NewsPage, person_id: int, child_id: int) -> HttpResponse:
    """Confirmed on paper, or why it cannot be; `child_id` is 0 for one of the staff."""
    viewer = viewer_of(request)
    lines = make_report(page, on=viewer.today).lines
    line = next((line for line in lines if (line.child_id or 0) == child_id), None)
    replies = line.replies if line else ()
    reply = next((reply for reply in replies if reply.person_id == person_id), None)
    if line is None or reply is None:
        raise Http404
    form = EntryForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        operations.enter_answer(
            viewer,
            page_id=page.pk,
            person_id=person_id,
            child_id=child_id or None,
            method=ConfirmationMethod(form.cleaned_data["method"]),
            reason=form.cleaned_data["reason"],
        )
        _record(request, page, Action.CHANGE, subject_id=child_id or person_id)
        messages.success(request, _("It has been noted."))
        return HttpResponseRedirect(reverse("confirmations", args=[page.pk]))
    context = _describe(page) | {
        "form": form,
        "name": reply.name,
        "whom": line.whom if child_id and child_id != person_id else "",
        "back_url": reverse("confirmations", args=[page.pk]),
    }
    status = MISTAKES if form.is_bound else 200
    return render(request, "themes/confirmation/enter.html", context, status=status)


def _record(
    request: HttpRequest, page: NewsPage, action: Action, *, subject_id: int | None = None
) -> None:
    """Writes into the log that somebody looked at, exported or entered confirmations."""
    viewer, institution = viewer_of(request), page.institution
    record(
        action,
        now=viewer.now,
        actor_id=cast("int", viewer.person_id),
        subject_id=subject_id,
        object_type=Confirmation._meta.label_lower,
        object_id=page.pk,
        municipality_code=institution.municipality.code if institution else "",
        institution_key=institution.key if institution else "",
    )


def _describe(page: NewsPage) -> dict[str, Any]:
    municipality = page.municipality
    return {
        "page_title": page.title,
        "municipality_name": municipality.name if municipality else "",
        "breadcrumbs": [
            {"title": _("Home"), "url": reverse("home")},
            {"title": page.title, "url": page.get_url()},
            {"title": _("Who has confirmed?"), "url": ""},
        ],
    }


def _describe_line(page: NewsPage, line: Line) -> dict[str, Any]:
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
                "enter_url": reverse(
                    "enter_confirmation", args=[page.pk, reply.person_id, line.child_id or 0]
                ),
            }
            for reply in line.replies
        ],
    }
