"""Wagtail's views of one page, where they would name or reach pages of others."""

from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.db.models import ProtectedError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic.edit import ProcessFormView
from wagtail.admin import messages
from wagtail.admin.views.pages.choose_parent import GenericChooseParentView
from wagtail.admin.views.pages.copy import CopyView
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.delete import DeleteView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.move import MoveChooseDestinationView, MoveConfirmView
from wagtail.admin.views.pages.ordering import SetPagePositionView
from wagtail.admin.views.pages.preview import PreviewOnCreateView, PreviewOnEditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.viewsets.pages import PageViewSet

from cms.audience.doors import open_copies, open_moved
from cms.audience.publishing import Judgement
from cms.editing.approving import ApprovePage, find_way_on, say_decision
from cms.editing.bulk import STILL_NEEDED
from cms.editing.filters import PageFilterSet
from cms.editing.forms import refuse_foreign_choices
from cms.editing.judging import judge_request, show_judgement
from cms.editing.mails import mail_about_comments
from cms.editing.newer_versions import AsksBeforeOverwriting
from cms.editing.page_lists import Explorer, PageSearch, PagesOfKind
from cms.editing.queries import pages_for
from cms.lifecycle.editor_form import ReviewedPageForm
from cms.models import BasePage
from cms.slugs import follow_slugs
from core.access.viewer import viewer_of

PLACES = {"add"}


class CopyPage(CopyView):
    """Copies to places where one may write; copies that are published are looked at first."""

    template_name = "cms/audience/copy.html"

    def get_form(self, form_class: Any = None) -> Form:
        form: Form = super().get_form(form_class)
        for column in ("title", "slug"):
            _limit_length(form, f"new_{column}", BasePage._meta.get_field(column).max_length)
        follow_slugs(form.fields["new_slug"])
        return _offer_own_places(form, "new_parent_page", self.request)

    def post(self, request: HttpRequest, page_id: int, *args: Any, **kwargs: Any) -> HttpResponse:
        # Wagtail looks the wanted place up here, before its form has checked it.
        return ProcessFormView.post(self, request)  # type: ignore[arg-type]

    def form_valid(self, form: Form) -> HttpResponse:
        wanted = form.cleaned_data
        if wanted.get("publish_copies") or wanted.get("alias"):
            openings = open_copies(
                self.page,
                below=wanted["new_parent_page"],
                with_pages_below=bool(wanted.get("copy_subpages")),
            )
            judgement = judge_request(self.request, openings)
            if not judgement.is_clear:
                shown = show_judgement(self.request, judgement)
                return self.render_to_response(self.get_context_data(form=form, **shown))
        return super().form_valid(form)


class ChooseDestination(MoveChooseDestinationView):
    """Asks where to move a page, of the places where one may write."""

    def get_form(self, form_class: Any = None) -> Form:
        form: Form = super().get_form(form_class)
        return _offer_own_places(form, "new_parent_page", self.request)


class ConfirmMove(MoveConfirmView):
    """Asks back before a page is moved, once it is clear that it may be.

    Who will see it then is said where that changes.
    """

    template_name = "cms/audience/confirm_move.html"

    def dispatch(
        self, request: HttpRequest, page_to_move_id: int, destination_id: int, **kwargs: Any
    ) -> HttpResponse:
        own = pages_for(request.user)
        page = get_object_or_404(own, pk=page_to_move_id)
        destination = get_object_or_404(own, pk=destination_id)
        if not page.permissions_for_user(request.user).can_move_to(destination):
            raise PermissionDenied
        return super().dispatch(request, page_to_move_id, destination_id, **kwargs)

    @cached_property
    def judgement(self) -> Judgement:
        now = viewer_of(self.request).now
        return judge_request(
            self.request, open_moved([self.page_to_move], to=self.destination, now=now)
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.judgement.is_clear:
            return self.render_to_response(self.get_context_data())
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | show_judgement(self.request, self.judgement)


class DeletePage(DeleteView):
    """Deletes a page that nothing else needs."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().post(request, *args, **kwargs)
        except ProtectedError:
            messages.error(request, STILL_NEEDED)
            return redirect("wagtailadmin_explore", self.page.pk)


class SetPosition(SetPagePositionView):
    """Moves a page among its siblings; homes stay where the roster puts them."""

    def post(self, request: HttpRequest, page_to_move_id: int, **kwargs: Any) -> HttpResponse:
        page = get_object_or_404(pages_for(request.user), pk=page_to_move_id)
        if not page.permissions_for_user(request.user).can_move():
            raise PermissionDenied
        return super().post(request, page_to_move_id, **kwargs)


class ChooseParent(GenericChooseParentView):
    """Asks below which of one's own pages a new one is to be."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = ContentType.objects.filter(
            app_label=kwargs["app_label"], model=kwargs["model_name"]
        ).first()
        model = found.model_class() if found else None
        if model is None or not issubclass(model, BasePage) or not model.is_creatable:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_valid_parent_pages(self, user: Any) -> Any:
        kinds = ContentType.objects.get_for_models(*self.model.allowed_parent_page_models())
        return pages_for(user, PLACES).filter(content_type__in=kinds.values())

    def get_form(self) -> Form:
        return _offer_own_places(super().get_form(), "parent_page", self.request)


class _CommentMails:
    """Tells of comments those subscribers who may still edit the page."""

    def send_commenting_notifications(self: Any, changes: dict[str, Any]) -> None:
        if any(changes[kind] for kind in ("new_comments", "resolved_comments", "new_replies")):
            mail_about_comments(self.page, by=self.request.user, now=self.request.now)


class _KeepsReview:
    """Keeps a page's owner and review day, which stand in its form and in no version."""

    def form_valid(self: Any, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        if isinstance(form, ReviewedPageForm) and self.page.pk:
            form.keep_review(self.page, now=self.request.now)
        return response


class CreatePage(_KeepsReview, CreateView):
    """The editor of a new page."""


class EditPage(AsksBeforeOverwriting, _KeepsReview, _CommentMails, EditView):
    """The editor of a page."""

    def add_save_confirmation_message(self) -> None:
        """Says what an approver's answer has done, where Wagtail says that the page is saved."""
        action = getattr(self, "workflow_action", "")
        said = say_decision(self.page, action, now=viewer_of(self.request).now)
        if said:
            messages.success(self.request, said)
        else:
            super().add_save_confirmation_message()

    def redirect_away(self) -> HttpResponse:
        """Leads an approver who may not write on, where Wagtail would show the pages around."""
        is_answer = getattr(self, "workflow_action", "") and not self.next_url
        way_on = find_way_on(self.request, self.page) if is_answer else ""
        return redirect(way_on) if way_on else super().redirect_away()


class RevertPage(_KeepsReview, _CommentMails, RevisionsRevertView):
    """The editor of a page with an older version in it."""


class _OwnChoices:
    """Shows no page and no file of others in a preview."""

    def get_form(self: Any, query_dict: Any) -> Form:
        if query_dict:
            refuse_foreign_choices(self.request, self.object, query_dict)
        form: Form = super().get_form(query_dict)  # type: ignore[misc]
        return form


class PreviewPage(_OwnChoices, PreviewOnEditView):
    """What a page's form would make of it."""


class PreviewNewPage(_OwnChoices, PreviewOnCreateView):
    """What the form of a new page would make of it."""


class OwnPagesViewSet(PageViewSet):
    """All views of pages, with ours in the place of those that know no tenants."""

    model = BasePage
    filterset_class = PageFilterSet
    add_view_class = CreatePage
    choose_parent_view_class = ChooseParent
    content_type_use_view_class = PagesOfKind
    copy_view_class = CopyPage
    delete_view_class = DeletePage
    edit_view_class = EditPage
    index_view_class = Explorer
    move_view_class = ChooseDestination
    move_confirm_view_class = ConfirmMove
    preview_on_add_view_class = PreviewNewPage
    preview_on_edit_view_class = PreviewPage
    revisions_revert_view_class = RevertPage
    search_view_class = PageSearch
    set_page_position_view_class = SetPosition
    workflow_action_view_class = ApprovePage


def _limit_length(form: Form, name: str, longest: int) -> None:
    """Lets a field of Wagtail's take no more than the column that it ends in."""
    field = form.fields[name]
    field.validators = [*field.validators, MaxLengthValidator(longest)]
    field.widget.attrs["maxlength"] = str(longest)


def _offer_own_places(form: Form, field: str, request: HttpRequest) -> Form:
    form.fields[field].queryset = pages_for(request.user, PLACES)  # type: ignore[attr-defined]
    return form
