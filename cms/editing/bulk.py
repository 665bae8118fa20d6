"""Actions on many pages or files at once, none of which names or reaches those of others."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_list_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.views.pages import bulk_actions as pages
from wagtail.admin.views.pages.search import page_filter_search
from wagtail.documents.views import bulk_actions as documents
from wagtail.images.views import bulk_actions as images

from cms.audience.doors import list_to_publish, open_drafts, open_moved
from cms.audience.publishing import Judgement, Opening
from cms.editing.judging import judge_request, show_judgement
from cms.editing.queries import media_for, pages_below, pages_for
from core.access.viewer import viewer_of

STILL_NEEDED = _(
    "Nothing was deleted: a folder still has documents in it, or a page is needed at the foot of "
    "other pages, or is kept for the record. Move or replace them, or end that first."
)


class _OwnPages:
    """Takes the ids of one's own pages alone; others are not even reported as refused."""

    def get_queryset(self: Any, model: Any, object_ids: Any) -> Any:
        return get_list_or_404(pages_for(self.request.user), pk__in=list(object_ids))

    def get_all_objects_in_listing_query(self: Any, parent_id: Any) -> Any:
        own, query = pages_for(self.request.user), self.request.GET.get("q")
        if parent_id is not None:
            parent = get_list_or_404(own.model, pk=parent_id)[0]
            own = own.descendant_of(parent) if query else pages_below(self.request.user, parent)
        ids = own.values_list("pk", flat=True)
        return page_filter_search(query, ids)[0].results() if query else ids


class _OwnMedia:
    """Takes the ids of one's own images or documents alone."""

    def get_queryset(self: Any, model: Any, object_ids: Any) -> Any:
        return get_list_or_404(media_for(self.request.user, model), pk__in=list(object_ids))


class DeletePages(_OwnPages, pages.DeleteBulkAction):
    """Deletes pages that nothing else needs."""

    def form_valid(self, form: Form) -> Any:
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except ProtectedError:
            messages.error(self.request, STILL_NEEDED)
            return redirect(self.next_url)


class _Judged:
    """Does nothing at all unless all of what it would show may be shown, and was asked about."""

    judgement: Judgement | None = None

    def stop_unless_clear(self: Any, openings: Iterable[Opening]) -> TemplateResponse | None:
        self.judgement = judge_request(self.request, openings)
        if self.judgement.is_clear:
            return None
        return TemplateResponse(self.request, self.template_name, self.get_context_data())

    def get_context_data(self: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        if self.judgement is None:
            return context
        return context | show_judgement(self.request, self.judgement)


class PublishPages(_Judged, _OwnPages, pages.PublishBulkAction):
    """Publishes pages; an alias is published with the page it repeats."""

    template_name = "cms/audience/bulk_publish.html"

    def check_perm(self, page: Any) -> bool:
        return page.alias_of_id is None and super().check_perm(page)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = self.get_actionable_objects()[0]
        to_publish = list_to_publish(chosen, user=request.user, below=False)
        self.judgement = judge_request(request, open_drafts(to_publish))
        return super().get(request, *args, **kwargs)

    def prepare_action(self, objects: Any, objects_without_access: Any) -> Any:
        below = self.cleaned_form.cleaned_data["include_descendants"]
        to_publish = list_to_publish(objects, user=self.request.user, below=below)
        return self.stop_unless_clear(open_drafts(to_publish))

    @classmethod
    def execute_action(
        cls, objects: Any, include_descendants: bool = False, user: Any = None, **kwargs: Any
    ) -> tuple[int, int]:
        # Wagtail publishes in the order of the list; a page may follow one that comes after it.
        to_publish = list_to_publish(objects, user=user, below=include_descendants)
        for page in to_publish:
            version = page.get_latest_revision() or page.specific.save_revision(user=user)
            version.publish(user=user)
        return len(objects), len(to_publish) - len(objects)


class UnpublishPages(_OwnPages, pages.UnpublishBulkAction):
    pass


class MovePages(_Judged, _OwnPages, pages.MoveBulkAction):
    """Moves to places where one may write."""

    template_name = "cms/audience/bulk_move.html"

    def prepare_action(self, objects: Any, objects_without_access: Any) -> Any:
        stopped = super().prepare_action(objects, objects_without_access)
        if stopped is not None:
            return stopped
        self.destination = self.cleaned_form.cleaned_data["chooser"]
        now = viewer_of(self.request).now
        return self.stop_unless_clear(open_moved(objects, to=self.destination, now=now))

    def get_form(self, form_class: Any = None) -> Form:
        form: Form = super().get_form(form_class)
        form.fields["chooser"].queryset = pages_for(  # type: ignore[attr-defined]
            self.request.user, {"add"}
        )
        return form


class DeleteImages(_OwnMedia, images.DeleteBulkAction):
    pass


class TagImages(_OwnMedia, images.AddTagsBulkAction):
    pass


class CollectImages(_OwnMedia, images.AddToCollectionBulkAction):
    pass


class DeleteDocuments(_OwnMedia, documents.DeleteBulkAction):
    pass


class TagDocuments(_OwnMedia, documents.AddTagsBulkAction):
    pass


class CollectDocuments(_OwnMedia, documents.AddToCollectionBulkAction):
    pass


BULK_ACTIONS = (
    DeletePages,
    PublishPages,
    UnpublishPages,
    MovePages,
    DeleteImages,
    TagImages,
    CollectImages,
    DeleteDocuments,
    TagDocuments,
    CollectDocuments,
)
