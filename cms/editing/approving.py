"""Approving a page from the editor's first page, where its form is not open."""

from functools import cached_property
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.admin.views.pages.workflow import WorkflowActionView

from cms.audience.doors import open_draft
from cms.audience.publishing import Judgement
from cms.editing.judging import SHOWN, judge_request, show_judgement

APPROVE = "approve"


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
            return super().post(request, *args, **kwargs)
        form: Form = self.form_class(request.POST)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return self.render_modal_form(request, form)
        return render(request, self.approve_template, self.get_context_data(form=form))
