"""Approving a page: from the editor's first page, where its form is not open, and what is said."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.models import TaskState

from cms.audience.doors import open_draft
from cms.audience.publishing import Judgement
from cms.editing.judging import SHOWN, judge_request, show_judgement
from cms.models import BasePage
from cms.queries import find_named
from core.access.viewer import viewer_of

APPROVE, REJECT = "approve", "reject"


def say_decision(page: BasePage, action: str, *, now: datetime) -> str:
    """What has become of a page by an approver's answer; "" for other actions."""
    named = {"page": page.get_admin_display_title()}
    if action == REJECT:
        return _("“%(page)s” has been sent back.") % named
    if action != APPROVE:
        return ""
    if page.workflow_in_progress:
        # Whoever changes a page in approving it has made a version that nobody has approved.
        return _("Your change of “%(page)s” has been saved and waits for approval.") % named
    if page.go_live_at and page.go_live_at > now:
        return _("“%(page)s” has been approved and is published when its day comes.") % named
    return _("“%(page)s” has been approved and published.") % named


def find_way_on(request: HttpRequest, page: BasePage) -> str:
    """Where somebody goes who has answered, and may not write: "" for whoever may.

    To the page that is published now, or else to the front page, which says what still waits.
    """
    if "change" in page.permissions_for_user(request.user).permissions:
        return ""
    is_seen = find_named(page.pk, viewer_of(request)) is not None
    return reverse("page", args=[page.pk]) if is_seen else reverse("home")


class ApprovePage(WorkflowActionView):
    """Approves a page or sends it back; whoever approves has been shown who will see it."""

    approve_template = "cms/audience/approve.html"
    modal_template = "cms/audience/approve_modal.html"

    @cached_property
    def judgement(self) -> Judgement:
        return judge_request(self.request, open_draft(self.object, is_approval=True))

    @property
    def was_shown(self) -> bool:
        return bool(self.request.POST.get(SHOWN) == self.judgement.fingerprint)

    def get_template_names(self) -> list[str]:
        if self.action_name == APPROVE:
            return [self.modal_template]
        return list(super().get_template_names())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if self.action_name != APPROVE:
            return context
        shown = show_judgement(self.request, self.judgement, was_shown=self.was_shown)
        return context | shown | {"next": self.redirect_url}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.action_name != APPROVE or (self.judgement.is_clear and self.was_shown):
            response: HttpResponse = super().post(request, *args, **kwargs)
            return self._say_decision() or response
        form: Form = self.form_class(request.POST)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return self.render_modal_form(request, form)
        return render(request, self.approve_template, self.get_context_data(form=form))

    def _say_decision(self) -> HttpResponse | None:
        """Says what has become of the page, and leads on from there, if it was decided."""
        self.task_state.refresh_from_db()
        # A comment that is missing is asked for again.
        if self.task_state.status == TaskState.STATUS_IN_PROGRESS:
            return None
        page = self.task_state.revision.as_object()
        said = say_decision(page, self.action_name, now=viewer_of(self.request).now)
        messages.success(self.request, said)
        way_on = find_way_on(self.request, self.object)
        if not way_on or get_valid_next_url_from_request(self.request):
            return None
        if self.request.headers.get("x-requested-with") == "XMLHttpRequest":
            done = {"step": "success", "redirect": way_on}
            answer: HttpResponse = self.render_modal_json(self.request, done)
            return answer
        return redirect(way_on)
