"""Actions on many pages or files at once, none of which names or reaches those of others."""

from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.forms import Form
from django.shortcuts import get_list_or_404, redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.views.pages import bulk_actions as pages
from wagtail.admin.views.pages.search import page_filter_search
from wagtail.documents.views import bulk_actions as documents
from wagtail.images.views import bulk_actions as images

from cms.editing.queries import media_for, pages_below, pages_for

STILL_NEEDED = _(
    "Nothing was deleted: a folder still has documents in it, or a page is needed at the foot of "
    "other pages. Move or replace them first."
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


class PublishPages(_OwnPages, pages.PublishBulkAction):
    """Publishes pages; an alias is published with the page it repeats."""

    def check_perm(self, page: Any) -> bool:
        return page.alias_of_id is None and super().check_perm(page)


class UnpublishPages(_OwnPages, pages.UnpublishBulkAction):
    pass


class MovePages(_OwnPages, pages.MoveBulkAction):
    """Moves to places where one may write."""

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
